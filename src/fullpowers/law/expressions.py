"""The small language in which rules speak of facts.

Names, ``and``, ``or``, ``not``, parentheses, and a number compared with a constant (``term_years > 30``).
Values are those of strong Kleene logic: a fact that is not known is never taken for false, so that a
rule over it comes out as *cannot tell* unless the other facts decide it by themselves.

A value is held for many worlds at once, as a pair of bit masks: the worlds in which it is true and
those in which it is false; in the rest it is unknown. Three readings of the law, or all the ways in
which open facts could fall, thus take one pass (method: bit-parallel Kleene evaluation).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from fullpowers.model import InvalidData

Value = tuple[int, int]
"""Worlds in which it is true, worlds in which it is false."""

UNKNOWN: Value = (0, 0)
_LONGEST = 2_000
"""Characters of an expression."""
_DEEPEST = 40
"""Levels of an expression; hostile nesting stops here."""


@dataclass(frozen=True, slots=True)
class Name:
    """A fact by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A numeric fact compared with a constant."""

    name: str
    sign: str
    number: float


@dataclass(frozen=True, slots=True)
class Not:
    """The negation of an expression; unknown stays unknown."""

    term: Expression


@dataclass(frozen=True, slots=True)
class Every:
    """Conjunction: false as soon as one term is false. Without terms it is true."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Disjunction: true as soon as one term is true. Without terms it is false."""

    terms: tuple[Expression, ...]


Expression = Name | Compared | Not | Every | Some
Atom = Name | Compared

ALWAYS = Every(())
NEVER = Some(())


@lru_cache(maxsize=8192)
def parse(text: str) -> Expression:
    """The expression that ``text`` writes, such as ``is_treaty and not (ratified or term_years > 30)``.

    Raises:
        InvalidData: anything but names, numbers compared, ``and``, ``or``, ``not`` and parentheses.
    """
    if len(text) > _LONGEST:
        raise InvalidData(f"expression of {len(text)} characters; the most is {_LONGEST}")
    try:
        return _translated(ast.parse(text.strip(), mode="eval").body, 0)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise InvalidData(f"not an expression: {text[:80]!r}") from error


def value(expression: Expression, atoms: Mapping[Atom, Value], all_worlds: int) -> Value:
    """The expression's value in ``all_worlds``; an atom that is not given is unknown."""
    kind = type(expression)
    if kind is Name or kind is Compared:
        return atoms.get(expression, UNKNOWN)  # type: ignore[arg-type]
    if kind is Not:
        true, false = value(expression.term, atoms, all_worlds)  # type: ignore[union-attr]
        return false, true
    if kind is Every:
        true, false = all_worlds, 0
        for term in expression.terms:  # type: ignore[union-attr]
            t, f = value(term, atoms, all_worlds)
            true, false = true & t, false | f
        return true, false
    true, false = 0, all_worlds
    for term in expression.terms:  # type: ignore[union-attr]
        t, f = value(term, atoms, all_worlds)
        true, false = true | t, false & f
    return true, false


def holds(atom: Compared, number: float) -> bool:
    """Whether the comparison holds for ``number``."""
    return {
        "<": number < atom.number,
        "<=": number <= atom.number,
        ">": number > atom.number,
        ">=": number >= atom.number,
        "==": number == atom.number,
        "!=": number != atom.number,
    }[atom.sign]


def atoms(expression: Expression) -> Iterator[Atom]:
    """Every atom of the expression in the order of writing."""
    match expression:
        case Name() | Compared():
            yield expression
        case Not(term):
            yield from atoms(term)
        case Every(terms) | Some(terms):
            for term in terms:
                yield from atoms(term)


def names(expression: Expression) -> Iterator[str]:
    """Every fact that the expression speaks of, in the order of writing."""
    return (atom.name for atom in atoms(expression))


def written(expression: Expression) -> str:
    """The expression as text that :func:`parse` reads back (but for ``always`` and ``never``)."""
    match expression:
        case Name(name):
            return name
        case Compared(name, sign, number):
            return f"{name} {sign} {number:g}"
        case Not(term):
            return f"not {_inner(term)}"
        case Every(terms):
            return " and ".join(map(_inner, terms)) or "always"
        case Some(terms):
            return " or ".join(map(_inner, terms)) or "never"


_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


def _inner(term: Expression) -> str:
    return f"({written(term)})" if isinstance(term, Every | Some | Compared) else written(term)


def _translated(node: ast.expr, depth: int) -> Expression:
    """The whitelist: any other kind of node is refused."""
    if depth > _DEEPEST:
        raise ValueError("too deep")
    match node:
        case ast.Name(id=name):
            return Name(name)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_translated(operand, depth + 1))
        case ast.BoolOp(op=ast.And(), values=values):
            return Every(tuple(_translated(term, depth + 1) for term in values))
        case ast.BoolOp(op=ast.Or(), values=values):
            return Some(tuple(_translated(term, depth + 1) for term in values))
        case ast.Compare(left=ast.Name(id=name), ops=[sign], comparators=[ast.Constant(value=number)]):
            if type(sign) in _SIGNS and isinstance(number, int | float) and not isinstance(number, bool):
                return Compared(name, _SIGNS[type(sign)], float(number))
    raise ValueError(type(node).__name__)
