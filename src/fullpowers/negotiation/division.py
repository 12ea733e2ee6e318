"""Dividing a list of items between two sides: Adjusted Winner and in proportion (Brams and Taylor 1996)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from fullpowers.model import InvalidData, from_yaml

from .preferences import text_of


@dataclass(frozen=True, slots=True)
class Items:
    """What is to be divided: the names of the two ``sides``, and the points that each gives every item."""

    sides: tuple[str, str]
    items: dict[str, tuple[int, int]]

    @property
    def first(self) -> dict[str, int]:
        return {item: points for item, (points, _) in self.items.items()}

    @property
    def second(self) -> dict[str, int]:
        return {item: points for item, (_, points) in self.items.items()}


def load_items(path: Path) -> Items:
    """Read a list of items: ``sides: [A, B]`` and ``items: {name: [points of A, points of B]}``.

    Raises:
        InvalidData: there is no such file, or it is not well formed.
    """
    return from_yaml(text_of(path), Items, where=path.name)


@dataclass(frozen=True, slots=True)
class Division:
    """What part of each item a side gets, 0 to 1, and the ``points`` that it is worth to each."""

    first: dict[str, Fraction]
    second: dict[str, Fraction]
    points: tuple[Fraction, Fraction]


def adjusted_winner(first: Mapping[str, int], second: Mapping[str, int]) -> Division:
    """Divide the items so that both sides get the same points, splitting one item at most.

    Each side has spread the same number of points over the items. Every item goes to the side that
    values it more (ties to the second side); then items pass from the leader in rising order of the
    ratio of its points to the other's, until both have the same. The result is efficient,
    equitable and envy-free for additive points.

    Raises:
        InvalidData: the two lists name other items, or their points do not have the same sum.
    """
    _matched(first, second)
    mine = {item: Fraction(int(first[item] > second[item])) for item in first}

    def totals() -> tuple[Fraction, Fraction]:
        one = sum((mine[item] * first[item] for item in mine), Fraction(0))
        two = sum(((1 - mine[item]) * second[item] for item in mine), Fraction(0))
        return one, two

    one, two = totals()
    leader, other = (first, second) if one > two else (second, first)
    leads = one > two
    held = [item for item in mine if (mine[item] == 1) is leads]
    for item in sorted(held, key=lambda item: (Fraction(leader[item], max(other[item], 1)), item)):
        one, two = totals()
        gap = (one - two) if leads else (two - one)
        if gap <= 0:
            break
        # what neither side wants moves nothing
        both = leader[item] + other[item]
        moved = min(Fraction(1), Fraction(gap, both)) if both else Fraction(1)
        mine[item] = 1 - moved if leads else moved
    one, two = totals()
    return Division(dict(mine), {item: 1 - part for item, part in mine.items()}, (one, two))


def proportional(first: Mapping[str, int], second: Mapping[str, int]) -> Division:
    """Divide every item in proportion to the points that the two sides give it.

    Less efficient than :func:`adjusted_winner`, and much harder to gain from by false points; envy-free for
    additive points. An item that neither side wants is halved.

    Raises:
        InvalidData: the two lists name other items, or their points do not have the same sum.
    """
    _matched(first, second)
    mine = {
        item: Fraction(first[item], first[item] + second[item])
        if first[item] + second[item]
        else Fraction(1, 2)
        for item in first
    }
    one = sum((part * first[item] for item, part in mine.items()), Fraction(0))
    two = sum(((1 - part) * second[item] for item, part in mine.items()), Fraction(0))
    return Division(mine, {item: 1 - part for item, part in mine.items()}, (one, two))


def _matched(first: Mapping[str, int], second: Mapping[str, int]) -> None:
    if set(first) != set(second):
        raise InvalidData("both sides must give points to the same items")
    if not first:
        raise InvalidData("there is nothing to divide")
    if sum(first.values()) != sum(second.values()) or min(*first.values(), *second.values()) < 0:
        raise InvalidData("both sides must spread the same number of points, none below nought")
