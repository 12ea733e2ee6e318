"""What has been agreed elsewhere: many agreements in, precedents and ranges out."""

from .corpus import Added, Corpus
from .engines import Engine, engine
from .entries import Agreement, Clause, Failure, Filters, Found, Item
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
    "engine",
    "items",
]
