"""The expression language: what it takes, what it refuses, and Kleene's tables in every world at once."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.law.expressions import (
    Compared,
    Every,
    Expression,
    Name,
    Not,
    Some,
    Value,
    atoms,
    holds,
    names,
    parse,
    value,
    written,
)
from fullpowers.model import InvalidData

T, F, U = (1, 0), (0, 1), (0, 0)


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (T, T, T, T),
        (T, F, F, T),
        (T, U, U, T),
        (F, F, F, F),
        (F, U, F, U),
        (U, U, U, U),
        (F, T, F, T),
        (U, T, U, T),
        (U, F, F, U),
    ],
)
def test_kleenes_tables(one: Value, other: Value, both: Value, either: Value) -> None:
    known = {Name("a"): one, Name("b"): other}
    assert value(parse("a and b"), known, 1) == both
    assert value(parse("a or b"), known, 1) == either
    assert value(parse("not a"), known, 1) == (one[1], one[0])


def test_a_fact_that_nobody_gave_is_unknown() -> None:
    assert value(parse("a"), {}, 1) == U
    assert value(parse("a or not a"), {}, 1) == U


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (29, {"<": True, "<=": True, ">": False, ">=": False, "==": False, "!=": True}),
        (30, {"<": False, "<=": True, ">": False, ">=": True, "==": True, "!=": False}),
        (31, {"<": False, "<=": False, ">": True, ">=": True, "==": False, "!=": True}),
    ],
)
def test_numbers_are_compared_with_a_constant(number: float, expected: dict[str, bool]) -> None:
    for sign, true in expected.items():
        parsed = parse(f"term_years {sign} 30")
        assert parsed == Compared("term_years", sign, 30.0)
        assert isinstance(parsed, Compared)
        assert holds(parsed, number) is true


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a b",
        "f(x)",
        "a.b",
        "a[0]",
        "1",
        "'a'",
        "a + b",
        "lambda: 0",
        "a if b else c",
        "a < b < c",
        "a in b",
        "a < True",
        "a < 'x'",
        "3 < a",
        "__import__('os')",
        "a :=1",
        "not " * 60 + "a",
        "(" * 300 + "a" + ")" * 300,
        "a and " * 500 + "a",
        "a\x00b",
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidData):
        parse(text)


def nested(levels: int, words: tuple[str, str]) -> str:
    """``a and (a or (a and ...))``, so many levels deep."""
    text = "a"
    for level in range(levels):
        text = f"a {words[level % 2]} ({text})"
    return text


def test_limits_are_where_they_are_said_to_be() -> None:
    longest = "a or " * 399 + "aaaaa"
    assert len(longest) == 2_000
    assert isinstance(parse(longest), Some)
    with pytest.raises(InvalidData, match="2001 characters"):
        parse(longest + "a")


@pytest.mark.parametrize("deep", [lambda n: "not " * n + "a", lambda n: nested(n, ("and", "or"))])
def test_nesting_ends_at_forty_levels(deep: Callable[[int], str]) -> None:
    parse(deep(40))
    with pytest.raises(InvalidData, match="not an expression"):
        parse(deep(41))


def expressions() -> st.SearchStrategy[Expression]:
    leaves: st.SearchStrategy[Expression] = st.sampled_from("abcd").map(Name) | st.builds(
        Compared, st.just("years"), st.sampled_from(["<", ">="]), st.sampled_from([1.0, 30.0, 2.5])
    )
    return st.recursive(
        leaves,
        lambda inner: (
            inner.map(Not)
            | st.lists(inner, min_size=2, max_size=3).map(lambda terms: Every(tuple(terms)))
            | st.lists(inner, min_size=2, max_size=3).map(lambda terms: Some(tuple(terms)))
        ),
        max_leaves=8,
    )


@settings(deadline=None)
@given(expressions())
def test_what_is_written_is_read_back(expression: Expression) -> None:
    again = parse(written(expression))
    assert list(atoms(again)) == list(atoms(expression))
    assert list(names(again)) == list(names(expression))
    for values in product((T, F, U), repeat=3):
        known = dict(zip((Name("a"), Name("b"), Name("c")), values, strict=True))
        assert value(again, known, 1) == value(expression, known, 1)


@settings(deadline=None)
@given(expressions(), st.lists(st.tuples(*[st.sampled_from([T, F, U])] * 4), min_size=1, max_size=7))
def test_many_worlds_at_once_are_each_world_by_itself(
    expression: Expression, worlds: list[tuple[Value, ...]]
) -> None:
    leaves = [Name(name) for name in "abcd"]
    packed = {
        leaf: (
            sum(world[index][0] << place for place, world in enumerate(worlds)),
            sum(world[index][1] << place for place, world in enumerate(worlds)),
        )
        for index, leaf in enumerate(leaves)
    }
    true, false = value(expression, packed, (1 << len(worlds)) - 1)
    for place, world in enumerate(worlds):
        alone = value(expression, dict(zip(leaves, world, strict=True)), 1)
        assert ((true >> place) & 1, (false >> place) & 1) == alone


@settings(deadline=None)
@given(expressions(), st.tuples(*[st.sampled_from([T, F, U])] * 4), st.data())
def test_knowing_more_never_unsays_what_was_said(
    expression: Expression, known: tuple[Value, ...], data: st.DataObject
) -> None:
    leaves = [Name(name) for name in "abcd"]
    before = value(expression, dict(zip(leaves, known, strict=True)), 1)
    more = tuple(one if one != U else data.draw(st.sampled_from([T, F, U])) for one in known)
    after = value(expression, dict(zip(leaves, more, strict=True)), 1)
    assert before == U or after == before
