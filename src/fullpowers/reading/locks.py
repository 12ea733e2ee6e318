"""Passwords of protected files: whom to ask when a file turns out to be locked."""

from __future__ import annotations

from collections.abc import Callable

from fullpowers.model import Instrument, Refusal, UnreadableInput

Asker = Callable[[str, int], str]
"""Given the file's name and how many answers were wrong, the password; empty to give up."""

_ATTEMPTS = 3
_asker: Asker | None = None


def unlock_with(asker: Asker | None) -> None:
    """From now on, ask ``asker`` for the password of a locked file; None asks nobody."""
    global _asker
    _asker = asker


def unlocked(read: Callable[[str], Instrument], name: str, password: str) -> Instrument:
    """What ``read`` makes of a password; when the file is locked, of the passwords that are asked for.

    Raises:
        UnreadableInput: the file stays locked, or cannot be read for another reason.
    """
    try:
        return read(password)
    except UnreadableInput as refusal:
        if refusal.refusal is not Refusal.ENCRYPTED or _asker is None:
            raise
        said = wrong = refusal
    for attempt in range(_ATTEMPTS):
        answer = _asker(name, attempt)
        if not answer:
            break
        try:
            return read(answer)
        except UnreadableInput as refusal:
            # the same words again: passwords open no file of this format
            if refusal.refusal is not Refusal.ENCRYPTED or refusal.detail == said.detail:
                raise
            wrong = refusal
    raise wrong
