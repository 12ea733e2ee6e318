"""Tracked changes, as elements and properties say them."""

from __future__ import annotations

from ..blocks import MarkKind
from ..line import Tracked
from .xml import Element, attribute, children, short

_KINDS = {
    "w:ins": MarkKind.INSERTION,
    "w:del": MarkKind.DELETION,
    "w:moveFrom": MarkKind.MOVED_FROM,
    "w:moveTo": MarkKind.MOVED_TO,
    "w:cellIns": MarkKind.INSERTION,
    "w:cellDel": MarkKind.DELETION,
}


def tracked_change(element: Element) -> Tracked | None:
    """The tracked change that an element stands for, if it does."""
    kind = _KINDS.get(short(element))
    if kind is None:
        return None
    return Tracked(kind, attribute(element, "w:author"), attribute(element, "w:date"))


def under(tracked: tuple[Tracked, ...], change: Tracked | None) -> tuple[Tracked, ...]:
    """``tracked`` with one more change inside, unless one of its kind is there already."""
    if change is None or any(outer.kind is change.kind for outer in tracked):
        return tracked
    return (*tracked, change)


def tracked_properties(properties: Element | None) -> tuple[Tracked, ...]:
    """Changes noted in properties: of a paragraph's end, a row or a cell."""
    if properties is None:
        return ()
    found = (tracked_change(element) for element in children(properties, *_KINDS))
    return tuple(change for change in found if change is not None)
