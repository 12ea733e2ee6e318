"""The text of a draft as it is read on the desk: cut into leaves, marked with notes, searched.

Pure: what it shows comes from the brief's redline, whose stretches know their places in the drafts.
"""

from .leaves import Book, Heading, Leaf, book, slug
from .marking import Note, clauses
from .searching import Hit, search

__all__ = ["Book", "Heading", "Hit", "Leaf", "Note", "book", "clauses", "search", "slug"]
