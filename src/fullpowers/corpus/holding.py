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
from .entries import Found
from .kernel import units_of
from .likeness import words_of
from .ranges import spreads

_ALIKE = 0.3
"""Likeness from which a clause is shown as a precedent: about where clauses on one subject begin."""
_SHOWN = 3
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
    borrowed = tuple(_borrowed(corpus, instrument, units))
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
        parallels=tuple(_parallel(corpus, instrument, analysis, chosen[start]) for start in sorted(chosen)),
        spreads=tuple(_spreads(corpus, analysis)),
        borrowed=borrowed,
        template=_template(borrowed),
    )


def _unit(units: Sequence[Provision], at: int) -> Provision | None:
    return next((unit for unit in units if unit.start <= at < unit.end), None)


def _parallel(corpus: Corpus, instrument: Instrument, analysis: Analysis, unit: Provision) -> Parallel:
    kinds = dict.fromkeys(term.kind for term in analysis.terms if unit.start <= term.passage.start < unit.end)
    held = tuple((kind, corpus.index.agreements_holding(kind.value)) for kind in kinds)
    found = corpus.like(instrument.text[unit.body : unit.end], limit=_SHOWN + 1)
    alike = [one for one in found if one.score >= _ALIKE and one.agreement != instrument.id]
    return Parallel(
        passage=instrument.passage(unit.start, unit.end),
        number=unit.number,
        heading=unit.heading,
        held=held,
        of=len(corpus.store.analysed() & set(corpus.store.live())),
        precedents=tuple(_precedent(one) for one in alike[:_SHOWN]),
    )


def _precedent(found: Found) -> Precedent:
    words = found.words if len(found.words) <= _QUOTED else found.words[:_QUOTED].rsplit(" ", 1)[0] + " ..."
    return Precedent(
        found.agreement, found.title, found.year, found.place, found.number, found.heading, words, found.score
    )


def _spreads(corpus: Corpus, analysis: Analysis) -> Iterator[Spread]:
    """For each figure of the draft, what others agreed; one for each kind and unit."""
    ours: dict[tuple[TermKind, str], Term] = {}
    for term in analysis.terms:
        if term.quantity is not None and term.kind in _FIGURES:
            ours.setdefault((term.kind, term.quantity.unit), term)
    for (kind, unit), term in ours.items():
        for spread in spreads(corpus, kind):
            if spread.unit == unit and term.quantity is not None:
                yield replace(spread, ours=term.quantity.amount, passage=term.passage)


def _borrowed(corpus: Corpus, instrument: Instrument, units: Sequence[Provision]) -> Iterator[Borrowed]:
    """Provisions of which half the runs of five words stand in an agreement, with the earliest such one."""
    for unit in units:
        words = instrument.text[unit.body : unit.end]
        runs = _runs(words)
        if len(runs) < 2 * _RUN:
            continue
        sources = []
        for found in corpus.like(words, limit=8):
            share = len(runs & _runs(found.words)) / len(runs)
            if share >= _BORROWED and found.agreement != instrument.id:
                sources.append((found.year or 9999, -share, found, share))
        if sources:
            _, _, source, share = min(sources, key=lambda one: (one[0], one[1], one[2].agreement))
            passage = instrument.passage(unit.start, unit.end)
            yield Borrowed(passage, unit.number, _precedent(source), share)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = words_of(text.lower())
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def _template(borrowed: Sequence[Borrowed]) -> str:
    """The agreement that at least three provisions, and most of the borrowed ones, come from."""
    counts = Counter(one.source.title for one in borrowed).most_common(1)
    return counts[0][0] if counts and counts[0][1] >= max(3, len(borrowed) / 2) else ""


def _counted(names: Iterator[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda one: (-one[1], one[0])))
