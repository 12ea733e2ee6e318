"""The top-level paragraphs and rows of a part, one after the other, in little memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..limits import LIMITS
from ..line import Tracked
from .archive import Member
from .document import Document, text_weight, too_much_text, tracked_change, under
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


def items(document: Document, stream: Member) -> Iterator[Item]:
    """Elements that stand in no other paragraph or row; each is emptied once it has been used."""
    inner = 0
    for element in elements(stream, *_TAGS):
        name = short(element)
        item = _item(element, name)
        if item is None:
            if name in ("w:p", "w:tr") and _is_old_branch(element):
                document.streams["alternatives"] += text_weight(element)
            inner += name == "w:p"
            if inner > LIMITS.blocks:
                raise too_much_text(document.name)
            continue
        yield item
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


def _item(element: Element, name: str) -> Item | None:
    around: list[Tracked] = []
    owner = table = None
    for outer in element.iterancestors():
        outer_name = short(outer)
        if outer_name in ("w:p", "w:tr") or (outer_name == "mc:Fallback" and _has_choice(outer)):
            return None
        if outer_name == "w:tbl" and table is None:
            table = outer
        elif outer_name in _NOTES:
            owner = outer
        elif change := tracked_change(outer):
            around.append(change)
    tracked: tuple[Tracked, ...] = ()
    for change in reversed(around):
        tracked = under(tracked, change)
    return Item(element, name, tracked, owner, table)


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
