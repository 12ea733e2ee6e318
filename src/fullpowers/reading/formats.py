"""Which format a file is in, told by its content, and the reader for it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fullpowers.model import Notice, Reading, Refusal, UnreadableInput

from . import kits, plain, protected
from .blocks import Extract

if TYPE_CHECKING:
    from .containers import Member

_ADVICE = "give a DOCX, ODT, RTF, PDF, HTML or plain text file"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
}
"""Media types by the first bytes."""
_NOT_READ = (
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"RIFF", "a media file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"%!PS", "a PostScript file"),
    (b"SQLite format 3", "a database"),
)
_BINARY_AT_START = re.compile(rb"[\x00-\x08\x0e-\x1a\x7f-\xff]")
_HTML = re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_HTML_PART = re.compile(rb"\s*<(?:p|div|h[1-6]|table|ol|ul|article|section|main)[\s>]", re.I)
_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")


def extract(
    data: bytes,
    name: str,
    reading: Reading,
    *,
    password: str = "",
    member: str = "",
    second_opinion: bool = False,
) -> tuple[Extract, str]:
    """The blocks of a file and its media type.

    Args:
        data: the whole file.
        name: the file's name.
        reading: which state of tracked changes the text shows.
        password: opens a protected file.
        member: which member of a container is meant.
        second_opinion: whether a PDF file is read by another program as well, however long it is.

    Raises:
        UnreadableInput: the format is not read here, or the file is not what it seems.
    """
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        kits.need("word")
        from . import containers

        inside = containers.archive_members(data, name)
        if inside is not None:
            chosen = containers.choose(inside, member, name, "archive")
            return _inside(chosen, name, reading, password, second_opinion=second_opinion)
        return _office(data, name, reading)
    if b"%PDF-" in data[:1024]:
        kits.need("pdf")
        from . import pdf

        read = pdf.extract(data, name, password, reading, second_opinion=second_opinion)
        return read, pdf.MEDIA_TYPE
    if data.startswith(_OLE2) and protected.is_protected(data):
        kits.need("passwords")
        return extract(protected.unlocked(data, name, password), name, reading, member=member)
    if data.startswith(b"{\\rtf"):
        kits.need("rtf")
        from . import rtf

        return rtf.extract(data, name, reading), rtf.MEDIA_TYPE
    kind = next((kind for magic, kind in PICTURES.items() if data.startswith(magic)), "")
    if kind:
        from . import picture

        return picture.extract(data, name), kind
    _refuse_binary(data, name)
    from . import containers

    if containers.is_message(data, name):
        kits.need("message")
        chosen = containers.choose(containers.message_members(data), member, name, "message")
        return _inside(chosen, name, reading, password, second_opinion=second_opinion)
    return _text(data, name, reading)


def is_plain(data: bytes, name: str) -> bool:
    """Whether ``extract`` takes a file for plain text; in doubt it is not said to be."""
    from . import containers

    magics = (b"PK", _OLE2, b"{\\rtf", *PICTURES, *(magic for magic, _ in _NOT_READ))
    return not (
        data.startswith(magics)
        or b"%PDF-" in data[:1024]
        or data.lstrip()[:5] == b"<?xml"
        or _may_be_marked_up(data, name)
        or containers.is_message(data, name)
    )


def _office(data: bytes, name: str, reading: Reading) -> tuple[Extract, str]:
    """A document of a word processor."""
    from . import docx, odt
    from .docx.archive import Archive

    if odt.is_text(archive := Archive(data, name)):
        return odt.extract(archive, reading), odt.MEDIA_TYPE
    return docx.extract(data, name, reading), docx.MEDIA_TYPE


def _text(data: bytes, name: str, reading: Reading) -> tuple[Extract, str]:
    """A file of characters, marked up or plain."""
    if data.lstrip()[:5] != b"<?xml" and not _may_be_marked_up(data, name):
        return plain.extract(data, name), "text/plain"
    kits.need("markup")
    from . import akn

    if akn.is_akoma_ntoso(data):
        return akn.extract(data, name, reading), akn.MEDIA_TYPE
    if _is_html(data, name):
        from . import html

        return html.extract(data, name, reading), "text/html"
    if data.lstrip()[:5] == b"<?xml":
        raise UnreadableInput(Refusal.UNSUPPORTED, name, "it is an XML file", _ADVICE)
    if name.lower().endswith(_MARKDOWN_SUFFIXES):
        from . import markdown

        return markdown.extract(data, name, reading), "text/markdown"
    return plain.extract(data, name), "text/plain"


def _inside(
    chosen: tuple[Member, str, tuple[Notice, ...]],
    name: str,
    reading: Reading,
    password: str,
    *,
    second_opinion: bool,
) -> tuple[Extract, str]:
    """The draft inside a message or an archive."""
    member, rest, notices = chosen
    data = member.content()
    inner = f"{name}::{member.name}"
    if not data:
        raise UnreadableInput(Refusal.EMPTY, inner, "the member has no content", "ask for it again")
    found, media_type = extract(
        data, inner, reading, password=password, member=rest, second_opinion=second_opinion
    )
    return replace(found, notices=(*notices, *found.notices)), media_type


def _refuse_binary(data: bytes, name: str) -> None:
    if data.startswith(_OLE2):
        raise UnreadableInput(
            Refusal.LEGACY,
            name,
            "it is in the binary format of Office 97-2003",
            "open it and save it as DOCX",
        )
    for magic, what in _NOT_READ:
        # two letters are too few to tell a picture or a program from a text
        if data.startswith(magic) and (len(magic) > 2 or _BINARY_AT_START.search(data[:64])):
            raise UnreadableInput(Refusal.UNSUPPORTED, name, f"it is {what}", _ADVICE)


def _may_be_marked_up(data: bytes, name: str) -> bool:
    return b"<" in data[:4096] or name.lower().endswith((*_MARKDOWN_SUFFIXES, *_HTML_SUFFIXES))


def _is_html(data: bytes, name: str) -> bool:
    head = data[:2048].replace(b"\0", b"")
    if _HTML.search(head):
        return not name.lower().endswith(_MARKDOWN_SUFFIXES) or head.lstrip()[:1] == b"<"
    return name.lower().endswith(_HTML_SUFFIXES) or _HTML_PART.match(head) is not None
