"""What is usual as a row of marks on one scale, the middle half as a band, and where the draft stands."""

from __future__ import annotations

from fullpowers.model import Spread

from ..voice import Voice
from .svg import element, label, picture, tells

_WIDTH, _LEFT, _RIGHT, _AXIS = 560.0, 20.0, 540.0, 46.0


def spread(one: Spread, say: Voice) -> str:
    """One mark for each figure of the corpus; the draft's own is a line over all of them."""
    values = [float(value) for value, _, _ in one.values]
    ours = None if one.ours is None else float(one.ours)
    shown = values if ours is None else [*values, ours]
    low, high = min(shown), max(shown)
    span = (high - low) or 1.0

    def at(value: float) -> float:
        return _LEFT + (value - low) / span * (_RIGHT - _LEFT)

    drawn = [element("line", x1=_LEFT, y1=_AXIS, x2=_RIGHT, y2=_AXIS, class_="tick")]
    if one.quarters:
        quarter, middle, three = (at(float(value)) for value in one.quarters)
        wide = max(2.0, three - quarter)
        drawn = [
            element("rect", x=quarter, y=_AXIS - 14, width=wide, height=14, class_="band"),
            *drawn,
            element("line", x1=middle, y1=_AXIS - 16, x2=middle, y2=_AXIS + 2, class_="tick"),
        ]
    drawn += [
        element(
            "circle",
            tells(f"{title}{f' ({year})' if year else ''}: {value}"),
            cx=at(float(value)),
            cy=_AXIS - 7,
            r=3,
            class_="range",
        )
        for value, title, year in one.values
    ]
    drawn += [
        label(f"{low:g}", _LEFT, _AXIS + 16),
        label(f"{high:g}", _RIGHT, _AXIS + 16, text_anchor="end"),
    ]
    if ours is not None:
        x = at(ours)
        end = x > _WIDTH / 2
        drawn += [
            element("line", x1=x, y1=8, x2=x, y2=_AXIS + 4, class_="middle"),
            label(
                say("this draft: {value}", value=f"{ours:g}"),
                x + (-5 if end else 5),
                16,
                text_anchor="end" if end else "start",
                class_="step",
            ),
        ]
    title = say(
        "{kind}: {n} figures from {low} to {high}",
        kind=say(one.kind.value),
        n=len(values),
        low=f"{min(values):g}",
        high=f"{max(values):g}",
    )
    return picture(_WIDTH, _AXIS + 22, "".join(drawn), title, "money")
