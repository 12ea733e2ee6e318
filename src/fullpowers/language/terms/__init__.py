"""The negotiable parameters of an instrument: quantified terms and clauses by kind, each with its words."""

from __future__ import annotations

from collections.abc import Sequence

from fullpowers.model import Instrument, ProvisionKind, Term, TermKind

from ..sentences import Sentence
from .clauses import clause_terms
from .quantified import quantified_terms

__all__ = ["find_terms"]

_TEXT = frozenset({ProvisionKind.TEXT, ProvisionKind.PARAGRAPH, ProvisionKind.POINT})
_ANNEXED = frozenset({ProvisionKind.ANNEX, ProvisionKind.SECTION, ProvisionKind.ARTICLE})


def find_terms(instrument: Instrument, sentences: Sequence[Sentence]) -> tuple[Term, ...]:
    """All terms that the sentences state, in the order of the text.

    Shares carry the words that they are a share of, who owes them and to whom, and the words that narrow
    them; deadlines carry what they run from. A clause about another instrument (the ratification of a
    later agreement, say) names it in ``about``. Recitals, titles and notes yield no terms, annexes do; the
    closing formula only says which texts are authentic.
    """
    spoken = [
        one for one in sentences if one.operative or one.row or one.provision.kind in (_TEXT | _ANNEXED)
    ]
    closing = [one for one in sentences if one.provision.kind is ProvisionKind.SIGNATURE]
    found = [
        *quantified_terms(instrument, spoken),
        *clause_terms(instrument, spoken),
        *clause_terms(instrument, closing, kinds=frozenset({TermKind.AUTHENTIC_TEXTS})),
    ]
    return tuple(sorted(found, key=lambda term: (term.passage.start, term.passage.end, term.kind)))
