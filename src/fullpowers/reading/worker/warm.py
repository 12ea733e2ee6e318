"""Makes a process import and load, on harmless samples, all that it will need when it is closed off."""

from __future__ import annotations

import codecs
import contextlib
import inspect
import io
import sys
import zipfile
from email.message import EmailMessage
from importlib import import_module

from fullpowers.model import Reading

from ..parse import parse

_LIBRARIES = ("lxml.etree", "lxml.html", "markdown_it", "rapidfuzz", "rapidfuzz.distance")

# fmt: off
_CHARSETS = (
    "ascii", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be",
    "latin-1", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "cp437", "cp850", "cp852", "cp866", "cp874", "cp932", "cp949", "cp936", "cp950", "koi8-r", "koi8-u",
    "mac-roman", "mac-cyrillic", "iso8859-2", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7",
    "iso8859-8", "iso8859-9", "iso8859-13", "iso8859-15", "gb18030", "big5", "shift-jis", "euc-jp",
    "euc-kr", "iso2022-jp", "unicode-escape", "raw-unicode-escape", "idna", "punycode", "hex", "base64",
    "quopri", "cp10000",
)
# fmt: on

_TRACKED = ("a.docx", "a.odt")
"""Samples that are read in all three readings: their readers take other ways in each."""
_TEXT = (
    "AGREEMENT\n\nbetween the Government of A (the “Buyer”) and the Government of B\n\n"
    "WHEREAS the Parties agree;\n\nArticle 1\nScope\n\n1. The Buyer shall pay 50 percent.\n\n(a) first;\n\n"
    "(b) sеcond [or third];\n\nСтаття 2\n\nСторони домовляються.\n\nANNEX I\n\nDone at X on 1 January 2025.\n"
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def up() -> None:
    """Import the libraries that are imported late elsewhere, and read one sample of each format."""
    for library in _LIBRARIES:
        import_module(library)
    for charset in _CHARSETS:
        with contextlib.suppress(LookupError):
            codecs.lookup(charset)
    html = "<html><body><h1>A</h1><ol><li>b</ol><table><tr><td>c<td>d</table>" + _TEXT + "</body></html>"
    samples = {
        "a.txt": _TEXT.encode(),
        "a.md": f"# A\n\n1. b\n\n| a | b |\n|---|---|\n| c | d |\n\n{_TEXT}".encode(),
        "a.html": html.encode(),
        "a.docx": _docx(),
        "a.eml": _message(),
        "a.rtf": b"{\\rtf1\\ansi a{\\footnote b}\\par}",
        "a.odt": _odt(),
        "a.akn": b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc name="a">'
        b"<mainBody><article><num>1</num><content><p>b</p></content></article></mainBody></doc></akomaNtoso>",
        "b.txt": _TEXT.encode("cp1251", "replace"),
    }
    for name, data in samples.items():
        for reading in Reading if name in _TRACKED else (Reading.ACCEPTED,):
            # a reader that fails here fails on the file as well, and says so then
            with contextlib.suppress(Exception):
                parse(data, name, reading)
    _load_data()


def _load_data() -> None:
    """Call every cached function without arguments: those are the ones that read the room's data files."""
    for name, module in list(sys.modules.items()):
        if name.startswith("fullpowers.reading"):
            for function in list(vars(module).values()):
                if hasattr(function, "cache_info") and not inspect.signature(function).parameters:
                    function()


def _odt() -> bytes:
    office, text = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f'<o:document-content xmlns:o="{office}" xmlns:t="{text}"><o:body><o:text><t:p>a</t:p>'
            "</o:text></o:body></o:document-content>",
        )
    return stream.getvalue()


def _message() -> bytes:
    message = EmailMessage()
    message["Subject"] = "Чернетка"
    message["Date"] = "Fri, 21 Feb 2025 10:00:00 +0200"
    message.set_content("see below")
    message.add_alternative("<p>see below</p>", subtype="html")
    message.add_attachment(_docx(), maintype="application", subtype="octet-stream", filename="а.docx")
    return bytes(message)


def _docx() -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _TEXT.split("\n"))
    changed = (
        '<w:p><w:ins w:id="1" w:author="a"><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:ins></w:p>'
        '<w:p><w:fldSimple w:instr="DATE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/d.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="a" '
        f'Type="{_RELATIONS}/officeDocument" Target="d.xml"/></Relationships>',
        "d.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{paragraphs}{changed}</w:body></w:document>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()
