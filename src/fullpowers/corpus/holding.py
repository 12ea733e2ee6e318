"""A draft held against a corpus: like clauses, usual values, where its wording comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fullpowers.model import (
    Analysis,
    Borrowed,
    Comparables,
    Instrument,
    Parallel,
    Passage,
    Precedent,
    Provision,
    Spread,
    Term,
    TermKind,
)

from .corpus import Corpus
from .describing import region_of
from .entries import Filters, Found
from .kernel import units_of
from .likeness import words_of
from .ranges import spreads

ALIKE = 0.4
"""Likeness from which a clause is shown as a precedent: of the likest clauses below it fewer than half are on
the same subject, above it three in four and more (SEGMENT, 350 clauses drawn; docs/corpus.md)."""
_SHOWN = 3
_WORDINGS = 30
"""Different wordings of a provision that are looked at."""
_COUNTED = 80
"""Clauses that are looked at, at least; when all of them say much the same there may be more."""
_QUOTED = 600
"""Characters of a precedent that are shown."""
_BORROWED = 0.5
_RUN = 5
_FIGURES = (
    TermKind.REVENUE_SHARE, TermKind.ROYALTY, TermKind.OWNERSHIP, TermKind.CAP, TermKind.DURATION,
    TermKind.NOTICE_PERIOD, TermKind.INTEREST_RATE, TermKind.VOTES, TermKind.LOCAL_CONTENT,
)  # fmt: skip


def comparables(
    corpus: Corpus, instrument: Instrument, analysis: Analysis, passages: Sequence[Passage] = ()
) -> Comparables:
    """What a corpus says to a draft.

    Args:
        corpus: the corpus.
        instrument: the draft; an agreement of the corpus with the same text is left out.
        analysis: what its sentences say.
        passages: what matters most in it, such as changes and findings; without them every provision that
            holds a term is looked up.
    """
    rows = list(corpus.store.agreements(columns=["id", "title", "year", "parties", "resources", "like"]))
    units = tuple(units_of(instrument))
    asked = passages or tuple(term.passage for term in analysis.terms)
    chosen = {unit.start: unit for one in asked if (unit := _unit(units, one.start)) is not None}
    likes = {unit.start: _like(corpus, instrument, unit) for unit in units}
    sources = {unit.start: _sources(instrument, unit, likes[unit.start]) for unit in units}
    template, followed = _template(units, sources)
    years = [row["year"] for row in rows if row["year"]]
    return Comparables(
        agreements=len(rows),
        repeats=sum(bool(row["like"]) for row in rows),
        analysed=len(corpus.store.analysed() & {row["id"] for row in rows}),
        resources=_counted(name for row in rows for name in row["resources"]),
        regions=_counted(
            name for row in rows for name in {region_of(code) for code in row["parties"]} if name
        ),
        years=(min(years), max(years)) if years else None,
        parallels=tuple(
            _parallel(corpus, instrument, analysis, chosen[start], likes[start]) for start in sorted(chosen)
        ),
        spreads=tuple(_spreads(corpus, analysis, tuple(chosen.values()))),
        borrowed=tuple(
            _borrowed(instrument, unit, sources[unit.start]) for unit in units if sources[unit.start]
        ),
        template=template,
        followed=followed,
    )


def _unit(units: Sequence[Provision], at: int) -> Provision | None:
    return next((unit for unit in units if unit.start <= at < unit.end), None)


def _like(corpus: Corpus, instrument: Instrument, unit: Provision) -> list[Found]:
    """Clauses that say much the same as a provision, one for one wording; none of the draft itself."""
    words = instrument.text[unit.body : unit.end]
    return corpus.like(words, Filters(without=instrument.id), limit=_WORDINGS)


def _parallel(
    corpus: Corpus, instrument: Instrument, analysis: Analysis, unit: Provision, like: Sequence[Found]
) -> Parallel:
    kinds = dict.fromkeys(term.kind for term in analysis.terms if unit.start <= term.passage.start < unit.end)
    alike = [one for first in like for one in (first, *first.also) if one.score >= ALIKE]
    return Parallel(
        passage=instrument.passage(unit.start, unit.end),
        number=unit.number,
        heading=unit.heading,
        held=tuple((kind, corpus.index.agreements_holding(kind.value)) for kind in kinds),
        of=len(corpus.store.analysed() & set(corpus.store.live())),
        precedents=tuple(_precedent(one) for one in like[:_SHOWN] if one.score >= ALIKE),
        alike=len({one.agreement for one in alike}),
        among=len(corpus) - (instrument.id in corpus.store.live()),
        or_more=len(alike) >= _COUNTED,
    )


def _precedent(found: Found) -> Precedent:
    words = found.words if len(found.words) <= _QUOTED else found.words[:_QUOTED].rsplit(" ", 1)[0] + " ..."
    also = tuple((one.title, one.year, one.number or one.place) for one in found.also if one.score >= ALIKE)
    return Precedent(
        found.agreement,
        found.title,
        found.year,
        found.place,
        found.number,
        found.heading,
        words,
        found.score,
        also,
    )


def _spreads(corpus: Corpus, analysis: Analysis, asked: Sequence[Provision]) -> Iterator[Spread]:
    """For each figure of the draft, what others agreed; one for each kind and unit.

    Of several such figures that in a provision that was asked about is taken, then the first.
    """

    def elsewhere(term: Term) -> bool:
        return not any(unit.start <= term.passage.start < unit.end for unit in asked)

    ours: dict[tuple[TermKind, str], Term] = {}
    for term in sorted(analysis.terms, key=elsewhere):
        if term.quantity is not None and term.kind in _FIGURES:
            ours.setdefault((term.kind, term.quantity.unit), term)
    for (kind, unit), term in ours.items():
        for spread in spreads(corpus, kind):
            if spread.unit == unit and term.quantity is not None:
                yield replace(spread, ours=term.quantity.amount, passage=term.passage)


def _sources(instrument: Instrument, unit: Provision, like: Sequence[Found]) -> list[tuple[float, Found]]:
    """Clauses that half the runs of five words of a provision stand in, with the part, earliest first."""
    runs = _runs(instrument.text[unit.body : unit.end])
    if len(runs) < 2 * _RUN:
        return []
    parts = (
        (len(runs & _runs(one.words)) / len(runs), one) for first in like for one in (first, *first.also)
    )
    found = [(part, one) for part, one in parts if part >= _BORROWED]
    return sorted(found, key=lambda one: (one[1].year or 9999, -one[0], one[1].agreement))


def _borrowed(instrument: Instrument, unit: Provision, sources: Sequence[tuple[float, Found]]) -> Borrowed:
    """A provision with the earliest agreement that has its wording."""
    part, source = sources[0]
    precedent = replace(_precedent(source), also=())
    return Borrowed(instrument.passage(unit.start, unit.end), unit.number, precedent, part)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = words_of(text.lower())
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def _template(
    units: Sequence[Provision], sources: dict[int, list[tuple[float, Found]]]
) -> tuple[str, tuple[int, int]]:
    """The agreement that has the wording of more than half of the provisions, three at least; the earliest
    of those that have most. With it, how many of how many."""
    counts: Counter[tuple[int, str, str]] = Counter()
    for found in sources.values():
        counts.update({(one.year or 9999, one.agreement, one.title) for _, one in found})
    if not counts:
        return "", (0, 0)
    (_, _, title), number = min(counts.items(), key=lambda one: (-one[1], one[0]))
    if number < 3 or 2 * number <= len(units):
        return "", (0, 0)
    return title, (number, len(units))


def _counted(names: Iterator[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda one: (-one[1], one[0])))
