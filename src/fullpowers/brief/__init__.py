"""What the minister reads: the answers on one page, then all that they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .answers import answer
from .edition import PARTS, Edition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from fullpowers.model import Review

    from .alone import Picture
    from .document import Document, Redline
    from .formats.terminal import Line
    from .places import Places
    from .voice import Voice


def render(review: Review, format: str, edition: Edition | None = None) -> str:  # noqa: A002 - users type it
    """The brief as text in a format: ``html``, ``markdown``, ``json`` or ``text``.

    Raises:
        EvidenceError: a passage of the review does not stand in the stored text; nothing is shown.
        InvalidData: the edition names a part or a language that there is not, or leaves something out
            of JSON, which always holds everything.
        ValueError: no such format.
    """
    from .evidence import verify

    edition = edition or Edition()
    verify(review)
    if format == "json":
        from fullpowers.model import InvalidData, to_json

        if not edition.whole:
            raise InvalidData("JSON holds the whole review; choose another format to leave something out")
        return to_json(review)
    document, where, say = _composed(review, edition)
    if format == "html":
        from .formats.html import html

        return html(document, where, say)
    if format in ("markdown", "md"):
        from .formats.markdown import markdown

        return markdown(document, where, say)
    if format in ("text", "txt"):
        from .formats.terminal import plain

        return plain(document, where)
    raise ValueError(f"no format {format!r}: html, markdown, text or json")


def publish(review: Review, format: str, edition: Edition | None = None) -> bytes:  # noqa: A002 - users type it
    """The brief as the bytes of a file: ``docx``, ``pdf``, or a format of ``render``.

    Raises:
        EvidenceError, InvalidData, ValueError: as for ``render``.
    """
    if format not in ("docx", "pdf"):
        return render(review, format, edition).encode("utf-8")
    from .evidence import verify

    verify(review)
    document, where, say = _composed(review, edition or Edition())
    if format == "pdf":
        from .formats.pdf import pdf

        return pdf(document, where, say)
    from .formats.docx import docx

    return docx(document, where, say, on=review.on)


def show(review: Review, language: str = "en") -> Iterator[Line]:
    """The first page line by line, for a terminal: the same answers as in the brief.

    Raises:
        EvidenceError: a passage of the review does not stand in the stored text; nothing is shown.
        InvalidData: there is no such language.
    """
    from .document import reworded
    from .evidence import verify
    from .formats.terminal import first_page
    from .places import places
    from .sections import opening
    from .voice import voice

    verify(review)
    say = voice(language)
    return first_page(reworded(opening(review, say), say.heard), places(review, say))


def part(review: Review, name: str, edition: Edition | None = None) -> str:
    """One part of the brief as a page of HTML: ``answers``, ``changes``, ``law``, ``text`` ...

    Raises:
        EvidenceError: a passage of the review does not stand in the stored text; nothing is shown.
        InvalidData: this brief has no such part.
    """
    from .alone import only
    from .evidence import verify
    from .formats.html import html

    verify(review)
    document, where, say = _composed(review, edition or Edition())
    return html(only(document, name), where, say)


def charts(review: Review, edition: Edition | None = None) -> tuple[Picture, ...]:
    """Every picture of the brief as SVG, in order.

    Raises:
        EvidenceError: a passage of the review does not stand in the stored text; nothing is shown.
    """
    from .alone import pictures as drawn
    from .evidence import verify

    verify(review)
    return tuple(drawn(_composed(review, edition or Edition())[0]))


def languages() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that a brief can be written in."""
    from .catalogue import known

    return known()


@dataclass(frozen=True, slots=True)
class Pieces:
    """The brief taken apart, for pages that show one part of it each.

    Attributes:
        titles: names of the parts with their titles, in order.
        html: the answers (as ``answers``) and each part but ``text``, as HTML, drawn when asked for.
        text: the draft with its changes; every stretch knows its place in the canonical texts.
    """

    titles: dict[str, str]
    html: Mapping[str, str]
    text: Redline


def pieces(review: Review, to: Callable[[str], str]) -> Pieces:
    """What the brief says, in pieces; a page that shows them has the brief's style sheet.

    Args:
        to: the address of a place by its identifier: ``n120`` and ``o120`` are places of the draft and of
            the earlier one, ``c3`` a change, ``f-...`` a finding, and parts go by their names.

    Raises:
        EvidenceError: a passage of the review does not stand in the stored text; nothing is shown.
    """
    from .document import Redline
    from .evidence import verify
    from .formats.html import Drawn

    verify(review)
    document, where, say = _composed(review, Edition())
    titles = {section.anchor: section.title for section in document.sections}
    (text,) = (
        block for section in document.sections for block in section.blocks if isinstance(block, Redline)
    )
    return Pieces(titles, Drawn(document, where, say, to), text)


def ready() -> None:
    """Load what drawing takes, for a server that will be asked soon."""
    from . import sections  # noqa: F401 - both are there from now on
    from .formats import html  # noqa: F401


def _composed(review: Review, edition: Edition) -> tuple[Document, Places, Voice]:
    from .document import reworded
    from .edition import edit
    from .places import places
    from .sections import compose
    from .voice import voice

    say = voice(edition.language)
    where = places(review, say)
    document = compose(review, where, say)
    if say.hearing:
        document = reworded(document, say.heard)
    drafts = tuple(text for text in (review.instrument, review.previous) if text is not None)
    return edit(document, edition, say, drafts), where, say


__all__ = [
    "PARTS",
    "Edition",
    "answer",
    "charts",
    "languages",
    "part",
    "publish",
    "render",
    "show",
]
