"""What a person sees on a terminal: lines with a little colour, tables, and how far the work has got.

A terminal obeys what it is sent: a draft, a file name or a party's name could move its cursor, hide a line or
type for the person. So what is printed goes through :func:`~fullpowers.model.visible`; colours are ours.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TextIO
from unicodedata import combining, east_asian_width

from fullpowers.model.characters import visible

_STYLES = {
    "bold": "1", "dim": "2", "bold red": "1;31", "red": "31", "green": "32", "yellow": "33",
    "cyan": "36", "bold reverse": "1;7",
}  # fmt: skip
_NARROWEST = 8
"""Characters that a column of a table keeps on a narrow screen."""


class Styled(NamedTuple):
    """Words in one of the styles of this page."""

    text: str
    style: str


class Guarded:
    """A terminal as a stream that draws what it is sent and obeys none of it."""

    def __init__(self, terminal: TextIO) -> None:
        self.terminal = terminal

    def write(self, text: str) -> int:
        """Write the text with what cannot be seen shown by name."""
        self.terminal.write(visible(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.terminal, name)


def guard() -> None:
    """Let no text command the terminal: neither output nor messages; a pipe gets what was written.

    A letter that the output cannot hold (of a file name that is not UTF-8) is written by its number.
    """
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    if sys.stdout.isatty():
        sys.stdout = Guarded(sys.stdout)
    if sys.stderr.isatty():
        sys.stderr = Guarded(sys.stderr)


def say(*parts: str | Styled, first: str = "", rest: str | None = None) -> None:
    """Print one line, on a terminal broken at words and in colour.

    Args:
        parts: the words, one behind the other.
        first: what stands in front of the line: spaces, or the branch of a tree.
        rest: the same for the lines that it is broken into; without it spaces of the width of ``first``.
    """
    runs = [Styled(visible(part), "") if isinstance(part, str) else _shown(part) for part in parts]
    terminal, width = _screen(sys.stdout)
    if width is None:
        print(first + "".join(run.text for run in runs), file=terminal)
        return
    rest = " " * len(first) if rest is None else rest
    for number, line in enumerate(_broken(runs, max(width - len(first), 2 * _NARROWEST))):
        print((rest if number else first) + "".join(map(_coloured, line)), file=terminal)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], title: str = "", caption: str = "") -> None:
    """Print rows under their heads; on a terminal cells are broken so that the table fits."""
    cells = [[visible(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    _, screen = _screen(sys.stdout)
    while screen is not None and sum(widths) + 2 * len(widths) > screen and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    if title:
        say(Styled(title, "bold"))
    for number, row in enumerate(cells):
        columns = [
            ["".join(run.text for run in line) for line in _broken([Styled(cell, "")], width)]
            for cell, width in zip(row, widths, strict=True)
        ]
        for line in range(max(map(len, columns))):
            shown = [
                _padded(column[line] if line < len(column) else "", width)
                for column, width in zip(columns, widths, strict=True)
            ]
            say(Styled("  ".join(shown).rstrip(), "" if number else "bold"))
        if not number:
            say("  ".join("─" * width for width in widths))
    if caption:
        say(Styled(caption, "dim"))


def status(text: str) -> None:
    """Show on the last line of standard error what is being done; nothing takes the line away again."""
    terminal, width = _screen(sys.stderr)
    if width is not None:
        print("\r\x1b[2K" + visible(text).replace("\n", " ")[: width - 1], end="", file=terminal, flush=True)


def bar(done: float, width: int = 24) -> str:
    """A bar of which the share ``done`` (0 to 1) is full."""
    full = round(width * min(max(done, 0.0), 1.0))
    return "━" * full + "─" * (width - full)


def _screen(stream: Any) -> tuple[TextIO, int | None]:
    """The stream behind its guard, and its width in characters if it is a terminal."""
    terminal = stream.terminal if isinstance(stream, Guarded) else stream
    return terminal, shutil.get_terminal_size().columns if terminal.isatty() else None


def _shown(run: Styled) -> Styled:
    return Styled(visible(run.text), run.style)


def _coloured(run: Styled) -> str:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return run.text if plain or not run.style else f"\x1b[{_STYLES[run.style]}m{run.text}\x1b[0m"


def _broken(runs: Iterable[Styled], width: int) -> list[list[Styled]]:
    """Lines of at most ``width`` characters, broken at spaces; a word that is longer is cut."""
    lines: list[list[Styled]] = [[]]
    left = width
    for text, style in runs:
        for word in re.findall(rf"\n|[^\S\n]+|\S{{1,{width}}}", text):
            if word == "\n" or _width(word) > left:
                lines.append([])
                left = width
            if word != "\n" and not (word.isspace() and left == width and len(lines) > 1):
                lines[-1].append(Styled(word, style))
                left -= _width(word)
    return lines


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Columns that a terminal gives to the text."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text)
