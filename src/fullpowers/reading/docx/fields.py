"""Complex fields: the code is not text, the result is; fields nest and run across paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from fullpowers.model import Severity, from_yaml

from ..line import Line
from . import references

_QUOTED = 120
_COMPUTED = ("LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT")


@dataclass(slots=True)
class _Field:
    in_code: bool = True
    code: list[str] = field(default_factory=list)
    result: bool = False
    line: Line | None = None
    """Where its result begins."""
    start: int = 0


@dataclass(frozen=True, slots=True)
class _Kinds:
    """The content of ``data/fields.yaml``."""

    source: str
    outside: tuple[str, ...]
    """They fetch what they show from another file."""
    changing: tuple[str, ...]
    """They compute what they show."""
    crossing: tuple[str, ...]
    """They show what stands elsewhere in the document."""


class Fields:
    """Open fields of one story."""

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self._withheld: list[str] = []

    def begin(self) -> None:
        self._open.append(_Field())

    def separate(self, line: Line | None = None) -> None:
        if self._open:
            self._open[-1].in_code = False
            self._open[-1].line = line
            self._open[-1].start = line.length if line is not None else 0

    def end(self, line: Line | None = None) -> str:
        """Close the innermost field; the name of a number that only a word processor can compute."""
        if not self._open:
            return ""
        closed = self._open.pop()
        if line is not None and closed.result:
            start = closed.start if closed.line is line else line.length
            say("".join(closed.code), line, start)
        if not self._open:
            self._withheld.clear()
        name = "".join(closed.code).split(maxsplit=1)[:1]
        return name[0].upper() if name and name[0].upper() in _COMPUTED and not closed.result else ""

    def instruction(self, text: str) -> None:
        if self._open:
            self._open[-1].code.append(text[:200])

    def is_code(self) -> bool:
        """Whether text here is the result of a field inside another field's code."""
        return any(outer.in_code for outer in self._open[:-1])

    def is_stray(self) -> bool:
        """Whether text here stands where a field's code belongs, so that programs differ on it."""
        return bool(self._open) and self._open[-1].in_code

    def withhold(self, text: str) -> None:
        """Text that is not shown because it is part of a field's code."""
        self._withheld.append(text)

    def shown(self) -> None:
        if self._open:
            self._open[-1].result = True

    def rest(self) -> str:
        """Text that was withheld for a field that never ends."""
        return " ".join("".join(self._withheld).split()) if self._open else ""


def say(code: str, line: Line, start: int) -> None:
    """Note on ``line`` that what stands from ``start`` on is the result of a field that may give another."""
    found = re.match(r"\s*(=|[A-Za-z]+)", code)
    name = found[1].upper() if found else ""
    shown = " ".join(line.since(start).split())[:_QUOTED]
    instruction = " ".join(code.split())[:_QUOTED]
    if name in _kinds().outside:
        message = (
            f"A field takes “{shown}” from outside the document ({instruction}); it may show something else "
            "on another computer. It was not fetched."
        )
        line.notice("field-result", Severity.CAUTION, message, start)
    elif name in _kinds().changing:
        severity = Severity.CAUTION if any(letter.isdigit() for letter in shown) else Severity.INFO
        message = f"“{shown}” is the result of a field ({instruction}) as last saved; updated, it may change."
        line.notice("field-result", severity, message, start)
    elif name in _kinds().crossing:
        line.notice(references.CODE, Severity.INFO, code, start)


@cache
def _kinds() -> _Kinds:
    text = files("fullpowers.reading").joinpath("data/fields.yaml").read_text("utf-8")
    return from_yaml(text, _Kinds, where="reading/data/fields.yaml")
