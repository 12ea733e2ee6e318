"""Makes a process import and load, on harmless samples, all that it will need when it is closed off.

What every text needs comes first; what a format needs besides (a kit) when a file of it is to be read.
"""

from __future__ import annotations

import codecs
import contextlib
import inspect
import io
import sys
import zipfile
from collections.abc import Iterator
from importlib import import_module

from fullpowers.model import Reading

from ..parse import parse

# fmt: off
_CHARSETS = (
    "ascii", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be",
    "latin-1", "cp1251", "cp1252", "cp866", "koi8-u", "iso8859-5",
)
"""What plain text is looked at in."""
_MORE_CHARSETS = (
    "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "cp437", "cp850", "cp852", "cp874", "cp932", "cp949", "cp936", "cp950", "koi8-r",
    "mac-roman", "mac-cyrillic", "iso8859-2", "iso8859-4", "iso8859-6", "iso8859-7",
    "iso8859-8", "iso8859-9", "iso8859-13", "iso8859-15", "gb18030", "big5", "shift-jis", "euc-jp",
    "euc-kr", "iso2022-jp", "unicode-escape", "raw-unicode-escape", "idna", "punycode", "hex", "base64",
    "quopri", "cp10000",
)
"""What a file may name."""
# fmt: on

_LIBRARIES = {"markup": ("lxml.html",), "word": ("lxml.etree",)}
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
_AKOMA_NTOSO = (
    b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc name="a">'
    b"<mainBody><article><num>1</num><content><p>b</p></content></article></mainBody></doc></akomaNtoso>"
)


def up(kit: str = "") -> None:
    """Import and load what every text needs; with ``kit``, what files of that kit need besides."""
    for library in _LIBRARIES.get(kit, ()):
        import_module(library)
    charsets = {"": _CHARSETS, "word": ()}.get(kit, _MORE_CHARSETS)
    for charset in charsets:
        with contextlib.suppress(LookupError):
            codecs.lookup(charset)
    for name, data in _samples(kit):
        for reading in Reading if name in _TRACKED else (Reading.ACCEPTED,):
            # a reader that fails here fails on the file as well, and says so then
            with contextlib.suppress(Exception):
                parse(data, name, reading)
    _load_data()


def _samples(kit: str) -> Iterator[tuple[str, bytes]]:
    if kit == "":
        yield "a.txt", _TEXT.encode()
        yield "b.txt", _TEXT.encode("cp1251", "replace")
    elif kit == "word":
        yield "a.docx", _docx()
        yield "a.odt", _odt()
    elif kit == "markup":
        yield "a.md", f"# A\n\n1. b\n\n| a | b |\n|---|---|\n| c | d |\n\n{_TEXT}".encode()
        yield (
            "a.html",
            f"<html><body><h1>A</h1><ol><li>b</ol><table><td>c</table>{_TEXT}</body></html>".encode(),
        )
        yield "a.akn", _AKOMA_NTOSO
    elif kit == "rtf":
        yield "a.rtf", b"{\\rtf1\\ansi a{\\footnote b}\\par}"
    elif kit == "message":
        yield "a.eml", _message()


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
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = "Чернетка"
    message["Date"] = "Fri, 21 Feb 2025 10:00:00 +0200"
    message.set_content("see below")
    message.add_alternative("<p>see below</p>", subtype="html")
    message.add_attachment(_TEXT.encode(), maintype="application", subtype="octet-stream", filename="а.txt")
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
