"""One file in memory to an Instrument, in this very process; ``worker`` runs it behind walls."""

from __future__ import annotations

import hashlib
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import PurePath

from fullpowers.model import Instrument, Notice, Reading, Refusal, Severity, Source, UnreadableInput

from . import characters, formats
from .assemble import assemble
from .blocks import Extract
from .limits import LIMITS

_DAMAGED = (
    # lxml's XMLSyntaxError is a SyntaxError
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    UnicodeError,
    SyntaxError,
)


def parse(
    data: bytes,
    name: str,
    reading: Reading = Reading.ACCEPTED,
    *,
    password: str = "",
    member: str = "",
    second_opinion: bool = False,
) -> Instrument:
    """The instrument in ``data``.

    Args:
        data: the whole file.
        name: the file's name, for messages and for Markdown.
        reading: which state of tracked changes the text shows.
        password: opens a protected file.
        member: which member of a container is meant.
        second_opinion: whether a PDF file is read by another program as well, however long it is.

    Raises:
        UnreadableInput: it cannot be read.
        KitMissing: this process is closed off and lacks a library that the file needs.
    """
    try:
        extract, media_type = formats.extract(
            data, name, reading, password=password, member=member, second_opinion=second_opinion
        )
        extract = characters.clean(_named_rightly(extract, name, media_type))
        _check(extract, name)
        digest = hashlib.sha256(data).hexdigest()
        source = Source(name, media_type, digest, len(data), record=extract.record)
        return assemble(extract, reading, source)
    except _DAMAGED as error:
        raise UnreadableInput(
            Refusal.BROKEN, name, f"the file is damaged: {error}", "ask for it again"
        ) from error
    except RecursionError as error:
        raise UnreadableInput(Refusal.TOO_DEEP, name, "its elements are nested too deeply") from error
    except MemoryError as error:
        raise UnreadableInput(
            Refusal.TOO_LARGE, name, "it needs more memory than one file may take", "split it"
        ) from error


_SUFFIXES = {
    ".docx": "wordprocessingml",
    ".docm": "wordprocessingml",
    ".odt": "opendocument",
    ".pdf": "pdf",
    ".rtf": "rtf",
    ".txt": "text/",
}
"""What stands in the media type of a file whose name ends so."""


def _named_rightly(extract: Extract, name: str, media_type: str) -> Extract:
    """With a notice where the name says another format than the content, which other programs may refuse."""
    suffix = PurePath(name).suffix.lower()
    if _SUFFIXES.get(suffix, "") in media_type:
        return extract
    message = f"The file is named {suffix}, but its content is {media_type}; it was read as what it is."
    return replace(extract, notices=(*extract.notices, Notice("misnamed", Severity.CAUTION, message)))


def _check(extract: Extract, name: str) -> None:
    if not any(block.text for block in extract.blocks):
        hidden = "; ".join(notice.message for notice in extract.notices[:3])
        raise UnreadableInput(
            Refusal.NO_TEXT,
            name,
            "there is no visible text in it" + (f": {hidden}" if hidden else ""),
            "if it is a scan, ask for the text",
        )
    if (
        len(extract.blocks) > LIMITS.blocks
        or sum(len(block.text) for block in extract.blocks) > LIMITS.text_chars
    ):
        raise UnreadableInput(Refusal.TOO_LARGE, name, "it has too much text for one agreement", "split it")
