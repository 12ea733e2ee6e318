"""What the minister reads: the answers on one page, then all that they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answers import answer

if TYPE_CHECKING:
    from rich.console import Console

    from fullpowers.model import Review


def render(review: Review, format: str) -> str:  # noqa: A002 - the word that users type
    """The brief as text in a format: ``html``, ``json`` or ``text``.

    Raises:
        EvidenceError: a passage of the review does not stand in the stored text; nothing is shown.
        ValueError: no such format.
    """
    from .evidence import verify

    verify(review)
    if format == "json":
        from fullpowers.model import to_json

        return to_json(review)
    from .places import places
    from .sections import compose
    from .voice import english

    say = english()
    where = places(review, say)
    if format == "html":
        from .formats.html import html

        return html(compose(review, where, say), where, say)
    if format == "text":
        from .formats.terminal import plain

        return plain(compose(review, where, say), where)
    raise ValueError(f"no format {format!r}: html, json or text")


def show(review: Review, console: Console) -> None:
    """Print the first page on a terminal: the same answers as in the brief.

    Raises:
        EvidenceError: a passage of the review does not stand in the stored text; nothing is shown.
    """
    from .evidence import verify
    from .formats.terminal import first_page
    from .places import places
    from .sections import opening
    from .voice import english

    verify(review)
    say = english()
    where = places(review, say)
    first_page(opening(review, say), where, console)


__all__ = ["answer", "render", "show"]
