"""One hit for one wording: a clause, and the other agreements that have it in much the same words.

Agreements repeat each other's articles. A list of hits is of use when each says something of its own, with
the number of agreements behind it; so what is as like a hit before it as ``_SAME`` goes to that hit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from .entries import Found
from .likeness import Weighing

Weights = dict[str, float]
_SAME = 0.6
"""Likeness from which two clauses are one wording: of 949 clauses so put together 91 percent stood under a
heading that shares a word with that of the clause shown (SEGMENT; docs/corpus.md)."""
_HELD = 100
"""Hits that are held against each other; what comes after them stands alone."""


def likest(asked: Weights, found: Sequence[Found], weights: Sequence[Weights], limit: int) -> list[Found]:
    """Candidates by their likeness to what was asked, likest first, one hit for one wording."""
    scored = [
        (replace(one, score=Weighing.likeness(asked, weighed)), weighed)
        for one, weighed in zip(found, weights, strict=True)
    ]
    scored.sort(key=lambda one: (-one[0].score, one[0].agreement, one[0].place))
    return together([one for one, _ in scored], lambda at: scored[at][1], limit)


def together(found: Sequence[Found], weights: Callable[[int], Weights], limit: int) -> list[Found]:
    """Hits in their order, each with those after it that have its wording in another agreement.

    A hit holds one clause of an agreement at most: two provisions of one agreement are never the same.

    Args:
        found: best first.
        weights: of the hit at a place in ``found``.
        limit: hits that are returned.
    """
    leading: list[tuple[Weights, list[Found]]] = []
    for at, one in enumerate(found):
        weighed = weights(at) if at < _HELD else {}
        for other, same in leading:
            if Weighing.likeness(weighed, other) >= _SAME and all(
                one.agreement != member.agreement for member in same
            ):
                same.append(one)
                break
        else:
            if len(leading) < limit:
                leading.append((weighed, [one]))
    return [replace(first, also=tuple(others)) for _, (first, *others) in leading]
