"""One draft as judging sees it: its text, and what its analysis says about a place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from fullpowers.model import Analysis, Edit, Instrument, Passage, Term, Undertaking

from .blocks import Block


@dataclass(frozen=True, slots=True)
class Side:
    """A draft with its analysis, if there is one, ordered by place."""

    instrument: Instrument
    text: str
    id: str
    headings: frozenset[tuple[int, int]]
    undertakings: tuple[Undertaking, ...]
    terms: tuple[Term, ...]
    definitions: tuple[tuple[int, int, str], ...]
    parties: tuple[str, ...]
    """Names and aliases in lower case, without the article."""

    @classmethod
    def of(cls, instrument: Instrument, analysis: Analysis | None) -> Side:
        """The side of ``instrument``; without an analysis it knows the words alone."""
        text = instrument.text
        return cls(
            instrument=instrument,
            text=text,
            id=instrument.id,
            headings=frozenset(_heading_spans(instrument)),
            undertakings=tuple(sorted(analysis.undertakings, key=lambda u: u.passage.start))
            if analysis
            else (),
            terms=tuple(sorted(analysis.terms, key=lambda t: t.passage.start)) if analysis else (),
            definitions=tuple(
                sorted((d.passage.start, d.passage.end, d.term) for d in analysis.definitions)
                if analysis
                else ()
            ),
            parties=tuple(
                sorted(
                    {
                        name.casefold().removeprefix("the ")
                        for party in instrument.parties[:20]
                        for name in (party.name, *party.aliases)
                        if 2 < len(name) < 120
                    }
                )
            ),
        )

    @property
    def party_names(self) -> frozenset[str]:
        """The parties by their full names, as undertakings name them."""
        return frozenset(party.name for party in self.instrument.parties)

    def passage(self, start: int, end: int) -> Passage:
        provision = self.instrument.at(start)
        return Passage(self.id, start, end, self.text[start:end], provision.path if provision else "")

    def is_heading(self, block: Block) -> bool:
        """Whether the block's wording is the heading of its provision and nothing else."""
        return (block.body, block.end) in self.headings

    def undertaking_at(self, start: int, end: int) -> Undertaking | None:
        """The shortest undertaking that contains the stretch."""
        last = bisect_right(self.undertakings, start, key=lambda u: u.passage.start)
        holding = [u for u in self.undertakings[max(0, last - 20) : last] if u.passage.end >= end]
        return min(holding, key=lambda u: u.passage.end - u.passage.start, default=None)

    def undertakings_in(self, start: int, end: int) -> tuple[Undertaking, ...]:
        """The undertakings that lie within the stretch."""
        first = bisect_left(self.undertakings, start, key=lambda u: u.passage.start)
        last = bisect_right(self.undertakings, end, key=lambda u: u.passage.start)
        return tuple(u for u in self.undertakings[first:last] if u.passage.end <= end)

    def term_at(self, start: int, end: int) -> Term | None:
        """The shortest term with a quantity or value that contains the stretch."""
        last = bisect_right(self.terms, start, key=lambda t: t.passage.start)
        holding = [t for t in self.terms[max(0, last - 30) : last] if t.passage.end >= end]
        return min(holding, key=lambda t: t.passage.end - t.passage.start, default=None)

    def defined_at(self, start: int, end: int) -> str:
        """The term that is defined in the stretch, if one is."""
        return next((term for at, _, term in self.definitions if start <= at < end), "")


def renamed(old: Instrument, new: Instrument) -> dict[str, str]:
    """How each party is called now, by how it was called: ``party`` to ``participant``."""
    names: dict[str, str] = {}
    by_name = {party.name: party.aliases for party in new.parties}
    for party in old.parties[:20]:
        now = by_name.get(party.name, party.aliases)
        if len(now) != len(party.aliases):
            continue
        for was, alias in zip(party.aliases, now, strict=True):
            if was != alias:
                names[was.casefold()] = alias.casefold()
                names[_plural(was.casefold())] = _plural(alias.casefold())
    return names


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


@dataclass(frozen=True, slots=True)
class Spot:
    """One edit in its surroundings."""

    edit: Edit
    old_block: tuple[int, int]
    new_block: tuple[int, int]
    window_old: str
    """The edit with unchanged words around it, never reaching into another edit."""
    window_new: str
    row: bool
    defines: str
    """The term that the block defines, if it defines one."""


def _heading_spans(instrument: Instrument) -> set[tuple[int, int]]:
    """Places of headings: the provision's heading where it stands alone on its line."""
    spans = set()
    for provision in instrument.walk():
        if not provision.heading:
            continue
        at = instrument.text.find(provision.heading, provision.start, provision.own_end)
        if at >= 0:
            end = at + len(provision.heading)
            stop = instrument.text.find("\n", end, provision.own_end)
            line_end = provision.own_end if stop < 0 else stop
            if not instrument.text[end:line_end].strip(" .:\t"):
                start = at
                if (
                    provision.start <= provision.body <= at
                    and not instrument.text[provision.body : at].strip()
                ):
                    start = provision.body if "\n" not in instrument.text[provision.body : at] else at
                spans.add((start, line_end))
    return spans
