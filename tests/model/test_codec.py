"""Every type of the model goes to JSON and comes back the same, and matches its published schema."""

from __future__ import annotations

import dataclasses
import json
import re
import types
import typing
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import fullpowers.model as model
from fullpowers.model import InvalidData, Quantity, Review, Term, from_json, from_yaml, schema, to_json

TYPES = sorted(
    (
        kind
        for kind in (getattr(model, name) for name in model.__all__)
        if isinstance(kind, type) and dataclasses.is_dataclass(kind)
    ),
    key=lambda kind: kind.__name__,
)
PUBLISHED = Path(__file__).parents[2] / "docs" / "schema"
PLAIN: dict[Any, Any] = {
    str: "“Газ” <b>\t\u0000",
    int: 7,
    float: 0.1,
    bool: True,
    Decimal: Decimal("0.10"),
    date: date(2025, 2, 21),
}


def sample(kind: Any, depth: int = 0) -> Any:
    """A value of the type with every field filled; trees stop at the second level."""
    if kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return list(kind)[-1]
    if typing.get_origin(kind) is tuple:
        members = typing.get_args(kind)
        if members[-1] is not Ellipsis:
            return tuple(sample(member, depth) for member in members)
        return (sample(members[0], depth + 1),) if depth < 6 else ()
    if typing.get_origin(kind) is types.UnionType:
        return sample(typing.get_args(kind)[0], depth)
    hints = typing.get_type_hints(kind)
    return kind(**{field.name: sample(hints[field.name], depth) for field in dataclasses.fields(kind)})


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_round_trip(kind: type[Any]) -> None:
    value = sample(kind)
    text = to_json(value)
    assert from_json(text, kind) == value
    assert to_json(from_json(text, kind)) == text
    jsonschema.validate(json.loads(text), schema(kind))


@given(st.text(st.characters(exclude_categories=["Cs"])), st.decimals(allow_nan=False, allow_infinity=False))
def test_any_text_and_any_exact_number_survive(words: str, amount: Decimal) -> None:
    term = dataclasses.replace(sample(Term), label=words, quantity=Quantity(amount, "percent"))
    back = from_json(to_json(term), Term)
    assert back.label == words
    assert back.quantity is not None
    assert str(back.quantity.amount) == str(amount)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"amount": true}', '{"amount": "x", "unit": "percent"}'])
def test_what_is_not_of_the_type_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(InvalidData, match="not a valid Quantity"):
        from_json(text, Quantity)


@dataclass(frozen=True, slots=True)
class Price:
    amount: float
    year: int = 2025


@dataclass(frozen=True, slots=True)
class Prices:
    by_name: dict[str, Price] = field(default_factory=dict)
    listed: tuple[Price, ...] = ()
    labels: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lisst: []", "prices.yaml: unknown field 'lisst' in the whole; did you mean 'listed'?"),
        ("by_name: {oil: {amount: 70, yeer: 2030}}", "unknown field 'yeer' in by_name/oil"),
        ("listed: [{amount: 70}, {amount: 80, years: 3}]", "unknown field 'years' in listed/2"),
    ],
)
def test_a_mistyped_field_is_told_however_deep_it_stands(text: str, said: str) -> None:
    with pytest.raises(InvalidData, match=re.escape(said)):
        from_yaml(text, Prices, where="prices.yaml")


def test_an_empty_file_is_told_in_words() -> None:
    with pytest.raises(InvalidData, match=r"prices.yaml: there is nothing in it"):
        from_yaml("", Prices, where="prices.yaml")


def test_what_is_written_right_is_taken() -> None:
    text = "by_name: {oil: {amount: 70}}\nlisted: [{amount: 80, year: 2030}]\nlabels: [b, a]"
    assert from_yaml(text, Prices, where="prices.yaml") == Prices(
        {"oil": Price(70)}, (Price(80, 2030),), frozenset("ab")
    )


def test_the_published_schema_is_the_present_one() -> None:
    published = json.loads((PUBLISHED / "review.json").read_text(encoding="utf-8"))
    present = json.loads(json.dumps(schema(Review)))
    assert published == present, "renew it: fullpowers schema Review > docs/schema/review.json"


_LAUGHS = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in pairwise("abcde"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 100_000, "more than 100 lists"),
        ("a: " + "{a: " * 5000, "more than 100 lists"),
        ("".join(" " * depth + "-\n" for depth in range(2000)), "more than 100 lists"),
        (_LAUGHS, "aliases are not taken"),
        ("a: &a [*a]", "aliases are not taken"),
        ("a: !!python/object/apply:os.system [id]", "not valid YAML"),
        ("royalty: 10\nroyalty: 50", "'royalty' stands twice"),
        ("on: 2026-02-30", "day is out of range"),
        ("a: " + "9" * 5000, "not valid YAML"),
        ("a: !!int nine", "not valid YAML"),
        ("a: \0", "not valid YAML"),
    ],
    ids=lambda value: value[:24],
)
def test_hostile_yaml_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(InvalidData, match=re.escape(said)):
        from_yaml(text, dict[str, Any], where="pack.yaml")


def test_numbers_are_those_of_yaml_1_2() -> None:
    text = "[12:30, 1e6, 5.0e-3, .5, -7, 1_000, 0x1F, on, .inf]"
    found = from_yaml(text, list[Any], where="pack.yaml")
    assert found == ["12:30", 1e6, 0.005, 0.5, -7, 1000, 31, "on", float("inf")]


def test_json_without_end_is_refused() -> None:
    with pytest.raises(InvalidData, match="depth"):
        from_json("[" * 100_000, list[Any])
