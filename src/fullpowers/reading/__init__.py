"""A file to an Instrument: ``read`` a path, or ``read_bytes`` of something already in memory.

worker                                        a closed-off process, in which all of this happens:
parse                                         one file to one instrument
formats -> plain | markdown | html | docx     bytes to blocks
characters                                    what hides in the letters themselves
structure, parties, signing                   blocks to provisions; who, where and when
assemble                                      everything to one Instrument
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from fullpowers.model import Instrument, InvalidData, Reading, Receipt, Refusal, UnreadableInput

__all__ = [
    "as_party",
    "containment",
    "containment_gaps",
    "open_places",
    "paired",
    "positions",
    "read",
    "read_bytes",
    "read_plain",
    "start",
    "unlock_with",
]


def read(
    path: str | Path,
    *,
    reading: Reading = Reading.ACCEPTED,
    receipt: Receipt | None = None,
    password: str = "",
    second_opinion: bool = False,
) -> Instrument:
    """The instrument in the file at ``path``; its format is told by content.

    Args:
        path: the file; it is only read, never changed or fetched from a network. ``mail.eml::draft.docx``
            is the attachment draft.docx of the message mail.eml; archives likewise.
        reading: which state of tracked changes the text shows.
        receipt: how the draft came in, as the team recorded it.
        password: opens a protected file.
        second_opinion: read all pages of a PDF file by another program as well, and say where it differs;
            without it this is done for short files and doubtful pages.

    Raises:
        UnreadableInput: the file cannot be read; says why and what to do.
    """
    from .limits import LIMITS

    member = ""
    if "::" in str(path) and not Path(path).exists():
        outer, _, member = str(path).partition("::")
        path = outer
    path = Path(path)
    try:
        if path.is_dir():
            raise UnreadableInput(Refusal.MISSING, str(path), "it is a folder", "name one file in it")
        if path.stat().st_size > LIMITS.file_bytes:
            raise _too_large(path.name)
        with path.open("rb") as stream:
            data = stream.read(LIMITS.file_bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableInput(Refusal.MISSING, str(path), reason, "check the path") from error
    return read_bytes(
        data,
        path.name,
        reading=reading,
        receipt=receipt,
        password=password,
        member=member,
        second_opinion=second_opinion,
    )


def read_bytes(
    data: bytes,
    name: str,
    *,
    reading: Reading = Reading.ACCEPTED,
    receipt: Receipt | None = None,
    password: str = "",
    member: str = "",
    second_opinion: bool = False,
) -> Instrument:
    """The instrument in ``data``; ``name`` is the file's name, for messages and for Markdown.

    ``member`` says which draft of a message or an archive is meant.

    Raises:
        UnreadableInput: as for ``read``.
    """
    from . import locks, worker
    from .limits import LIMITS

    # the name of a file need not be UTF-8; what cannot be written down is shown as a question mark
    name = name.encode("utf-8", "replace").decode("utf-8")
    if not data:
        raise UnreadableInput(Refusal.EMPTY, name, "the file has no content", "ask for it again")
    if len(data) > LIMITS.file_bytes:
        raise _too_large(name)
    instrument = locks.unlocked(
        lambda answer: worker.read(
            data, name, reading, password=answer, member=member, second_opinion=second_opinion
        ),
        name,
        password,
    )
    if receipt is None or instrument.source is None:
        return instrument
    return replace(instrument, source=replace(instrument.source, receipt=receipt))


def read_plain(data: bytes, name: str) -> Instrument | None:
    """The instrument in a plain text file, read in this very process; None when it may be anything else.

    For those who read thousands of files in processes of their own, where a closed-off process for each would
    take a third of the time. ``read_bytes`` gives the same.

    Raises:
        UnreadableInput: it cannot be read, or took too long.
    """
    from . import here

    return here.read_plain(data, name)


def unlock_with(asker: Callable[[str, int], str] | None) -> None:
    """From now on, ask ``asker`` for the password of a protected file; None asks nobody.

    Args:
        asker: given the file's name and how many answers were wrong, the password; empty to give up.
    """
    from . import locks

    locks.unlock_with(asker)


def positions(instrument: Instrument) -> tuple[str, ...]:
    """The parties to which a negotiating text attributes wordings, as it names them."""
    from .negotiating import parties_of

    return parties_of(instrument)


def open_places(instrument: Instrument) -> dict[str, int]:
    """How many places are not agreed, by path of the article, section, annex, recital or note."""
    from . import negotiating

    return negotiating.open_places(instrument)


def as_party(instrument: Instrument, party: str) -> Instrument:
    """A negotiating text as ``party`` wants it: its wordings, without the additions of others.

    Args:
        instrument: with brackets, alternatives or options.
        party: one of ``positions``, or another name or code of it.

    Raises:
        InvalidData: the text attributes nothing to this party.
    """
    from .assemble import as_wanted
    from .negotiating import parties_of, same_party

    named = parties_of(instrument)
    if not any(same_party(party, name) for name in named):
        others = f"it names {', '.join(named)}" if named else "it attributes no words to anybody"
        raise InvalidData(f"the text has no position of {party!r}: {others}")
    return as_wanted(instrument, party)


def paired(instrument: Instrument, other: Instrument) -> Instrument:
    """``instrument`` with the same text in another language beside it; notices say where they differ."""
    from .assemble import paired as pair
    from .languages import language_of

    spoken = other.languages[0] if other.languages else language_of(other.text)
    return pair(instrument, other, spoken or "und")


def akoma_ntoso(instrument: Instrument) -> str:
    """The instrument as Akoma Ntoso 3 XML; reading it gives the same instrument again."""
    from .akn import write

    return write(instrument)


def start() -> None:
    """Get ready to read: call it early, and the worker imports its libraries meanwhile."""
    from . import worker

    worker.start()


def containment() -> str:
    """How far the last file was walled off from the rest of the machine (docs/security.md).

    ``full``: a process of its own, with limits, without files, network or other processes (Landlock
    and seccomp). ``limits only``: a process of its own, with limits on time and, where the system
    has them, on memory. ``none``: in this very process. When nothing was read yet, it is tried out.
    """
    from . import worker

    return worker.walls().level


def containment_gaps() -> tuple[str, ...]:
    """What of ``full`` could not be had on this system, for a person."""
    from . import worker

    return worker.walls().missing


def _too_large(name: str) -> UnreadableInput:
    from .limits import LIMITS

    return UnreadableInput(
        Refusal.TOO_LARGE, name, f"over {LIMITS.file_bytes // 1_000_000} MB", "split it, or take pictures out"
    )
