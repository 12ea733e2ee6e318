"""What has been agreed elsewhere: many agreements in, precedents and ranges out."""

from .corpus import Added, Corpus
from .engines import Engine, engine
from .entries import Agreement, Clause, Failure, Filters, Found, Item
from .holding import ALIKE, comparables
from .kernel import clauses_of
from .learning import Example, Learned, examples_in
from .ranges import Usual, counts, grouped, spreads, term_kind, usual
from .sources import items

__all__ = [
    "ALIKE",
    "Added",
    "Agreement",
    "Clause",
    "Corpus",
    "Engine",
    "Example",
    "Failure",
    "Filters",
    "Found",
    "Item",
    "Learned",
    "Usual",
    "clauses_of",
    "comparables",
    "counts",
    "engine",
    "examples_in",
    "grouped",
    "items",
    "spreads",
    "term_kind",
    "usual",
]
