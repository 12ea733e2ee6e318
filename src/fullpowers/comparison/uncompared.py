"""What of two files was not compared: said with every redline, so that silence means that nothing differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fullpowers.model import Instrument

from .formatting import is_read
from .loading import load

_SHOWN = 8
"""Notices of one file that are named one by one."""


def uncompared(old: Instrument, new: Instrument) -> tuple[str, ...]:
    """One sentence for each thing that the comparison of these two did not look at."""
    found = [
        *_spoken(old, new),
        *_formatting(old, new),
        *_comments(old, new),
        *_unread(old),
        *_unread(new),
        *_languages(old, new),
    ]
    return tuple(dict.fromkeys(found))


def _formatting(old: Instrument, new: Instrument) -> Iterator[str]:
    unread = [_name(side) for side in (old, new) if not is_read(side)]
    if unread:
        yield f"Formatting: it is not read from {' and '.join(dict.fromkeys(unread))}."
    else:
        yield (
            "Formatting other than bold, italic, underline, headings, alignment and left indents: "
            "fonts, sizes, colours, spacing, page layout (a DOCX redline has the new draft's)."
        )


def _spoken(old: Instrument, new: Instrument) -> Iterator[str]:
    was, now = old.languages[:1], new.languages[:1]
    if was and now and was != now:
        yield (
            f"Meaning: {_name(old)} is in {was[0]} and {_name(new)} in {now[0]}, so that no words can be the "
            "same (`fullpowers versions` holds two languages against each other)."
        )


def _comments(old: Instrument, new: Instrument) -> Iterator[str]:
    if old.comments or new.comments:
        yield "The words of comments; those that are gone are named."


def _unread(side: Instrument) -> Iterator[str]:
    """What the reader said that it left out, with the file's name."""
    told = [
        f"{_name(side)}: {notice.message.rstrip('.')} ({says})."
        for notice in side.notices
        if (says := _says().get(notice.code))
    ]
    yield from told[:_SHOWN]
    if len(told) > _SHOWN:
        yield f"{_name(side)}: {len(told) - _SHOWN} more such places."


def _languages(old: Instrument, new: Instrument) -> Iterator[str]:
    for side in (old, new):
        for version in side.versions:
            yield (
                f"{_name(side)}: the text in {version.language} that stands beside it "
                "(`fullpowers versions` holds the two languages against each other)."
            )


def _name(side: Instrument) -> str:
    return side.source.name if side.source else "the text"


@dataclass(frozen=True, slots=True)
class _Left:
    code: str
    says: str
    source: str


@dataclass(frozen=True, slots=True)
class _Data:
    notices: tuple[_Left, ...]


@cache
def _says() -> dict[str, str]:
    return {left.code: left.says for left in load("uncompared.yaml", _Data).notices}
