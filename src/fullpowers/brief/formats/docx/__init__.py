"""The brief as a Word file that a ministry can go on writing in: styles, headings, tables, footnotes.

What changed in the draft stands in it as tracked changes, so that Word shows, accepts or rejects
them. Written by ourselves over zip: the same brief gives the same bytes, and the file's
properties name nobody.
"""

from __future__ import annotations

from datetime import date

from ...document import Document
from ...places import Places
from ...voice import Voice
from .body import Body
from .package import package


def docx(document: Document, where: Places, say: Voice, *, on: date) -> bytes:
    """The bytes of the file; ``on`` is the day that its properties and tracked changes carry."""
    body = Body(document, where, say, on)
    content = body.write()
    return package(document, content, body.footnotes(), body.pictures, say, on)


__all__ = ["docx"]
