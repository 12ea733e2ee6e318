"""A sheet: lines over years, one formula each, that is computed, traced and written to a workbook.

The model of a project or a fund is a list of :class:`Line`. A formula names other lines,
parameters, tables and series of inputs, and speaks of this year unless it says otherwise::

    cost_pool    = prev(unrecovered) * (1 + interest) + recoverable
    recovered    = min(cost_pool, ceiling)
    unrecovered  = cost_pool - recovered

====================  ==========================================================================
``+ - * /``           arithmetic; also ``<  <=  >  >=`` inside ``where``
``min(a, b)``         also ``max``
``where(c, a, b)``    ``a`` where the comparison ``c`` holds, else ``b``
``prev(x)``           the line ``x`` one year ago, ``prev(x, 3)`` three years ago; 0 before the start
``total(x)``          sum of the line ``x`` up to and with this year
``spread(x, w)``      sum over k of ``w[k]`` times ``x`` k years ago (``w`` a table of weights)
``schedule(x, s)``    the piecewise linear function ``s`` (a :class:`Schedule`) of ``x``
====================  ==========================================================================

One source therefore serves three readers: NumPy computes it (rows are years, columns scenarios),
the trace shows it, and the workbook repeats it in live cells. The layout follows the FAST
standard of financial models: one row, one formula.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from graphlib import CycleError, TopologicalSorter
from typing import TypeAlias

from fullpowers.model import InvalidData

_CALLS = {"min": 2, "max": 2, "where": 3, "spread": 2, "schedule": 2, "total": 1, "prev": 1}
_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARISONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet: a name, its formula, and what it is for a person."""

    name: str
    formula: str
    label: str = ""
    unit: str = "money"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A piecewise linear function with steps, for sliding rates and tiered amounts.

    On the tier ``i`` (``uppers[i-1] < x <= uppers[i]``, the last one open) the value is
    ``intercepts[i] + slopes[i] * x``.
    """

    uppers: tuple[float, ...]
    intercepts: tuple[float, ...]
    slopes: tuple[float, ...]

    def __post_init__(self) -> None:
        if not len(self.uppers) + 1 == len(self.intercepts) == len(self.slopes):
            raise InvalidData("a schedule has one tier more than it has upper bounds")
        if list(self.uppers) != sorted(set(self.uppers)):
            raise InvalidData("the upper bounds of a schedule rise")

    def scaled(self, factor: float) -> Schedule:
        """The schedule with its values times ``factor``."""
        return Schedule(
            self.uppers,
            tuple(factor * value for value in self.intercepts),
            tuple(factor * value for value in self.slopes),
        )


# -- the parts of a formula -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """A line, parameter, table or series, ``lag`` years ago."""

    name: str
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    arguments: tuple[Node, ...]


Node: TypeAlias = Number | Name | Binary | Call


@lru_cache(maxsize=4096)
def parse(formula: str) -> Node:
    """The formula as a tree.

    Raises:
        InvalidData: anything that the table above does not list.
    """
    if len(formula) > 2_000:
        raise InvalidData(f"formula of {len(formula)} characters; the most is 2000")
    try:
        return _node(ast.parse(formula.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise InvalidData(f"not a formula: {formula[:80]!r} ({error})") from error


def _node(tree: ast.expr) -> Node:
    match tree:
        case ast.Constant(value=bool()):
            raise ValueError("truth values are not numbers")
        case ast.Constant(value=int() | float() as value):
            return Number(float(value))
        case ast.Name(id=name):
            return Name(name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Binary("-", Number(0.0), _node(operand))
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            return Binary(_OPERATORS[type(operator)], _node(left), _node(right))
        case ast.Compare(left=left, ops=[operator], comparators=[right]) if type(operator) in _COMPARISONS:
            return Binary(_COMPARISONS[type(operator)], _node(left), _node(right))
        case ast.Call(func=ast.Name(id="prev"), args=[ast.Name(id=name)]):
            return Name(name, 1)
        case ast.Call(func=ast.Name(id="prev"), args=[ast.Name(id=name), ast.Constant(value=int() as lag)]):
            if not 1 <= lag <= 100:
                raise ValueError("prev goes back 1 to 100 years")
            return Name(name, lag)
        case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]) if _CALLS.get(function) == len(
            arguments
        ):
            return Call(function, tuple(_node(argument) for argument in arguments))
    raise ValueError(ast.unparse(tree))


def names(node: Node) -> Iterable[Name]:
    """Every name in the formula, with its lag, in the order of writing."""
    match node:
        case Name():
            yield node
        case Binary(_, left, right):
            yield from names(left)
            yield from names(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from names(argument)


# -- the sheet ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sheet:
    """Lines in an order in which each can be computed.

    Raises:
        InvalidData: two lines of one name, a formula that is none, or lines that need each
            other in the same year.
    """

    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        known: dict[str, Line] = {}
        for line in self.lines:
            if line.name in known:
                raise InvalidData(f"two lines are called {line.name!r}")
            if not line.name.isidentifier():
                raise InvalidData(f"{line.name!r} is not a name for a line")
            known[line.name] = line
        object.__setattr__(self, "lines", self._ordered(known))

    @cached_property
    def trees(self) -> dict[str, Node]:
        """Each line's formula as a tree, in the order of computation."""
        return {line.name: parse(line.formula) for line in self.lines}

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """Names that formulas use and no line defines: parameters, tables and series."""
        used = (name.name for tree in self.trees.values() for name in names(tree))
        return tuple(dict.fromkeys(name for name in used if name not in self.trees))

    def rests_on(self, name: str) -> frozenset[str]:
        """Every line and input from which ``name`` follows, in this year or an earlier one."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            tree = self.trees.get(waiting.pop())
            for used in names(tree) if tree is not None else ():
                if used.name not in found:
                    found.add(used.name)
                    waiting.append(used.name)
        return frozenset(found)

    @staticmethod
    def _ordered(known: Mapping[str, Line]) -> tuple[Line, ...]:
        needs: dict[str, list[str]] = {}
        for name, line in known.items():
            tree = parse(line.formula)
            needs[name] = [used.name for used in names(tree) if used.lag == 0 and used.name in known]
        try:
            order = list(TopologicalSorter(needs).static_order())
        except CycleError as error:
            circle = " -> ".join(error.args[1])
            raise InvalidData(f"lines need each other in the same year: {circle}") from error
        return tuple(known[name] for name in order)


def joined(*groups: Sequence[Line]) -> Sheet:
    """One sheet of several groups of lines."""
    return Sheet(tuple(line for group in groups for line in group))
