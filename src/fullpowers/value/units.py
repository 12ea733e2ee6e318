"""Units of resources and money, typed: what can be multiplied, what is another thing, what is ambiguous."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import InvalidData, from_yaml


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit as written in ``data/units.yaml``."""

    unit: str
    to: float
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Table:
    dimensions: dict[str, tuple[UnitEntry, ...]]
    currencies: frozenset[str]
    refused: dict[str, str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its dimension; ``factor`` converts to the dimension's first unit.

    Ore, metal, oxide and carbonate equivalent are different dimensions: a tonne of one is never a
    tonne of another, however alike they look.
    """

    name: str
    dimension: str
    factor: float


def unit(text: str) -> Unit:
    """The unit that ``text`` names; a time such as ``a year`` behind it is left aside.

    Raises:
        InvalidData: unknown, or written in a way that means different things to different readers.
    """
    plain = _without_time(text)
    for refused, why in _table().refused.items():
        if plain.casefold() == refused.casefold():
            raise InvalidData(f"unit {text!r}: {why}")
    found = _units().get(plain) or _units().get(plain.casefold())
    if found is None:
        raise InvalidData(f"unit {text!r} is not known; the units are listed in docs/value.md")
    return found


def convert_quantity(amount: float, source: str, target: str) -> float:
    """``amount`` in ``source`` as an amount in ``target``.

    Raises:
        InvalidData: a unit is unknown or ambiguous, or the two measure different things.
    """
    old, new = unit(source), unit(target)
    if old.dimension != new.dimension:
        raise InvalidData(
            f"{source!r} is {old.dimension}, {target!r} is {new.dimension}: no factor joins them"
        )
    return amount * old.factor / new.factor


def price_factor(price: str, volume: str) -> float:
    """By what to multiply a price so that price times volume is money.

    Args:
        price: such as ``USD/thousand m3``; without a unit nothing is checked and the factor is 1.
        volume: such as ``million m3``.

    Raises:
        InvalidData: a price per something else than what is sold, or a unit that is none.
    """
    if not price and not volume:
        return 1.0
    paid, slash, per = price.partition("/")
    if not slash or not volume:
        raise InvalidData(f"price in {price!r} and volume in {volume!r}: say both, such as USD/t and t")
    money(paid)
    return convert_quantity(1.0, volume, per)


@dataclass(frozen=True, slots=True)
class Money:
    """The unit of a sum: its currency, and the prices of which year it is in.

    ``year`` is ``None`` for the price year of the file; ``nominal`` is money of the day.
    """

    currency: str
    year: int | None = None
    nominal: bool = False


def money(text: str) -> Money:
    """The unit of money that ``text`` names: ``USD``, ``USD 2023``, ``UAH nominal``, each also ``a year``.

    Raises:
        InvalidData: not a currency of the table, or something else behind it.
    """
    found = re.fullmatch(r"([A-Z]{3})(?: (?:(\d{4})|(nominal)|real))?", _without_time(text))
    if found is None or found[1] not in _table().currencies:
        raise InvalidData(f"unit {text!r}: money is a currency, such as USD, USD 2023 or USD nominal")
    return Money(found[1], int(found[2]) if found[2] else None, bool(found[3]))


def _without_time(text: str) -> str:
    return re.sub(r"\s+(?:a|per)\s+(?:year|month|day)$|/(?:y|yr|year|month|day)$", "", text.strip())


@cache
def _table() -> _Table:
    text = files(__package__).joinpath("data/units.yaml").read_text(encoding="utf-8")
    return from_yaml(text, _Table, where="value/data/units.yaml")


@cache
def _units() -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for dimension, entries in _table().dimensions.items():
        for entry in entries:
            made = Unit(entry.unit, dimension, entry.to)
            for name in (entry.unit, *entry.also):
                found[name] = made
                found.setdefault(name.casefold(), made)
    return found
