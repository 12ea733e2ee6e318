"""How much room a text needs on paper, told by its letters: widths of columns, heights of the answers."""

from __future__ import annotations

from fullpowers.model import Answer

from ..document import Table

_WIDEST = 160
"""Characters of a cell that count for the width of its column."""
_NARROWEST = 14
_FIGURES = 24
"""Characters up to which a cell holds a figure with its range, or a word or two."""
_LINE = 62
"""Characters of a line of an answer on the printed first page."""


def shares(table: Table) -> list[float]:
    """Which share of the width each column needs; the sum is one. A column of pictures is not counted."""
    needed = [
        max(
            _NARROWEST,
            len(table.head[column]),
            *(min(_WIDEST, len(row[column].text) + len(row[column].lead)) for row in table.rows),
        )
        ** 0.7
        for column in range(len(table.head))
    ]
    return [need / sum(needed) for need in needed]


def is_of_figures(table: Table) -> bool:
    """Whether every cell is short and rests on no words: such rows can stand close together."""
    return all(len(cell.text) <= _FIGURES and not cell.passages for row in table.rows for cell in row)


def left_half(answers: tuple[Answer, ...]) -> int:
    """How many answers stand in the left column so that both columns are about as long."""
    heights = [_lines(answer) for answer in answers]
    return min(
        range(1, len(answers) + 1),
        key=lambda count: max(sum(heights[:count]), sum(heights[count:])),
        default=0,
    )


def _lines(answer: Answer) -> float:
    """Lines of a card on paper: question and frame, headline in larger letters, points with their places."""
    headline = 1.4 * -(-len(answer.headline) // 44)
    points = sum(-(-(len(point.text) + 14 * min(3, len(point.passages))) // _LINE) for point in answer.points)
    return 2.2 + headline + points
