"""What can go wrong, on one page.

    FullpowersError            everything below; carries the exit code of the command line
    |-- UnreadableInput   (3)  a file cannot be read: says why (Refusal) and what to do next
    |-- InvalidData       (4)  a law pack, matter file or fact is not well formed
    |-- EvidenceError     (5)  a statement's passage does not match the stored text; nothing is shown
    |-- Conflict          (6)  somebody else changed it in the meantime; carries what it is now
    |-- BrokenRecords     (7)  a log, an export or a stored original does not verify
    `-- StorageError      (8)  records cannot be opened or written (disk full, newer, busy); nothing was done

Wrong usage of the command line is exit code 2, a finding at or over ``--fail-on`` is 1,
an interrupt is 130, and 70 is a defect of ours, which we ask to be told of.
"""

from enum import StrEnum
from typing import Self


class Refusal(StrEnum):
    """Why a file was refused: a short, closed list that a person can act on."""

    MISSING = "missing"
    EMPTY = "empty"
    UNSUPPORTED = "unsupported"
    ENCRYPTED = "encrypted"
    LEGACY = "legacy format"
    BROKEN = "broken"
    TOO_LARGE = "too large"
    TOO_DEEP = "too deeply nested"
    FORBIDDEN_XML = "forbidden XML"
    AMBIGUOUS = "ambiguous archive"
    NO_TEXT = "no text"
    TIMEOUT = "took too long"


class FullpowersError(Exception):
    """Any refusal of fullpowers; ``exit_code`` is what the command line returns for it.

    ``mend`` is a command that would put it right, where one is known; the command line shows it.
    """

    exit_code = 70
    mend = ""

    def mended_by(self, command: str) -> Self:
        """This refusal, naming the command that would put it right."""
        self.mend = command
        return self


class UnreadableInput(FullpowersError):
    """A file that cannot be read, with the reason and the next step for the person."""

    exit_code = 3

    def __init__(self, refusal: Refusal, name: str, detail: str, advice: str = "") -> None:
        self.refusal = refusal
        self.name = name
        self.detail = detail
        self.advice = advice
        super().__init__(f"{name}: {refusal.value}: {detail}" + (f" ({advice})" if advice else ""))

    def __reduce__(self) -> tuple[object, ...]:
        # so that a refusal survives the way back from a worker process
        return (type(self), (self.refusal, self.name, self.detail, self.advice))


class InvalidData(FullpowersError):
    """A law pack, a matter file or a fact that is not well formed; names file and place."""

    exit_code = 4


class EvidenceError(FullpowersError):
    """A statement rests on a passage that the stored text does not contain."""

    exit_code = 5


class Conflict(FullpowersError):
    """An edit of something that somebody else changed in the meantime; nothing was written."""

    exit_code = 6

    def __init__(self, message: str, present: object = None) -> None:
        self.present = present
        """What it is now, for the person to compare with what they meant to write."""
        super().__init__(message)


class UnknownRecord(InvalidData):
    """There is no such matter, draft or other record."""


class BrokenRecords(FullpowersError):
    """A log, an export or a stored original does not verify; the message names the first fault."""

    exit_code = 7


class StorageError(FullpowersError):
    """Records could not be opened or written: disk full, busy, made by a newer version. Nothing was done."""

    exit_code = 8
