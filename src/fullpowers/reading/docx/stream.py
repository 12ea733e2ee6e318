"""The top-level paragraphs and rows of a part, one after the other, in little memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..limits import LIMITS
from ..line import Tracked
from .archive import Member
from .changes import tracked_change, under
from .document import SHEET, Document, text_weight, too_much_text
from .story import Story, Table
from .xml import Element, attribute, children, elements, short

_TAGS = (
    "w:p",
    "w:tr",
    "w:commentRangeStart",
    "w:commentRangeEnd",
    "w:headerReference",
    "w:footerReference",
    "w:altChunk",
    "w:bookmarkStart",
    *SHEET,
)
_NOTES = ("w:footnote", "w:endnote", "w:comment")


@dataclass(frozen=True, slots=True)
class Item:
    """One complete element of a story."""

    element: Element
    name: str
    tracked: tuple[Tracked, ...]
    owner: Element | None
    """The note or comment that it is in."""
    table: Element | None


@dataclass(frozen=True, slots=True)
class _Around:
    """What the elements with one parent stand in."""

    tracked: tuple[Tracked, ...] = ()
    owner: Element | None = None
    table: Element | None = None
    inside: bool = False
    """Another paragraph or row, which is read as a whole, or a branch for older programs."""


def items(document: Document, stream: Member) -> Iterator[Item]:
    """Elements that stand in no other paragraph or row; each is emptied once it has been used."""
    inner = 0
    parent: Element | None = None
    around = _Around()
    for element in elements(stream, *_TAGS):
        name = short(element)
        if name == "w:bookmarkStart":
            document.bookmarks.add(attribute(element, "w:name"))
            continue
        if (above := element.getparent()) is not parent:
            parent, around = above, _around(element)
        if around.inside:
            if name in ("w:p", "w:tr") and _is_old_branch(element):
                document.streams["alternatives"] += text_weight(element)
            inner += name == "w:p"
            if inner > LIMITS.blocks:
                raise too_much_text(document.name)
            continue
        yield Item(element, name, around.tracked, around.owner, around.table)
        if name in ("w:p", "w:tr"):
            inner = 0
            _forget(element)


def read(story: Story, item: Item, tables: dict[Element, Table]) -> None:
    """Give an item to its story; ``tables`` holds the table that is being read."""
    if item.name == "w:p":
        story.paragraph(item.element, item.tracked)
    elif item.name == "w:tr" and item.table is not None:
        table = tables.get(item.table)
        if table is None:
            tables.clear()
            table = tables[item.table] = story.table(item.table)
        story.row(item.element, table, item.tracked)
    elif item.name in ("w:commentRangeStart", "w:commentRangeEnd"):
        story.remark(item.element)


def identifier(owner: Element) -> str:
    """The identifier of a note or comment."""
    return attribute(owner, "w:id")


def _around(element: Element) -> _Around:
    changes: list[Tracked] = []
    owner = table = None
    for outer in element.iterancestors():
        name = short(outer)
        if name in ("w:p", "w:tr") or (name == "mc:Fallback" and _has_choice(outer)):
            return _Around(inside=True)
        if name == "w:tbl" and table is None:
            table = outer
        elif name in _NOTES:
            owner = outer
        elif change := tracked_change(outer):
            changes.append(change)
    tracked: tuple[Tracked, ...] = ()
    for change in reversed(changes):
        tracked = under(tracked, change)
    return _Around(tracked, owner, table)


def _has_choice(fallback: Element) -> bool:
    return any(True for _ in children(fallback.getparent(), "mc:Choice"))


def _is_old_branch(element: Element) -> bool:
    """Whether a paragraph or row is the outermost one in a branch for older programs, between paragraphs."""
    for outer in element.iterancestors():
        name = short(outer)
        if name in ("w:p", "w:tr"):
            return False
        if name == "mc:Fallback":
            above = {short(higher) for higher in outer.iterancestors()}
            return _has_choice(outer) and not above & {"w:p", "w:tr"}
    return False


def _forget(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
