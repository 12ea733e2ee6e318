"""The fixed parts of a Word file, and the envelope around the others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ROOTS = {"header": "hdr", "footer": "ftr"}
BORDERS = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)
SPACE = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'


def raised(element: str) -> str:
    """A run of one element, set above the line."""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{element}</w:r>'


def text(words: str) -> str:
    """Words as XML; what XML cannot hold becomes the sign for that."""
    words = _FORBIDDEN.sub("\ufffd", words)
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attributes(identifier: int, author: str, date: str) -> str:
    """Number, author and date of a tracked change or a comment."""
    dated = f' w:date="{quoted(date)}"' if date else ""
    return f'w:id="{identifier}" w:author="{quoted(author)}"{dated}'


def quoted(value: str) -> str:
    """A value for between quotation marks."""
    return text(" ".join(value.split())).replace('"', "&quot;")


def references(margins: Sequence[str]) -> str:
    """References to headers and footers, for the properties of the section."""
    return "".join(f'<w:{kind}Reference w:type="default" r:id="{kind}"/>' for kind in margins)


def note_mark(kind: str, number: int) -> str:
    """The mark of the note of this number, as the reader prints it."""
    return f"[{number if kind == 'footnote' else roman(number)}]"


def counted(kind: str, body: str) -> tuple[str, list[int]]:
    """The body with its references to notes numbered in their order, and the numbers that they had.

    They are counted from 1 behind separators -1 and 0, as Word does it: LibreOffice 7.4 loses others.
    """
    had: list[int] = []

    def number(match: re.Match[str]) -> str:
        had.append(int(match[1]))
        return f'<w:{kind}Reference w:id="{len(had)}"/>'

    return re.sub(rf'<w:{kind}Reference w:id="(\d+)"/>', number, body), had


def roman(number: int) -> str:
    """A number from 1 in small Roman letters, in which endnotes are counted."""
    signs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
    written = ""
    for value, sign in signs:
        written += sign * (number // value)
        number %= value
    return written


def notes(kind: str, contents: Sequence[str]) -> str:
    """The content of a part of footnotes or endnotes, with the separators that Word expects."""
    fixed = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for number, name in enumerate(("separator", "continuationSeparator"), -1)
    )
    return fixed + "".join(
        f'<w:{kind} w:id="{number}">{content}</w:{kind}>' for number, content in enumerate(contents, 1)
    )


def package(parts: Mapping[str, str]) -> bytes:
    """The file with these ``parts`` by kind: ``document``, ``comments``, ``footnotes``, ``header`` ..."""
    others = [kind for kind in parts if kind != "document"]
    types = "".join(
        f'<Override PartName="/word/{kind}.xml" '
        f'ContentType="{_TYPE}.{"document.main" if kind == "document" else kind}+xml"/>'
        for kind in parts
    )
    links = "".join(f'<Relationship Id="{kind}" Type="{_R}/{kind}" Target="{kind}.xml"/>' for kind in others)
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="d" '
        f'Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        "</Relationships>",
    }
    for kind, content in parts.items():
        root = _ROOTS.get(kind, kind)
        files[f"word/{kind}.xml"] = f'<w:{root} xmlns:w="{_W}" xmlns:r="{_R}">{content}</w:{root}>'
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, (_XML + content).encode(), ZIP_DEFLATED, 1)
    return stream.getvalue()
