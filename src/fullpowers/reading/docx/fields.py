"""Complex fields: the code is not text, the result is; fields nest and run across paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field

_COMPUTED = ("LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT")


@dataclass(slots=True)
class _Field:
    in_code: bool = True
    code: list[str] = field(default_factory=list)
    result: bool = False


class Fields:
    """Open fields of one story."""

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self._withheld: list[str] = []

    def begin(self) -> None:
        self._open.append(_Field())

    def separate(self) -> None:
        if self._open:
            self._open[-1].in_code = False

    def end(self) -> str:
        """Close the innermost field; the name of a number that only a word processor can compute."""
        if not self._open:
            return ""
        closed = self._open.pop()
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
