"""The page of figures: every script is run by it, and it says what the last runs printed."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
HELPERS = {"figures", "report", "power", "redrafting", "tampering", "value_peers"}
"""Files of benchmarks/ that are parts of other scripts."""


@pytest.fixture(scope="module")
def report() -> ModuleType:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        described = importlib.util.spec_from_file_location("report", ROOT / "benchmarks" / "report.py")
        assert described is not None
        assert described.loader is not None
        module = importlib.util.module_from_spec(described)
        described.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(ROOT / "benchmarks"))


def test_every_script_is_run_for_the_page(report: ModuleType) -> None:
    scripts = {path.stem for path in (ROOT / "benchmarks").glob("*.py")}
    assert {run["command"].split(".py")[0] for run in report.all_runs()} == scripts - HELPERS


def test_the_page_says_what_the_last_runs_printed(report: ModuleType) -> None:
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert page == report.page(report.all_runs(), report.results())


def test_a_missed_bar_stands_at_the_head_of_the_page(report: ModuleType) -> None:
    runs = [{"name": "one", "title": "One", "command": "one.py {shared}", "data": "a set"}]
    slow = ["speed", "3 s", "at most 2", "missed", ""]
    good = ["share", "0.9", "at least 0.8", "met", "peer 0.7"]
    result = {"figures": [slow, good], "day": "2025-01-01", "machine": "2 cores", "load": 0, "seconds": 1}
    page = report.page(runs, {"one": result})
    assert "Short of the bar: 1 of 2" in page
    assert "- One: speed: **3 s** (bar at most 2)" in page
    assert "| share | 0.9 | at least 0.8 | met | peer 0.7 |" in page
