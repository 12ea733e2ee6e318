"""A comparison for people and for word processors: HTML, Markdown, DOCX with tracked changes, JSON."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from fullpowers.model import Comparison, EvidenceError, Instrument, InvalidData, Proposal, to_json

from ..collecting import uncollected
from .proof import Proof, Redline, prove, proved

if TYPE_CHECKING:
    from .sharing import Hand

__all__ = ["Format", "Proof", "counter_draft", "prove", "redline"]


class Format(StrEnum):
    HTML = "html"
    MARKDOWN = "markdown"
    DOCX = "docx"
    JSON = "json"


def redline(
    comparison: Comparison,
    old: Instrument,
    new: Instrument,
    format: Format | str,  # noqa: A002
    *,
    comments: bool = True,
) -> bytes:
    """The redline of ``new`` against ``old`` as a file's content, proved before it is handed out.

    Args:
        comparison: what ``compare(old, new)`` returned.
        old: the earlier draft.
        new: the later draft.
        format: ``html`` (one page, no network, no script), ``markdown``, ``docx`` (genuine tracked
            changes: accepting all gives ``new``, rejecting all gives ``old``) or ``json``.
        comments: whether a DOCX says in the margin what each change does. Without, it holds the comments of
            the drafts and nothing of ours, and can go to the other side.

    Raises:
        EvidenceError: the comparison is not of these texts, or the file does not give both of them back.
        ValueError: ``format`` is none of these.
    """
    wanted = Format(format)
    with uncollected():
        made = proved(comparison, old, new)
        if wanted is Format.JSON:
            return to_json(comparison).encode()
        if wanted is Format.MARKDOWN:
            from .markdown import page

            return page(made).encode()
        if wanted is Format.HTML:
            from .html import page as html_page

            return html_page(made).encode()
        return _docx(made, comments=comments)


def counter_draft(received: Instrument, proposals: Sequence[Proposal]) -> bytes:
    """A DOCX to send back: the draft received, with each proposal as a tracked change of its author.

    Comments of proposals stand in the margin beside the words; nothing else is said in the file: no effects,
    no ranking, no trace of an analysis. Accepting all gives ``propose(received, proposals)``, rejecting all
    gives ``received``; it is read back before it is handed out. Tracked changes that the received file
    carries are taken as its reading has them (by default as accepted). ::

        draft = read("draft-3.docx")
        at = draft.text.index("50 percent")
        content = counter_draft(draft, [
            Proposal(draft.passage(at, at + 10), "Olena", "2025-02-22T09:30:00Z", "25 percent", "As agreed."),
            Proposal(draft.passage(at + 11, at + 30), "Petro", "2025-02-22", comment="Net of what?"),
        ])

    Raises:
        EvidenceError: a passage is not of this draft, or the file does not give both texts back.
        InvalidData: two proposals change the same words, or nothing is proposed.
    """
    from ..comparing import compare
    from ..proposing import Shift, propose
    from .sharing import Hand

    if not proposals:
        raise InvalidData("a counter-draft needs at least one proposal")
    shift = Shift(received, proposals)
    hands = [
        Hand(one.author, one.date, ((where.start, where.end), shift.span(where.start, where.end)))
        for one in proposals
        for where in (one.passage,)
        if one.wording is not None
    ]
    new = propose(received, proposals)
    return _docx(proved(compare(received, new), received, new), hands, comments=False)


def _docx(made: Redline, hands: Sequence[Hand] = (), *, comments: bool) -> bytes:
    from .proof import prove_docx
    from .word import document

    try:
        content = document(made, hands=hands, comments=comments)
        prove_docx(content, made.old, made.new)
    except EvidenceError:
        # notes that could not be tied to the text go to the end of the body, which holds any text
        content = document(made, tied=False, hands=hands, comments=comments)
        prove_docx(content, made.old, made.new)
    return content
