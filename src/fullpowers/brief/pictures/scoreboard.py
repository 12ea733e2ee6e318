"""A grid of measures and sides; an arrow says which way each went, so that grey print tells it too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fullpowers.model import Direction, Measure, Shift

from ..characters import short
from ..voice import Voice
from .svg import element, label, picture

_STATE = re.compile(r"^the Government of (?:the )?")
_LEFT, _TOP, _ROW, _COLUMN = 150.0, 22.0, 20.0, 150.0
_MARKS = {
    Direction.BETTER: ("▲", "come"),
    Direction.WORSE: ("▼", "gone"),
    Direction.MIXED: ("▲▼", "moved"),
    Direction.SAME: ("=", "kept"),
    Direction.CANNOT_TELL: ("?", "kept"),
}


def scoreboard(shifts: Sequence[Shift], parties: Sequence[str], say: Voice) -> str:
    """One row a measure, one column a side."""
    places = {(shift.party, shift.measure): shift for shift in shifts}
    drawn = [
        label(short(_STATE.sub("", party), 26), _LEFT + _COLUMN * column + 4, _TOP - 8, class_="step")
        for column, party in enumerate(parties)
    ]
    for row, measure in enumerate(Measure):
        y = _TOP + _ROW * row
        drawn.append(label(say(measure.value), 4, y + 13))
        for column, party in enumerate(parties):
            shift = places.get((party, measure))
            if shift is None:
                continue
            mark, colour = _MARKS[shift.direction]
            x = _LEFT + _COLUMN * column
            drawn += [
                element("rect", x=x, y=y, width=18, height=_ROW - 4, class_=colour),
                label(mark, x + 9, y + 12, text_anchor="middle", class_="mark"),
                label(say(shift.direction.value), x + 24, y + 12),
            ]
    title = say("What the revision did for each side, measure by measure")
    width = _LEFT + _COLUMN * len(parties)
    return picture(width, _TOP + _ROW * len(Measure) + 4, "".join(drawn), title, "money")
