"""The plane of two principals: the frontier, the drafts as a path over time, the reservation lines.

Shaded is what both principals would accept; the frontier holds what the ratifiers accept as well.
"""

from __future__ import annotations

from fullpowers.model import Negotiation, Package

from ..voice import Voice
from .svg import element, label, picture

_SIZE, _LEFT, _FOOT = 300.0, 34.0, 26.0


def plane(found: Negotiation, say: Voice) -> str:
    """The picture as SVG; both axes go from 0 to 100 points."""
    drafts = [_point(package) for package in found.drafts]
    offers = [_point(offer.package) for offer in found.offers]
    frontier = " ".join(f"{_x(ours):.1f},{_y(theirs):.1f}" for ours, theirs in found.frontier)
    drawn = [_axis(0), _axis(50), _axis(100)]
    if found.drafts:
        ours, theirs = (one.reservation for one in found.drafts[-1].standpoints[:2])
        drawn = [
            element(
                "rect",
                x=_x(ours),
                y=_y(100),
                width=_x(100) - _x(ours),
                height=_y(theirs) - _y(100),
                class_="zone",
            ),
            *drawn,
            element("line", x1=_x(ours), x2=_x(ours), y1=_y(0), y2=_y(100), class_="reservation"),
            element("line", x1=_x(0), x2=_x(100), y1=_y(theirs), y2=_y(theirs), class_="reservation"),
            label(say("no deal"), _x(ours) + 3, _y(0) - 4),
        ]
    drawn.append(element("polyline", points=frontier, class_="middle"))
    drawn += [
        element("circle", cx=_x(ours), cy=_y(theirs), r=2.5, class_="moved")
        for ours, theirs in found.frontier
    ]
    path = " ".join(f"{_x(ours):.1f},{_y(theirs):.1f}" for ours, theirs in drafts)
    drawn.append(element("polyline", points=path, class_="path"))
    for (ours, theirs), package in zip(drafts, found.drafts, strict=True):
        drawn.append(element("rect", x=_x(ours) - 4, y=_y(theirs) - 4, width=8, height=8, class_="gone"))
        drawn.append(label(package.label, _x(ours) + 7, _y(theirs) + 3))
    for number, (ours, theirs) in enumerate(offers, 1):
        drawn.append(element("circle", cx=_x(ours), cy=_y(theirs), r=5, class_="come"))
        drawn.append(label(str(number), _x(ours) + 7, _y(theirs) + 3))
    us, them = found.principals
    drawn += [label(us, _x(50), _SIZE - 2, text_anchor="middle"), label(them, _LEFT, 9)]
    title = say("Values to {us} and {them}: frontier, drafts and counter-offers", us=us, them=them)
    return picture(_SIZE, _SIZE, "".join(drawn), title, "money")


def _point(package: Package) -> tuple[float, float]:
    ours, theirs = package.standpoints[:2]
    return ours.value, theirs.value


def _x(value: float) -> float:
    return _LEFT + (_SIZE - _LEFT - 60) * value / 100


def _y(value: float) -> float:
    return _SIZE - _FOOT - (_SIZE - _FOOT - 16) * value / 100


def _axis(value: int) -> str:
    return (
        element("line", x1=_x(0), x2=_x(100), y1=_y(value), y2=_y(value), class_="tick")
        + label(str(value), _LEFT - 6, _y(value) + 3, text_anchor="end")
        + label(str(value), _x(value), _SIZE - 13, text_anchor="middle")
    )
