"""A file to an Instrument: ``read`` a path, or ``read_bytes`` of something already in memory.

formats -> plain | markdown | html | docx    bytes to blocks
characters                                    what hides in the letters themselves
structure, parties                            blocks to provisions and parties
assemble                                      everything to one Instrument
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from fullpowers.model import Instrument, Reading, Receipt, Refusal, Source, UnreadableInput

if TYPE_CHECKING:
    from .blocks import Extract

__all__ = ["containment", "read", "read_bytes"]


def read(
    path: str | Path, *, reading: Reading = Reading.ACCEPTED, receipt: Receipt | None = None
) -> Instrument:
    """The instrument in the file at ``path``: plain text, Markdown, HTML or DOCX, told by content.

    Args:
        path: the file; it is only read, never changed or fetched from a network.
        reading: which state of tracked changes the text shows.
        receipt: how the draft came in, as the team recorded it.

    Raises:
        UnreadableInput: the file cannot be read; says why and what to do.
    """
    from .limits import LIMITS

    path = Path(path)
    try:
        if path.stat().st_size > LIMITS.file_bytes:
            raise _too_large(path.name)
        with path.open("rb") as stream:
            data = stream.read(LIMITS.file_bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableInput(Refusal.MISSING, str(path), reason, "check the path") from error
    return read_bytes(data, path.name, reading=reading, receipt=receipt)


def read_bytes(
    data: bytes, name: str, *, reading: Reading = Reading.ACCEPTED, receipt: Receipt | None = None
) -> Instrument:
    """The instrument in ``data``; ``name`` is the file's name, for messages and for Markdown.

    Raises:
        UnreadableInput: as for ``read``.
    """
    import zipfile
    import zlib

    from . import characters, formats
    from .limits import LIMITS

    if not data:
        raise UnreadableInput(Refusal.EMPTY, name, "the file has no content", "ask for it again")
    if len(data) > LIMITS.file_bytes:
        raise _too_large(name)
    try:
        extract, media_type = formats.extract(data, name, reading)
    except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeError, SyntaxError) as error:
        # lxml's XMLSyntaxError is a SyntaxError
        raise UnreadableInput(
            Refusal.BROKEN, name, f"the file is damaged: {error}", "ask for it again"
        ) from error
    except RecursionError as error:
        raise UnreadableInput(Refusal.TOO_DEEP, name, "its elements are nested too deeply") from error
    except MemoryError as error:
        raise UnreadableInput(
            Refusal.TOO_LARGE, name, "it needs more memory than there is", "split it"
        ) from error
    extract = characters.clean(extract)
    _check(extract, name)
    from .assemble import assemble

    source = Source(name, media_type, hashlib.sha256(data).hexdigest(), len(data), receipt)
    return assemble(extract, reading, source)


def containment() -> str:
    """How far reading is walled off from the rest of the machine: ``full``, ``limits only`` or ``none``.

    Today a file is read in this very process, within the bounds of ``limits``: no network, no entities,
    nothing run, and a refusal for what is too large or too deep.
    """
    return "limits only"


def _check(extract: Extract, name: str) -> None:
    from .limits import LIMITS

    if not extract.blocks:
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


def _too_large(name: str) -> UnreadableInput:
    from .limits import LIMITS

    return UnreadableInput(
        Refusal.TOO_LARGE, name, f"over {LIMITS.file_bytes // 1_000_000} MB", "split it, or take pictures out"
    )
