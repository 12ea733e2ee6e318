"""Provisions in the making, and how they become the immutable tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from fullpowers.model import Provision, ProvisionKind

_PIECES = {
    ProvisionKind.TITLE: "title",
    ProvisionKind.CONTENTS: "contents",
    ProvisionKind.RECITAL: "recital",
    ProvisionKind.ENACTING: "enacting",
    ProvisionKind.PART: "part",
    ProvisionKind.CHAPTER: "ch",
    ProvisionKind.ARTICLE: "art",
    ProvisionKind.SECTION: "sec",
    ProvisionKind.PARAGRAPH: "par",
    ProvisionKind.POINT: "item",
    ProvisionKind.TABLE: "table",
    ProvisionKind.ROW: "row",
    ProvisionKind.ANNEX: "annex",
    ProvisionKind.SIGNATURE: "sig",
    ProvisionKind.NOTE: "note",
    ProvisionKind.MARGIN: "margin",
    ProvisionKind.TEXT: "text",
}
_COUNTED = {
    ProvisionKind.RECITAL,
    ProvisionKind.POINT,
    ProvisionKind.TABLE,
    ProvisionKind.ROW,
    ProvisionKind.NOTE,
    ProvisionKind.MARGIN,
    ProvisionKind.TEXT,
}
_NOT_IN_PATHS = re.compile(r"[^\w.]+")


@dataclass(slots=True)
class Node:
    """A provision whose end is not known yet."""

    kind: ProvisionKind
    start: int
    body: int
    number: str = ""
    heading: str = ""
    children: list[Node] = field(default_factory=list)

    def add(self, child: Node) -> Node:
        """Append ``child`` and return it."""
        self.children.append(child)
        return child


def frozen(roots: list[Node], text: str) -> tuple[Provision, ...]:
    """The provisions; each ends where the next one begins, less the newline between them."""
    order = [node for root in roots for node in _walk(root)]
    ends = {
        id(node): _end(text, node.start, following.start if following else len(text))
        for node, following in zip(order, [*order[1:], None], strict=True)
    }
    return _frozen(roots, "", ends)


def _walk(node: Node) -> list[Node]:
    found, waiting = [], [node]
    while waiting:
        current = waiting.pop()
        found.append(current)
        waiting.extend(reversed(current.children))
    return found


def _end(text: str, start: int, limit: int) -> int:
    while limit > start and text[limit - 1] == "\n":
        limit -= 1
    return limit


def _frozen(nodes: list[Node], above: str, ends: dict[int, int]) -> tuple[Provision, ...]:
    used: dict[str, int] = {}
    counts: dict[ProvisionKind, int] = {}
    provisions = []
    for node in nodes:
        counts[node.kind] = counts.get(node.kind, 0) + 1
        piece = _piece(node, counts[node.kind])
        used[piece] = used.get(piece, 0) + 1
        if used[piece] > 1:
            piece = f"{piece}~{used[piece]}"
        path = f"{above}/{piece}" if above else piece
        children = _frozen(node.children, path, ends) if node.children else ()
        own_end = ends[id(node)]
        provisions.append(
            Provision(
                kind=node.kind,
                path=path,
                number=node.number,
                heading=node.heading,
                start=node.start,
                body=min(node.body, own_end),
                end=children[-1].end if children else own_end,
                children=children,
            )
        )
    return tuple(provisions)


def _piece(node: Node, count: int) -> str:
    """``art-3``, ``par-2``, ``a``: the kind and the number as printed, or a count."""
    word = _PIECES[node.kind]
    number = _in_path(node.number, whole=node.kind is ProvisionKind.POINT)
    if not number:
        return f"{word}-{count}" if node.kind in _COUNTED else word
    return number if node.kind is ProvisionKind.POINT else f"{word}-{number}"


@lru_cache(maxsize=4096)
def _in_path(printed: str, *, whole: bool) -> str:
    number = printed.lower()
    if not whole:
        number = number.rpartition(" ")[2] if " bis" not in number else number.partition(" ")[2]
    return _NOT_IN_PATHS.sub("-", number.rstrip("º°ª")).strip("-.")
