"""A comparison for people and for word processors: HTML, Markdown, DOCX with tracked changes, JSON."""

from __future__ import annotations

from enum import StrEnum

from fullpowers.model import Comparison, EvidenceError, Instrument, to_json

from .proof import Proof, prove

__all__ = ["Format", "Proof", "prove", "redline"]


class Format(StrEnum):
    HTML = "html"
    MARKDOWN = "markdown"
    DOCX = "docx"
    JSON = "json"


def redline(comparison: Comparison, old: Instrument, new: Instrument, format: Format | str) -> bytes:  # noqa: A002
    """The redline of ``new`` against ``old`` as a file's content, proved before it is handed out.

    Args:
        comparison: what ``compare(old, new)`` returned.
        old: the earlier draft.
        new: the later draft.
        format: ``html`` (one page, no network, no script), ``markdown``, ``docx`` (genuine tracked
            changes: accepting all gives ``new``, rejecting all gives ``old``) or ``json``.

    Raises:
        EvidenceError: the comparison is not of these texts, or the file does not give both of them back.
        ValueError: ``format`` is none of these.
    """
    wanted = Format(format)
    proof = prove(comparison, old, new)
    if wanted is Format.JSON:
        return to_json(comparison).encode()
    if wanted is Format.MARKDOWN:
        from .markdown import page

        return page(comparison, old, new, proof).encode()
    if wanted is Format.HTML:
        from .html import page as html_page

        return html_page(comparison, old, new, proof).encode()
    from .proof import prove_docx
    from .word import document

    try:
        content = document(comparison, old, new, proof)
        prove_docx(content, old, new)
    except EvidenceError:
        # notes that could not be tied to the text go to the end of the body, which holds any text
        content = document(comparison, old, new, proof, tied=False)
        prove_docx(content, old, new)
    return content
