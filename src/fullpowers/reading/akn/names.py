"""Names of Akoma Ntoso 3 and the kinds of provision that they stand for.

Source: OASIS Akoma Ntoso Version 1.0 (LegalDocML), Part 1 and the schema akomantoso30.xsd.
"""

from __future__ import annotations

from fullpowers.model import ProvisionKind as Kind

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "https://fullpowers.example/ns/1"
"""Attributes of ours that make the way back exact; other programs ignore them."""
AKN_START = "http://docs.oasis-open.org/legaldocml/ns/akn/"
AKN_OLD = "http://www.akomantoso.org/"

DIVISIONS = {
    Kind.PART: "part",
    Kind.CHAPTER: "chapter",
    Kind.ARTICLE: "article",
    Kind.SECTION: "section",
    Kind.PARAGRAPH: "paragraph",
    Kind.POINT: "point",
}
"""Kinds that have an element of their own; the others become ``hcontainer`` with the kind as its name."""

KINDS = {
    **{element: kind for kind, element in DIVISIONS.items()},
    "book": Kind.PART,
    "tome": Kind.PART,
    "title": Kind.PART,
    "subtitle": Kind.PART,
    "subpart": Kind.PART,
    "subchapter": Kind.CHAPTER,
    "rule": Kind.ARTICLE,
    "clause": Kind.ARTICLE,
    "subsection": Kind.SECTION,
    "division": Kind.SECTION,
    "subdivision": Kind.SECTION,
    "subclause": Kind.PARAGRAPH,
    "subrule": Kind.PARAGRAPH,
    "subparagraph": Kind.POINT,
    "indent": Kind.POINT,
    "item": Kind.POINT,
    "li": Kind.POINT,
    "alinea": Kind.TEXT,
    "level": Kind.TEXT,
    "longTitle": Kind.TITLE,
    "docTitle": Kind.TITLE,
    "recital": Kind.RECITAL,
    "citation": Kind.RECITAL,
    "formula": Kind.ENACTING,
    "attachment": Kind.ANNEX,
    "toc": Kind.CONTENTS,
    "table": Kind.TABLE,
    "tr": Kind.ROW,
}
NAMED = {str(kind): kind for kind in Kind}
"""What ``hcontainer`` and ``container`` are named in our own export."""
LEAVES = frozenset({"p", "block", "span", "docketNumber", "tocItem", "listIntroduction", "listWrapUp"})
"""Elements that hold one line of text."""
HEADS = frozenset({"num", "heading", "subheading"})
SKIPPED = frozenset({"meta", "coverPage", "component", "components"})
UNREAD = {
    "img": "picture",
    "foreign": "embedded object",
    "documentRef": "inserted file",
    "componentRef": "inserted file",
}
