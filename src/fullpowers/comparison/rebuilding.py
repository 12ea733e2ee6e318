"""Either text from the other and the comparison: the proof that the comparison leaves nothing out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fullpowers.model import Comparison, EvidenceError, Passage, text_id


class _Piece(NamedTuple):
    """What makes one stretch of the wanted text: the wanted and the given passages, and the edits."""

    wanted: tuple[Passage, ...]
    given: tuple[Passage, ...]
    edits: list[tuple[int, int, str]]


def apply(comparison: Comparison, old_text: str) -> str:
    """The new text, made from the old one by the comparison's changes.

    Raises:
        EvidenceError: ``old_text`` is not the text that was compared, or the comparison does not fit it.
    """
    pieces = [
        _Piece(change.new, change.old, [(edit.old_start, edit.old_end, edit.new) for edit in change.edits])
        for change in comparison.changes
    ]
    return _rebuilt(pieces, old_text, comparison.old, comparison.new)


def reverse(comparison: Comparison, new_text: str) -> str:
    """The old text, made from the new one by undoing the comparison's changes.

    Raises:
        EvidenceError: ``new_text`` is not the text that was compared, or the comparison does not fit it.
    """
    pieces = [
        _Piece(change.old, change.new, [(edit.new_start, edit.new_end, edit.old) for edit in change.edits])
        for change in comparison.changes
    ]
    return _rebuilt(pieces, new_text, comparison.new, comparison.old)


def _rebuilt(pieces: Sequence[_Piece], given: str, given_id: str, wanted_id: str) -> str:
    """The wanted text: each piece in its place, newlines in the gaps, checked against its identity."""
    if text_id(given) != given_id:
        raise EvidenceError(f"text {text_id(given)} is not the text {given_id} that was compared")
    parts: list[str] = []
    at = 0
    for piece in sorted((piece for piece in pieces if piece.wanted), key=lambda piece: piece.wanted[0].start):
        start = piece.wanted[0].start
        text = _edited(piece, given) if piece.given else piece.wanted[0].quote
        parts.append("\n" * (start - at) + text)
        at = start + len(text)
    made = "".join(parts)
    if text_id(made) != wanted_id:
        # newlines at the very end stand behind the last block
        made = next(
            (made + "\n" * count for count in range(1, 9) if text_id(made + "\n" * count) == wanted_id), ""
        )
        if not made and wanted_id != text_id(""):
            raise EvidenceError(f"the comparison does not rebuild text {wanted_id}")
    return made


def _edited(piece: _Piece, given: str) -> str:
    start, end = piece.given[0].start, piece.given[-1].end
    parts = []
    for edit_start, edit_end, text in piece.edits:
        parts.append(given[start:edit_start] + text)
        start = edit_end
    return "".join(parts) + given[start:end]
