"""The proof that a redline gives both drafts back; without it nothing is handed out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from fullpowers.model import Comparison, EvidenceError, Instrument, LearnedHelp, Significance

from ..rebuilding import apply, reverse
from .stream import Entry, State, entries
from .wordml import note_mark

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Piles:
    """A raw difference, or the number of blocks, by what it is."""

    substance: int
    undecided: int
    editorial: int
    structure: int
    """Moved, renumbered, split or joined, and nothing else."""

    @property
    def total(self) -> int:
        """All of them together."""
        return self.substance + self.undecided + self.editorial + self.structure

    def __str__(self) -> str:
        return (
            f"{self.substance:,} of substance + {self.undecided:,} undecided + "
            f"{self.editorial:,} editorial + {self.structure:,} structure"
        )


@dataclass(frozen=True, slots=True)
class Proof:
    """What was checked, in numbers: both texts came back whole, and the piles add up."""

    blocks: Piles
    unchanged: int
    """Blocks in which nothing changed."""
    characters: Piles
    """Characters that come, go or move; they add up to the raw difference. Words that moved are structure,
    also where others beside them were edited."""
    characters_old: int
    characters_new: int
    reformatted: int
    """Places where formatting alone changed; they are in no pile."""
    not_compared: tuple[str, ...]
    learned: LearnedHelp | None
    """The learned model that took part in the pairing; the proof does not rest on it."""

    @property
    def changes(self) -> int:
        """All blocks."""
        return self.blocks.total + self.unchanged

    def __str__(self) -> str:
        return (
            f"proved: accepting all gives the new draft ({self.characters_new:,} characters), rejecting all "
            f"the old one ({self.characters_old:,}); {self.changes:,} blocks = {self.blocks} + "
            f"{self.unchanged:,} unchanged; {self.characters.total:,} characters that come, go or move = "
            f"{self.characters}; {self.reformatted:,} changes of formatting alone"
        )


@dataclass(frozen=True, slots=True)
class Redline:
    """A comparison with both drafts, the pieces of the text that holds the two, and their proof."""

    comparison: Comparison
    old: Instrument
    new: Instrument
    entries: tuple[Entry, ...]
    proof: Proof


def prove(comparison: Comparison, old: Instrument, new: Instrument) -> Proof:
    """Rebuild either draft from the other and from the redline's pieces, and count what differs.

    Raises:
        EvidenceError: one of them does not come back letter by letter, or the piles do not add up.
    """
    return proved(comparison, old, new).proof


def proved(comparison: Comparison, old: Instrument, new: Instrument) -> Redline:
    """The pieces of the redline, with the proof that they give both drafts.

    Raises:
        EvidenceError: as for ``prove``.
    """
    if apply(comparison, old.text) != new.text or reverse(comparison, new.text) != old.text:
        raise EvidenceError("the comparison does not rebuild the drafts")
    run = tuple(entries(comparison, old, new))
    pieces = [piece for entry in run for piece in entry.pieces]
    for text, states in ((new.text, _NEW), (old.text, _OLD)):
        if "".join(piece.text for piece in pieces if piece.state in states) != text:
            raise EvidenceError("the redline does not give both drafts back")
    same = sum(len(piece.text) for piece in pieces if piece.state is State.SAME)
    differing: Counter[Significance] = Counter()
    for piece in pieces:
        if piece.state in (State.MOVED_HERE, State.MOVED_AWAY):
            differing[Significance.NONE] += len(piece.text)
        elif piece.state is not State.SAME:
            differing[piece.change.significance] += len(piece.text)
    blocks = Counter(change.significance for change in comparison.changes)
    structure = sum(
        change.significance is Significance.NONE and bool(change.moved or change.renumbered or change.edits)
        for change in comparison.changes
    )
    proof = Proof(
        blocks=_piles(blocks, structure),
        unchanged=blocks[Significance.NONE] - structure,
        characters=_piles(differing, differing[Significance.NONE]),
        characters_old=len(old.text),
        characters_new=len(new.text),
        reformatted=len(comparison.reformatted),
        not_compared=comparison.not_compared,
        learned=comparison.learned,
    )
    if proof.changes != len(comparison.changes) or proof.characters.total != (
        len(old.text) + len(new.text) - 2 * same
    ):
        raise EvidenceError("the piles of the redline do not add up to the difference")
    return Redline(comparison, old, new, run, proof)


def _piles(counts: Counter[Significance], structure: int) -> Piles:
    return Piles(
        counts[Significance.SUBSTANTIVE],
        counts[Significance.UNDECIDED],
        counts[Significance.EDITORIAL],
        structure,
    )


_NEW = (State.SAME, State.COME, State.MOVED_HERE)
_OLD = (State.SAME, State.GONE, State.MOVED_AWAY)


def prove_docx(content: bytes, old: Instrument, new: Instrument) -> None:
    """Read the DOCX and accept, then reject, all its tracked changes: body, tables, notes, headers, footers.

    Raises:
        EvidenceError: accepting does not give ``new``, or rejecting does not give ``old``.
    """
    from lxml import etree

    with ZipFile(BytesIO(content)) as archive:
        parts = {
            name.removeprefix("word/").removesuffix(".xml"): etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        }
    for text, gone in ((new.text, ("del", "moveFrom")), (old.text, ("ins", "moveTo"))):
        hidden = frozenset(_W + name for name in gone)
        # a table is always followed by a paragraph, which may be empty: lines without text do not count
        if _without_blank("".join(_whole(parts, hidden))) != _without_blank(text):
            raise EvidenceError("the DOCX does not give both drafts back")


def _without_blank(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def _whole(parts: dict[str, Any], hidden: frozenset[str]) -> Iterator[str]:
    """The text of all parts in the order of the canonical text, without the revisions ``hidden``."""
    body = parts["document"][0]
    marks: dict[Any, str] = {}
    notes = []
    for kind in ("footnote", "endnote"):
        contents = {note.get(_W + "id"): note for note in parts.get(f"{kind}s", ())}
        shown = [
            reference
            for reference in body.iter(f"{_W}{kind}Reference")
            if reference.getparent().getparent().tag not in hidden
        ]
        for number, reference in enumerate(shown, 1):
            note = contents[reference.get(_W + "id")]
            marks[reference] = note_mark(kind, number)
            for own in note.iter(f"{_W}{kind}Ref"):
                marks[own] = note_mark(kind, number)
            notes.append(note)
    yield from _texts(body, hidden, marks)
    for note in notes:
        yield "\n"
        yield from _texts(note, hidden, marks)
    for margin in body.iter(f"{_W}headerReference", f"{_W}footerReference"):
        yield "\n"
        name = str(margin.tag).removeprefix(_W).removesuffix("Reference")
        yield from _texts(parts[name], hidden, marks)


def _texts(body: Any, hidden: frozenset[str], marks: dict[Any, str]) -> Iterator[str]:
    """The text of paragraphs and rows when the revisions ``hidden`` are taken out."""
    for block in body:
        if block.tag == _W + "tbl":
            for row in block.iter(_W + "tr"):
                mark = row.find(_W + "trPr")
                if mark is None or not any(child.tag in hidden for child in mark):
                    cells = ("".join(_runs(cell, hidden, marks)) for cell in row.iter(_W + "tc"))
                    yield "\t".join(cells) + "\n"
        elif block.tag == _W + "p":
            yield from _runs(block, hidden, marks)
            mark = block.find(f"{_W}pPr/{_W}rPr")
            if mark is None or not any(child.tag in hidden for child in mark):
                yield "\n"


def _runs(block: Any, hidden: frozenset[str], marks: dict[Any, str]) -> Iterator[str]:
    for run in block.iter(_W + "r"):
        if run.getparent().tag not in hidden:
            for node in run:
                if node.tag in _TEXT:
                    yield "\t" if node.tag == _W + "tab" else node.text or ""
                elif node in marks:
                    yield marks[node]


_TEXT = frozenset({_W + "t", _W + "delText", _W + "tab"})
