"""What a file tells of its makers: its own record of authors and dates, and comments left in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fullpowers.model import Notice, Severity

FIELDS = ("author", "last saved by", "created", "saved", "company")
"""What a record may hold, in the order in which it is said."""
_AUTHORS = 10
_QUOTED = 80


def ordered(found: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What was found, as ``Source.record``."""
    cut = {what: " ".join(found.get(what, "").split())[:_QUOTED] for what in FIELDS}
    return tuple((what, said) for what, said in cut.items() if said)


def recorded(record: Sequence[tuple[str, str]]) -> Iterator[Notice]:
    """The notice of what the file says of itself."""
    if record:
        said = "; ".join(f"{what} {text}" for what, text in record)
        yield Notice("metadata", Severity.INFO, f"The file says of itself: {said}.")


def commented(authors: Sequence[str]) -> Iterator[Notice]:
    """The notice of comments, given the author of each."""
    if authors:
        named = ", ".join(list(dict.fromkeys(author.strip() or "unknown" for author in authors))[:_AUTHORS])
        count = "1 comment" if len(authors) == 1 else f"{len(authors)} comments"
        yield Notice("comments", Severity.CAUTION, f"{count} by {named} left in the file.")
