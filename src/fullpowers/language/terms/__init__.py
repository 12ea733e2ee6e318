"""The negotiable parameters of an instrument: quantified terms and clauses by kind, each with its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from fullpowers.model import Definition, Instrument, ProvisionKind, Term, TermKind

from ..sentences import Sentence
from .clauses import clause_terms
from .evidence import COUNTED, evident_terms
from .owing import borne, lays_down
from .quantified import quantified_terms

__all__ = ["borne", "find_terms"]

_TEXT = frozenset({ProvisionKind.TEXT, ProvisionKind.PARAGRAPH, ProvisionKind.POINT})
_ANNEXED = frozenset({ProvisionKind.ANNEX, ProvisionKind.SECTION, ProvisionKind.ARTICLE})
_AROUND = frozenset({ProvisionKind.RECITAL, ProvisionKind.SIGNATURE})


def find_terms(
    instrument: Instrument, sentences: Sequence[Sentence], definitions: Sequence[Definition] = ()
) -> tuple[Term, ...]:
    """All terms that the sentences state, in the order of the text.

    Shares carry the words that they are a share of, who owes them and to whom, and the words that narrow
    them; deadlines carry what they run from. A clause about another instrument (the ratification of a
    later agreement, say) names it in ``about``. Titles and notes yield no terms, annexes do; recitals and
    what stands around the signatures only where a sentence lays down a duty, for a flat text does not show
    where they end; the closing formula says which texts are authentic.
    Where its own words tell no kind, the heading of a clause or a term that ``definitions`` define may.
    """
    spoken = [one for one in sentences if _speaks(instrument, one)]
    closing = [
        one
        for one in sentences
        if one.provision.kind is ProvisionKind.SIGNATURE and not _speaks(instrument, one)
    ]
    counted = tuple(quantified_terms(instrument, spoken))
    found = [
        *counted,
        *_not_counted(clause_terms(instrument, spoken), counted),
        *clause_terms(instrument, closing, kinds=frozenset({TermKind.AUTHENTIC_TEXTS})),
    ]
    found += evident_terms(instrument, spoken, definitions, found)
    return tuple(sorted(found, key=lambda term: (term.passage.start, term.passage.end, term.kind)))


def _speaks(instrument: Instrument, sentence: Sentence) -> bool:
    kind = sentence.provision.kind
    if sentence.operative or sentence.row or kind in _TEXT or kind in _ANNEXED:
        return True
    return kind in _AROUND and lays_down(sentence.text(instrument))


def _not_counted(clauses: Iterable[Term], counted: Sequence[Term]) -> Iterator[Term]:
    """The clauses without those whose figure is already a term: a share is listed once, with its number."""
    starts = [term.passage.start for term in counted]
    for clause in clauses:
        place = clause.passage
        inside = counted[bisect_left(starts, place.start) : bisect_left(starts, place.end)]
        same = COUNTED.get(clause.kind, frozenset())
        if clause.value or not any(term.kind in same for term in inside):
            yield clause
