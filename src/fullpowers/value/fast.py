"""The same sheet as compiled code, for very many scenarios: an optional extra (``fullpowers[fast]``).

The formulas are those that NumPy computes; here they become one loop over scenarios inside one
over years, compiled by Numba. Lines that do not differ between scenarios are computed before, by
NumPy. Results agree with :func:`fullpowers.value.compute.compute` to 1e-9 (tests/value/test_fast.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from fullpowers.model import InvalidData

from .compute import Floats, Input, compute
from .folding import folded
from .sheet import Binary, Call, Name, Node, Number, Schedule, Sheet, names

_FASTMATH = {"nnan", "nsz", "contract", "arcp"}
"""Rules of arithmetic that may be bent: none that moves a result by more than rounding."""
BLOCK = 512
"""Scenarios at a time: their lines stay in the first cache."""


def compute_sums(
    sheet: Sheet, inputs: Mapping[str, Input], *, years: int, weigh: Mapping[str, Floats]
) -> dict[str, Floats]:
    """Weighted sums over the years of some lines, as ``compute(..., weigh=...).sums``.

    Raises:
        InvalidData: Numba is not installed, or as ``compute`` does.
    """
    trees = _folded(sheet, inputs)
    varying = _varying(trees, inputs)
    wanted = tuple(name for name in weigh if name in varying)
    rest = {name: weights for name, weights in weigh.items() if name not in varying}
    sums = compute(sheet, inputs, years=years, weigh=rest).sums if rest else {}
    if wanted:
        needed = {used for name in wanted for used in (name, *sheet.rests_on(name))}
        lines = tuple((name, tree) for name, tree in trees.items() if name in varying and name in needed)
        found = _run(sheet, lines, inputs, years, {name: weigh[name] for name in wanted})
        sums = {**sums, **found}
    return {name: sums[name] for name in weigh}


def _run(
    sheet: Sheet,
    lines: tuple[tuple[str, Node], ...],
    inputs: Mapping[str, Input],
    years: int,
    weigh: Mapping[str, Floats],
) -> dict[str, Floats]:
    """Compile the lines, or find them compiled, and run them."""
    own = {name for name, _ in lines}
    used = list(dict.fromkeys(name.name for _, tree in lines for name in names(tree) if name.name not in own))
    tables = tuple(
        (name, _shape(value)) for name in used if isinstance(value := inputs.get(name), Schedule | tuple)
    )
    moving = tuple(name for name in used if _columns(inputs.get(name)) > 1)
    fixed = _fixed(
        sheet, inputs, [name for name in used if name not in dict(tables) and name not in moving], years
    )
    run = _compiled(lines, tuple(fixed), moving, tables, tuple(weigh))
    scenarios = max(_columns(inputs[name]) for name in moving)
    rows = np.stack(list(fixed.values())) if fixed else np.zeros((1, years))
    numbers = np.array([number for name, _ in tables for number in _numbers(inputs[name])] or [0.0])
    weights = np.stack([np.asarray(weights, dtype=float) for weights in weigh.values()])
    arrays = [
        np.ascontiguousarray(np.broadcast_to(np.asarray(inputs[name]), (years, scenarios))) for name in moving
    ]
    out = np.zeros((len(weigh), scenarios))
    run(years, np.ascontiguousarray(rows), numbers, np.ascontiguousarray(weights), out, *arrays)
    return dict(zip(weigh, out, strict=True))


def _columns(value: Input | None) -> int:
    return value.shape[1] if isinstance(value, np.ndarray) and value.ndim == 2 else 1


def _shape(value: Schedule | tuple[float, ...]) -> int:
    """How many tiers a schedule has, or how many weights a table; numbers themselves are not compiled in."""
    return len(value.slopes) if isinstance(value, Schedule) else len(value)


def _numbers(value: Input) -> tuple[float, ...]:
    if isinstance(value, Schedule):
        return (*value.uppers, *value.intercepts, *value.slopes)
    assert isinstance(value, tuple)  # noqa: S101 - only tables are asked
    return value


def _folded(sheet: Sheet, inputs: Mapping[str, Input]) -> dict[str, Node]:
    known = {
        name: float(value)
        for name, value in inputs.items()
        if isinstance(value, float) and value in (0.0, 1.0)
    }
    trees = {}
    for name, tree in sheet.trees.items():
        trees[name] = plain = folded(tree, known)
        if isinstance(plain, Number):
            known[name] = plain.value
    return trees


def _varying(trees: Mapping[str, Node], inputs: Mapping[str, Input]) -> frozenset[str]:
    """Inputs that differ between scenarios, and the lines that follow from them."""
    found = {name for name, value in inputs.items() if _columns(value) > 1}
    while True:
        more = {
            name
            for name, tree in trees.items()
            if name not in found and any(used.name in found for used in names(tree))
        }
        if not more:
            return frozenset(found)
        found |= more


def _fixed(sheet: Sheet, inputs: Mapping[str, Input], used: Sequence[str], years: int) -> dict[str, Floats]:
    """What is the same in all scenarios, as yearly rows: numbers, series, and lines of these."""
    kept = [name for name in used if name in sheet.trees]
    rows: dict[str, Floats] = {}
    if kept:
        rows = {name: row[:, 0] for name, row in compute(sheet, inputs, years=years, keep=kept).lines.items()}
    for name in used:
        value = inputs.get(name)
        if isinstance(value, np.ndarray):
            rows[name] = np.broadcast_to(value.reshape(-1), years).astype(float)
        elif isinstance(value, float | int):
            rows[name] = np.full(years, float(value))
    return rows


@lru_cache(maxsize=64)
def _compiled(
    lines: tuple[tuple[str, Node], ...],
    fixed: tuple[str, ...],
    moving: tuple[str, ...],
    tables: tuple[tuple[str, int], ...],
    wanted: tuple[str, ...],
) -> Callable[..., None]:
    try:
        from numba import njit
    except ImportError as error:
        raise InvalidData(
            "compiled scenarios need one more package: pip install 'fullpowers[fast]'"
        ) from error
    scope: dict[str, Any] = {"np": np}
    source = _Writer(dict(lines), fixed, moving, dict(tables)).source(wanted)
    exec(compile(source, "<sheet>", "exec"), scope)  # noqa: S102 - from our own parsed formulas
    run: Callable[..., None] = njit(scope["run"], fastmath=_FASTMATH, error_model="numpy")
    return run


class _Writer:
    """Writes the loop as Python source that Numba compiles."""

    def __init__(
        self,
        trees: Mapping[str, Node],
        fixed: tuple[str, ...],
        moving: tuple[str, ...],
        tables: Mapping[str, int],
    ) -> None:
        self.trees = trees
        self.text: list[str] = []
        self.fixed = {name: row for row, name in enumerate(fixed)}
        self.moving, self.tables = moving, tables
        self.first: dict[str, int] = {}
        self.stretches: dict[str, int] = {}
        self.hoisted: dict[str, str] = {}
        count = 0
        for name, size in tables.items():
            self.first[name] = count
            count += self._size(name, size)
        self.numbers = count
        self.lags: dict[str, int] = {}
        self.totals: dict[str, None] = {}
        for tree in self.trees.values():
            self._look_back(tree)

    def _look_back(self, node: Node) -> None:
        match node:
            case Name(name, lag) if lag and name in self.trees:
                self.lags[name] = max(lag, self.lags.get(name, 0))
            case Binary(_, left, right):
                self._look_back(left)
                self._look_back(right)
            case Call("total", (Name(name),)) if name in self.trees or name in self.moving:
                self.totals[name] = None
            case Call("spread", (Name(name), Name(weights))) if name in self.trees:
                self.lags[name] = max(self.tables[weights] - 1, self.lags.get(name, 0))
            case Call(_, arguments):
                for argument in arguments:
                    self._look_back(argument)

    def source(self, wanted: tuple[str, ...]) -> str:
        """The text of the function.

        All that is remembered from year to year stands in one array, each line in a stretch of
        its own at a constant distance, so that the compiler sees that stretches do not overlap
        and takes several scenarios at a time.
        """
        for name, lag in self.lags.items():
            for k in range(1, lag + 1):
                self._stretch(f"p{k}_{name}")
        for name in (*(f"t_{name}" for name in self.totals), *(f"s_{k}" for k in range(len(wanted)))):
            self._stretch(name)
        body = self._body(wanted)
        arguments = "".join(f", x_{name}" for name in self.moving)
        text = [f"def run(years, fixed, numbers, weights, out{arguments}):"]
        text.append("    scenarios = out.shape[1]")
        text += [f"    n{k} = numbers[{k}]" for k in range(self.numbers)]
        text.append(f"    state = np.zeros({len(self.stretches) * BLOCK})")
        text.append(f"    for begin in range(0, scenarios, {BLOCK}):")
        text.append(f"        count = min({BLOCK}, scenarios - begin)")
        text.append("        state[:] = 0.0")
        text.append("        for t in range(years):")
        text += [f"            f_{name} = fixed[{row}, t]" for name, row in self.fixed.items()]
        text += [f"            {name} = {value}" for name, value in self.hoisted.items()]
        text += [f"            w_{k} = weights[{k}, t]" for k in range(len(wanted))]
        text += [f"            r_{name} = x_{name}[t, begin:begin + count]" for name in self.moving]
        text.append("            for j in range(count):")
        text += ["                " + line for line in body]
        text.append("        for j in range(count):")
        text += [f"            out[{k}, begin + j] = {self._state(f's_{k}')}" for k in range(len(wanted))]
        return "\n".join(text)

    def _stretch(self, name: str) -> None:
        self.stretches[name] = len(self.stretches) * BLOCK

    def _state(self, name: str) -> str:
        return f"state[{self.stretches[name]} + j]"

    def _body(self, wanted: tuple[str, ...]) -> list[str]:
        self.text = text = [f"m_{name} = r_{name}[j]" for name in self.moving]
        moving_totals = [name for name in self.totals if name in self.moving]
        text += [f"c_{name} = {self._state(f't_{name}')} + m_{name}" for name in moving_totals]
        for name, tree in self.trees.items():
            text.append(f"v_{name} = {self._expression(tree)}")
            if name in self.totals:
                text.append(f"c_{name} = {self._state(f't_{name}')} + v_{name}")
        for name, lag in self.lags.items():
            text += [
                f"{self._state(f'p{k}_{name}')} = {self._state(f'p{k - 1}_{name}')}"
                for k in range(lag, 1, -1)
            ]
            text.append(f"{self._state(f'p1_{name}')} = v_{name}")
        text += [f"{self._state(f't_{name}')} = c_{name}" for name in self.totals]
        text += [f"{self._state(f's_{k}')} += v_{name} * w_{k}" for k, name in enumerate(wanted)]
        return text

    def _named(self, expression: str) -> str:
        """A name for the expression, so that it is worked out once."""
        name = f"q{len(self.text)}"
        self.text.append(f"{name} = {expression}")
        return name

    def _value(self, name: str, lag: int = 0) -> str:
        if name in self.trees:
            return self._state(f"p{lag}_{name}") if lag else f"v_{name}"
        if name in self.moving:
            return f"(x_{name}[t - {lag}, begin + j] if t >= {lag} else 0.0)" if lag else f"m_{name}"
        if not lag:
            return f"f_{name}"
        hoisted = f"f{lag}_{name}"
        self.hoisted[hoisted] = f"fixed[{self.fixed[name]}, t - {lag}] if t >= {lag} else 0.0"
        return hoisted

    def _expression(self, node: Node) -> str:
        match node:
            case Number(value):
                return repr(value)
            case Name(name, lag):
                return self._value(name, lag)
            case Binary(operator, left, right):
                return f"({self._expression(left)} {operator} {self._expression(right)})"
            case Call("total", (Name(name),)) if name in self.totals:
                return f"c_{name}"
            case Call("total", (Name(name),)):
                self.hoisted[f"sum_{name}"] = f"np.sum(fixed[{self.fixed[name]}, :t + 1])"
                return f"sum_{name}"
            case Call("spread", (Name(name), Name(weights))):
                begin = self.first[weights]
                parts = [f"n{begin + k} * {self._value(name, k)}" for k in range(self.tables[weights])]
                return "(" + " + ".join(parts) + ")"
            case Call("schedule", (x, Name(table))):
                return self._schedule(self._named(self._expression(x)), self.first[table], self.tables[table])
            case Call("where", (condition, then, otherwise)):
                values = [self._named(self._expression(part)) for part in (then, otherwise)]
                return f"({values[0]} if {self._expression(condition)} else {values[1]})"
            case Call(function, (left, right)):
                low, high = self._named(self._expression(left)), self._named(self._expression(right))
                sign = "<" if function == "min" else ">"
                return f"({low} if {low} {sign} {high} else {high})"
        raise InvalidData(f"cannot compile {node}")

    def _schedule(self, x: str, first: int, tiers: int) -> str:
        """Tiers from the highest down; the numbers stand as uppers, intercepts, slopes."""
        intercepts, slopes = first + tiers - 1, first + 2 * tiers - 1
        value = self._named(f"n{intercepts + tiers - 1} + n{slopes + tiers - 1} * {x}")
        for tier in reversed(range(tiers - 1)):
            amount = self._named(f"n{intercepts + tier} + n{slopes + tier} * {x}")
            value = self._named(f"{amount} if {x} <= n{first + tier} else {value}")
        return value

    def _size(self, name: str, size: int) -> int:
        """How many numbers a table holds: a schedule of n tiers has n - 1 bounds, n intercepts, n slopes."""
        scheduled = any(self._schedules(tree, name) for tree in self.trees.values())
        return 3 * size - 1 if scheduled else size

    def _schedules(self, node: Node, name: str) -> bool:
        match node:
            case Call("schedule", (x, Name(table))):
                return table == name or self._schedules(x, name)
            case Binary(_, left, right):
                return self._schedules(left, name) or self._schedules(right, name)
            case Call(_, arguments):
                return any(self._schedules(argument, name) for argument in arguments)
        return False
