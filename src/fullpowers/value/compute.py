"""A sheet computed by NumPy: rows are years, columns scenarios.

Years run in a loop because lines look back; scenarios are vectors. The formulas are translated
once into straight Python over rows, so that a year costs one pass of vector operations, and
scenarios go through in blocks that fit the processor's cache.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from fullpowers.model import InvalidData

from .folding import folded
from .sheet import Binary, Call, Name, Node, Number, Schedule, Sheet, names

Floats: TypeAlias = NDArray[np.float64]
Input: TypeAlias = float | Floats | Schedule | tuple[float, ...]
"""A number; a series over years (years,) or (years, scenarios) or a number a scenario (1, scenarios);
a schedule; a table of weights."""

BLOCK = 8_192
"""Scenarios at a time: a row of them is 64 KiB."""


@dataclass(frozen=True, slots=True)
class Result:
    """What :func:`compute` returns.

    ``lines[name]`` has the shape (years, scenarios); ``sums[name]`` is the line's sum over
    the years with the weights that were asked for (a net present value, when these are
    discount factors), of the shape (scenarios,).
    """

    lines: dict[str, Floats]
    sums: dict[str, Floats]


def compute(
    sheet: Sheet,
    inputs: Mapping[str, Input],
    *,
    years: int,
    keep: Sequence[str] = (),
    weigh: Mapping[str, Floats] | None = None,
) -> Result:
    """Compute the sheet.

    Args:
        sheet: the lines.
        inputs: a value for each of ``sheet.inputs``.
        years: number of years.
        keep: lines to return year by year.
        weigh: lines to return as weighted sums over the years, each with its weights (years,).

    Raises:
        InvalidData: an input is missing, or its shape does not fit.
    """
    weigh = weigh or {}
    scenarios = _scenarios(sheet, inputs, years)
    plain = {name: inputs[name] for name in sheet.inputs}
    fixed = tuple(
        (name, value) for name, value in plain.items() if isinstance(value, float) and value in (0.0, 1.0)
    )
    run = _compiled(sheet, tuple(keep), tuple(weigh), fixed)
    lines = {name: np.empty((years, scenarios)) for name in keep}
    sums = {name: np.zeros(scenarios) for name in weigh}
    weights = {name: np.asarray(values, dtype=float).tolist() for name, values in weigh.items()}
    for begin in range(0, scenarios, BLOCK):
        end = min(begin + BLOCK, scenarios)
        rows = {name: _rows(inputs[name], years, begin, end) for name in sheet.inputs}
        with np.errstate(divide="ignore", invalid="ignore"):
            run(
                years,
                rows,
                {name: array[:, begin:end] for name, array in lines.items()},
                {name: array[begin:end] for name, array in sums.items()},
                weights,
            )
    return Result(lines, sums)


def _scenarios(sheet: Sheet, inputs: Mapping[str, Input], years: int) -> int:
    found = 1
    for name in sheet.inputs:
        if name not in inputs:
            raise InvalidData(f"no value for {name!r}")
        value = inputs[name]
        if isinstance(value, np.ndarray):
            if value.ndim not in (1, 2) or value.shape[0] not in (1, years):
                raise InvalidData(f"{name!r} has the shape {value.shape}; years are {years}")
            columns = value.shape[1] if value.ndim == 2 else 1
            if columns not in (1, found) and found != 1:
                raise InvalidData(f"{name!r} has {columns} scenarios, another input {found}")
            found = max(found, columns)
    return found


def _rows(value: Input, years: int, begin: int, end: int) -> Any:
    """An input as the translated formulas take it: one item a year, each a number or a vector."""
    if isinstance(value, Schedule):
        return value
    if isinstance(value, tuple):
        return value
    if not isinstance(value, np.ndarray):
        return [float(value)] * years
    if value.ndim == 1 or value.shape[1] == 1:
        flat: list[float] = value.reshape(-1).tolist()
        return flat if len(flat) == years else flat * years
    block = value[:, begin:end]
    return list(block) if len(block) == years else [block[0]] * years


def step(x: Any, table: Schedule) -> Any:
    """The schedule's value at ``x`` (a number or a vector)."""
    value = table.intercepts[0] + table.slopes[0] * x
    for upper, intercept, slope in zip(table.uppers, table.intercepts[1:], table.slopes[1:], strict=True):
        value = np.where(x > upper, intercept + slope * x, value)
    return value


def spread(history: Sequence[Any], weights: Sequence[float], year: int) -> Any:
    """Sum over k of ``weights[k]`` times the item k years before ``year``."""
    value: Any = 0.0
    for k, weight in enumerate(weights[: year + 1]):
        if weight:
            value = value + weight * history[year - k]
    return value


_Run: TypeAlias = Callable[[int, dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]], None]


@lru_cache(maxsize=128)
def _compiled(
    sheet: Sheet, keep: tuple[str, ...], weigh: tuple[str, ...], fixed: tuple[tuple[str, float], ...]
) -> _Run:
    """The sheet as one Python function; its text comes from parsed formulas only.

    Instruments that a regime does not have are zeros in its lines; what is multiplied by a zero
    or a one that is ``fixed`` is worked out here, once, and not in every year.
    """
    for name in (*keep, *weigh):
        if name not in sheet.trees:
            raise InvalidData(f"no line is called {name!r}")
    wanted = {name for root in (*keep, *weigh) for name in (root, *sheet.rests_on(root))}
    known: dict[str, float] = dict(fixed)
    trees: dict[str, Node] = {}
    for name, tree in sheet.trees.items():
        if name in wanted:
            trees[name] = plain = folded(tree, known)
            if isinstance(plain, Number):
                known[name] = plain.value
    remembered = _remembered(trees)
    text = ["def run(years, inputs, lines, sums, weights):"]
    text += [f"    i_{name} = inputs[{name!r}]" for name in sheet.inputs]
    text += [f"    h_{name} = []" for name in remembered if name in trees]
    text += [f"    t_{name} = 0.0" for name in _totalled(trees)]
    text.append("    for t in range(years):")
    for name in trees:
        for used in _totals(trees[name]):
            text.append(f"        c_{used} = t_{used} + {_name(Name(used), trees)}")
        text.append(f"        v_{name} = {_python(trees[name], trees)}")
        if name in remembered:
            text.append(f"        h_{name}.append(v_{name})")
        if name in keep:
            text.append(f"        lines[{name!r}][t] = v_{name}")
        if name in weigh:
            text.append(f"        sums[{name!r}] += v_{name} * weights[{name!r}][t]")
    text += [f"        t_{name} = t_{name} + {_name(Name(name), trees)}" for name in _totalled(trees)]
    if not trees:
        text.append("        pass")
    scope: dict[str, Any] = {
        "where": np.where,
        "least": _least,
        "most": _most,
        "step": step,
        "spread": spread,
    }
    exec(compile("\n".join(text), "<sheet>", "exec"), scope)  # noqa: S102 - from our own parsed formulas
    run: _Run = scope["run"]
    return run


def _remembered(trees: Mapping[str, Node]) -> frozenset[str]:
    found: set[str] = set()
    for tree in trees.values():
        found |= {used.name for used in names(tree) if used.lag}
        found |= {argument.name for argument in _spread_over(tree)}
    return frozenset(found)


def _calls(node: Node) -> list[Call]:
    match node:
        case Binary(_, left, right):
            return [*_calls(left), *_calls(right)]
        case Call(_, arguments):
            return [node, *(call for argument in arguments for call in _calls(argument))]
    return []


def _spread_over(tree: Node) -> list[Name]:
    firsts = [call.arguments[0] for call in _calls(tree) if call.function == "spread"]
    return [first for first in firsts if isinstance(first, Name)]


def _totals(tree: Node) -> list[str]:
    firsts = [call.arguments[0] for call in _calls(tree) if call.function == "total"]
    return list(dict.fromkeys(first.name for first in firsts if isinstance(first, Name)))


def _totalled(trees: Mapping[str, Node]) -> list[str]:
    return list(dict.fromkeys(name for tree in trees.values() for name in _totals(tree)))


def _name(name: Name, trees: Mapping[str, Node]) -> str:
    if name.lag == 0:
        return f"v_{name.name}" if name.name in trees else f"i_{name.name}[t]"
    row = f"h_{name.name}" if name.name in trees else f"i_{name.name}"
    return f"({row}[t - {name.lag}] if t >= {name.lag} else 0.0)"


def _python(node: Node, trees: Mapping[str, Node]) -> str:
    match node:
        case Number(value):
            return repr(value)
        case Name():
            return _name(node, trees)
        case Binary(operator, left, right):
            return f"({_python(left, trees)} {operator} {_python(right, trees)})"
        case Call("total", (Name(name),)):
            return f"c_{name}"
        case Call("spread", (Name(name), Name(weights))):
            row = f"h_{name}" if name in trees else f"i_{name}"
            return f"spread({row}, i_{weights}, t)"
        case Call("schedule", (first, Name(table))):
            return f"step({_python(first, trees)}, i_{table})"
        case Call(function, arguments) if function in ("min", "max", "where"):
            name = {"min": "least", "max": "most", "where": "where"}[function]
            return f"{name}({', '.join(_python(argument, trees) for argument in arguments)})"
    raise InvalidData(f"cannot compute {node}")


def _least(left: Any, right: Any) -> Any:
    if isinstance(left, float) and isinstance(right, float):
        return min(left, right)
    return np.minimum(left, right)


def _most(left: Any, right: Any) -> Any:
    if isinstance(left, float) and isinstance(right, float):
        return max(left, right)
    return np.maximum(left, right)
