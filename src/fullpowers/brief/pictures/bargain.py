"""Pictures of a negotiation: what each change gives to whom, how far a deal reaches, who would accept."""

from __future__ import annotations

from collections.abc import Sequence

from fullpowers.model import Package, Trade, WhatIf

from ..characters import short
from ..voice import Voice
from .svg import element, label, picture

_WIDTH, _ROW, _LEFT, _TOP = 360.0, 30.0, 132.0, 18.0


def trades(changes: Sequence[Trade], say: Voice) -> str:
    """Two bars for each change, ours above theirs: to the right what it gains, to the left what it loses."""
    most = max((abs(gain) for trade in changes for _, gain in trade.gains), default=1.0) or 1.0
    nought, reach = _LEFT + (_WIDTH - _LEFT) / 2, (_WIDTH - _LEFT) / 2 - 28
    height = _TOP + _ROW * len(changes) + 4
    drawn = [element("line", x1=nought, x2=nought, y1=_TOP - 4, y2=height - 4, class_="tick")]
    for row, trade in enumerate(changes):
        y = _TOP + _ROW * row
        drawn += [
            label(short(trade.issue, 26), 2, y + 9),
            label(short(trade.after, 28), 2, y + 20, class_="said"),
        ]
        for line, ((_, gain), colour) in enumerate(zip(trade.gains, ("come", "moved"), strict=True)):
            width, top = abs(gain) / most * reach, y + 12 * line
            begin = nought if gain >= 0 else nought - width
            drawn.append(element("rect", x=begin, y=top + 1, width=max(0.5, width), height=9, class_=colour))
            place, anchor = (nought + width + 3, "start") if gain >= 0 else (nought - width - 3, "end")
            drawn.append(label(f"{gain:+.0f}", place, top + 9, text_anchor=anchor))
    return picture(_WIDTH, height, "".join(drawn), say("What each change gives to whom, in points"), "money")


def intervals(cases: Sequence[WhatIf], say: Voice) -> str:
    """For each case what we get along the frontier, from least to most, with the Nash point marked."""
    row, left = 18.0, 26.0
    height = row * len(cases) + 22

    def x(value: float) -> float:
        return left + (_WIDTH - left - 30) * value / 100

    drawn = [
        part
        for value in (0, 50, 100)
        for part in (
            element("line", x1=x(value), x2=x(value), y1=2, y2=height - 16, class_="tick"),
            label(str(value), x(value), height - 5, text_anchor="middle"),
        )
    ]
    for index, case in enumerate(cases):
        y = 4 + row * index
        drawn.append(label(str(index + 1), 4, y + 10, class_="step"))
        if case.ours is None or case.outcome is None:
            drawn.append(label(say("nothing could be agreed"), x(0) + 4, y + 10))
            continue
        low, high = case.ours
        drawn += [
            element("rect", x=x(low), y=y, width=max(1.5, x(high) - x(low)), height=row - 6, class_="band"),
            element("circle", cx=x(case.outcome[0]), cy=y + (row - 6) / 2, r=4, class_="moved"),
            label(f"{low:.0f}–{high:.0f}", x(high) + 4, y + 10),
        ]
    title = say("What we get where something could be agreed, in points: from least to most")
    return picture(_WIDTH, height, "".join(drawn), title, "money")


def acceptance(packages: Sequence[Package], say: Voice) -> str:
    """For each package the chance that all accept it, and a mark for the chance of each of them."""
    row = 22.0
    height = row * len(packages) + 22

    def x(share: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - 36) * share

    drawn = [
        part
        for share in (0.0, 0.5, 1.0)
        for part in (
            element("line", x1=x(share), x2=x(share), y1=2, y2=height - 16, class_="tick"),
            label(f"{100 * share:.0f} %", x(share), height - 5, text_anchor="middle"),
        )
    ]
    for index, package in enumerate(packages):
        y, share = 4 + row * index, package.agreed or 0.0
        drawn += [
            label(short(package.label, 28), 2, y + 11),
            element("rect", x=x(0), y=y + 1, width=max(1.5, x(share) - x(0)), height=row - 9, class_="come"),
            label(f"{100 * share:.0f} %", x(share) + 5, y + 11),
        ]
        drawn += [
            element("line", x1=x(chance), x2=x(chance), y1=y - 1, y2=y + row - 6, class_="reservation")
            for point in package.standpoints
            if (chance := point.probability) is not None
        ]
    title = say("Chance that all would accept a package")
    return picture(_WIDTH, height, "".join(drawn), title, "money")
