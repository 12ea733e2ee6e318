"""Mutation testing of the rule engine: does a test fail when one operator of it is wrong?

Usage: python benchmarks/law_mutations.py [--show] [--every 1] [MODULE ...]

Each mutant changes one thing in one module (`&` for `|`, `<` for `<=`, `and` for `or`, a negation dropped, a
constant off by one, two results swapped), runs the engine's tests in a process of its own, and is killed when
one fails or they hang. Bar: at least 85 percent killed. Equivalent mutants are not taken out.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.machinery
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from figures import figure

ROOT = Path(__file__).parents[1]
LAW = ROOT / "src" / "fullpowers" / "law"
MODULES = ("engine", "expressions", "priority", "deciding")
TESTS = ("test_engine.py", "test_expressions.py", "test_oracle.py")
SECONDS = 60
BAR = 0.85

_PAIRS: dict[type[ast.AST], type[ast.AST]] = {
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.LShift: ast.RShift,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("modules", nargs="*", default=MODULES)
    arguments.add_argument("--show", action="store_true", help="print the mutants that survive")
    arguments.add_argument("--every", type=int, default=1, help="try every n-th mutant only")
    given = arguments.parse_args()
    sys.path.insert(0, str(ROOT / "src"))
    import clingo  # noqa: F401  -- loaded once, before the processes part
    import pytest  # noqa: F401

    import fullpowers.model  # noqa: F401

    killed = tried = 0
    for name in given.modules:
        tree = ast.parse((LAW / f"{name}.py").read_text(encoding="utf-8"))
        begin, mine, alive = time.perf_counter(), 0, []
        if not _survives(f"fullpowers.law.{name}", tree):
            sys.exit(f"the tests fail with {name} as it is: no mutant of it can be judged")
        mutants = [mutant for index, mutant in enumerate(_mutants(tree)) if index % given.every == 0]
        for what, mutant in mutants:
            if _survives(f"fullpowers.law.{name}", mutant):
                alive.append(what)
            else:
                mine += 1
        killed, tried = killed + mine, tried + len(mutants)
        print(
            f"{name:<14}{mine:>4} of {len(mutants):<4} killed  {time.perf_counter() - begin:>6.0f} s",
            flush=True,
        )
        if given.show:
            print("".join(f"    survived: {what}\n" for what in alive), end="")
    figure(f"mutants killed, of {tried}", killed / max(tried, 1), least=BAR)


def _mutants(tree: ast.Module) -> Iterator[tuple[str, ast.Module]]:
    """Every module that differs from ``tree`` in one place, with the line and the change."""
    # decorators (frozen, slots, the size of a cache) are style, not the engine's logic
    style = {
        id(part)
        for node in ast.walk(tree)
        for decorator in getattr(node, "decorator_list", ())
        for part in ast.walk(decorator)
    }
    for index, node in enumerate(ast.walk(tree)):
        if id(node) in style:
            continue
        for number, (what, _) in enumerate(_changes(node)):
            mutant = copy.deepcopy(tree)
            target = list(ast.walk(mutant))[index]
            _apply(target, number)
            yield f"line {getattr(node, 'lineno', '?')}: {what}", ast.fix_missing_locations(mutant)


def _apply(node: ast.AST, number: int) -> None:
    for index, (_, change) in enumerate(_changes(node)):
        if index == number:
            for name, value in change.items():
                setattr(node, name, value)
            return


def _changes(node: ast.AST) -> Iterator[tuple[str, dict[str, object]]]:
    """What can be changed in one node: a description and new values of its fields."""
    if isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in _PAIRS:
        other = _PAIRS[type(node.op)]
        yield f"{type(node.op).__name__} -> {other.__name__}", {"op": other()}
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _PAIRS:
        other = _PAIRS[type(node.ops[0])]
        yield f"{type(node.ops[0]).__name__} -> {other.__name__}", {"ops": [other()]}
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
        # the operand twice negated is the operand for truth and for bits alike
        inverse = ast.UnaryOp(node.op, node.operand)
        yield f"{type(node.op).__name__} dropped", {"operand": inverse}
    if isinstance(node, ast.IfExp):
        yield "branches swapped", {"body": node.orelse, "orelse": node.body}
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 2:
        first, second = node.value.elts
        yield "results swapped", {"value": ast.Tuple([second, first], ast.Load())}
    if isinstance(node, ast.If):
        yield "condition true", {"test": ast.Constant(True)}
        yield "condition false", {"test": ast.Constant(False)}
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        changed = not node.value if isinstance(node.value, bool) else node.value + 1
        yield f"{node.value} -> {changed}", {"value": changed}


def _survives(module: str, mutant: ast.Module) -> bool:
    """Whether all tests pass with the mutant in the module's place, in a process of its own."""
    child = os.fork()
    if child == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        signal.alarm(SECONDS)
        code = 1
        try:
            code = _tests_pass(module, mutant)
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1] == 0


def _tests_pass(module: str, mutant: ast.Module) -> int:
    import pytest

    sys.meta_path.insert(0, _Finder(module, mutant))
    tests = [str(ROOT / "tests" / "law" / test) for test in TESTS]
    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--rootdir", str(ROOT), *tests]))


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the mutant when its module is imported."""

    def __init__(self, module: str, mutant: ast.Module) -> None:
        self.module, self.mutant = module, mutant

    def find_spec(
        self,
        name: str,
        path: object,  # noqa: ARG002 -- the protocol's signature
        target: object = None,  # noqa: ARG002
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self) if name == self.module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.mutant, self.module, "exec"), module.__dict__)  # noqa: S102


if __name__ == "__main__":
    main()
