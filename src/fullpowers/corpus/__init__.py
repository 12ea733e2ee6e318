"""What has been agreed elsewhere: many agreements in, precedents and ranges out."""

from .corpus import Added, Corpus
from .engines import Engine, engine
from .entries import Agreement, Clause, Failure, Filters, Found, Item
from .holding import comparables
from .ranges import Usual, counts, grouped, spreads, term_kind, usual
from .sources import items

__all__ = [
    "Added",
    "Agreement",
    "Clause",
    "Corpus",
    "Engine",
    "Failure",
    "Filters",
    "Found",
    "Item",
    "Usual",
    "comparables",
    "counts",
    "engine",
    "grouped",
    "items",
    "spreads",
    "term_kind",
    "usual",
]
