"""Pictures of a valuation: a fan over the years, bars that add up, a winter of gas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from fullpowers.model import BridgeStep, GasBalance, Series, ValueGap

from ..voice import Voice
from .svg import element, label, picture, tells

_WIDTH, _HEIGHT, _LEFT, _TOP, _FOOT = 360.0, 150.0, 44.0, 14.0, 20.0
_APART = 60.0
"""Units between two labels below a curve at which they do not touch."""


def fan(series: Series, say: Voice) -> str:
    """A series of three quantiles over the years: the band from P10 to P90, and the middle as a line."""
    years = series.axes[1].labels
    count = len(years)
    low, middle, high = (series.values[k * count : (k + 1) * count] for k in range(3))
    top, foot = max(*high, 1e-12), min(*low, 0.0)

    def x(index: int) -> float:
        return _LEFT + (_WIDTH - _LEFT - 8) * index / max(1, count - 1)

    def y(value: float) -> float:
        return _HEIGHT - _FOOT - (_HEIGHT - _TOP - _FOOT) * (value - foot) / (top - foot)

    there = " ".join(f"{x(i):.1f},{y(value):.1f}" for i, value in enumerate(high))
    back = " ".join(f"{x(i):.1f},{y(low[i]):.1f}" for i in reversed(range(count)))
    line = " ".join(f"{x(i):.1f},{y(value):.1f}" for i, value in enumerate(middle))
    drawn = [
        element("polygon", points=f"{there} {back}", class_="band"),
        element("polyline", points=line, class_="middle"),
        element("line", x1=_LEFT, x2=_WIDTH - 8, y1=y(0), y2=y(0), class_="tick"),
        label("0", _LEFT - 5, y(0) + 3, text_anchor="end"),
        label(amount(top), _LEFT - 5, y(top) + 8, text_anchor="end"),
        label(years[0], x(0), _HEIGHT - 5),
        label(years[-1], x(count - 1), _HEIGHT - 5, text_anchor="end"),
    ]
    step = (_WIDTH - _LEFT - 8) / max(1, count - 1)
    drawn += [
        element(
            "rect",
            tells(
                say(
                    "{year}: between {low} and {high}, in the middle {middle}",
                    year=years[i],
                    low=plain(low[i]),
                    high=plain(high[i]),
                    middle=plain(middle[i]),
                )
            ),
            x=x(i) - step / 2,
            y=_TOP,
            width=step,
            height=_HEIGHT - _TOP - _FOOT,
            class_="hit",
        )
        for i in range(count)
    ]
    title = say("{what} a year: band from P10 to P90, line at the middle", what=say(series.label))
    return picture(_WIDTH, _HEIGHT, "".join(drawn), title, "money")


def bridge(steps: Sequence[BridgeStep], say: Voice) -> str:
    """Each step hangs on the one before; the last bar is their sum."""
    totals = [0.0]
    for step in steps:
        totals.append(totals[-1] + step.amount)
    low, high = min(totals), max(totals)
    span = max(high - low, 1e-12)
    row, left = 22.0, 26.0
    height = row * (len(steps) + 1) + 8

    def x(value: float) -> float:
        return left + (_WIDTH - left - 60) * (value - low) / span

    drawn = [element("line", x1=x(0), x2=x(0), y1=2, y2=height - 4, class_="tick")]
    for index, step in enumerate(steps):
        begin, end = sorted((totals[index], totals[index + 1]))
        drawn += _bar(index, (x(begin), x(end), x(0)), row, str(index + 1), (step.amount, step.label))
    begin, end = sorted((0.0, totals[-1]))
    drawn += _bar(len(steps), (x(begin), x(end), x(0)), row, "=", (totals[-1], say("the sum")))
    title = say("What each changed term moves, one after the other, and the sum")
    return picture(_WIDTH, height, "".join(drawn), title, "money")


def _bar(
    index: int, places: tuple[float, float, float], row: float, name: str, stands_for: tuple[float, str]
) -> list[str]:
    """A bar from one place to another; the number stands right of it and of the line at nought."""
    begin, end, nought = places
    value, words = stands_for
    y = 4 + row * index
    colour = "come" if value > 0 else "gone"
    return [
        label(name, 4, y + 12, class_="step"),
        element(
            "rect",
            tells(f"{words}: {signed(value)}"),
            x=begin,
            y=y,
            width=max(1.5, end - begin),
            height=row - 8,
            class_=colour,
        ),
        label(signed(value), max(end, nought) + 4, y + 11),
    ]


def swings(gaps: Sequence[ValueGap], say: Voice) -> str:
    """A tornado: what each unknown moves, the most first.

    An uncertain figure moves to both sides of its middle; an open reading has one length, right of it.
    """
    ends = [(0.0, gap.amount) if gap.low is None or gap.high is None else (gap.low, gap.high) for gap in gaps]
    low, high = min(0.0, *(min(pair) for pair in ends)), max(0.0, *(max(pair) for pair in ends))
    span = max(high - low, 1e-12)
    row, left = 18.0, 26.0
    height = row * len(gaps) + 8

    def x(value: float) -> float:
        return left + (_WIDTH - left - 60) * (value - low) / span

    drawn = []
    for index, (gap, pair) in enumerate(zip(gaps, ends, strict=True)):
        y = 4 + row * index
        for end, colour in zip(pair, ("band", "range"), strict=True):
            begin, width = min(x(0), x(end)), abs(x(end) - x(0))
            if end:
                words = tells(f"{gap.question}: {signed(end)}")
                drawn.append(
                    element("rect", words, x=begin, y=y, width=max(1.5, width), height=row - 6, class_=colour)
                )
        drawn.append(label(str(index + 1), 4, y + 10, class_="step"))
        drawn.append(label(amount(gap.amount), max(x(0), *(x(end) for end in pair)) + 4, y + 10))
    drawn.append(element("line", x1=x(0), x2=x(0), y1=2, y2=height - 4, class_="tick"))
    title = say("What each unknown moves between its plausible ends")
    return picture(_WIDTH, height, "".join(drawn), title, "money")


def chances(series: Series, say: Voice) -> str:
    """What is exceeded with which chance: high chances left and above, low ones right and below."""
    values = series.values
    low, high = min(0.0, *values), max(0.0, *values)
    span = max(high - low, 1e-12)
    shares = [float(text.split()[0]) / 100 for text in series.axes[0].labels]

    def x(value: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - 24) * (value - low) / span

    def y(share: float) -> float:
        return _HEIGHT - _FOOT - (_HEIGHT - _TOP - _FOOT) * share

    line = " ".join(f"{x(value):.1f},{y(share):.1f}" for value, share in zip(values, shares, strict=True))
    drawn = [
        element("line", x1=_LEFT, x2=_WIDTH - 8, y1=y(0), y2=y(0), class_="tick"),
        element("line", x1=x(0), x2=x(0), y1=y(0), y2=y(1), class_="tick"),
        element("polyline", points=line, class_="middle"),
        *(
            label(f"{100 * share:.0f} %", _LEFT - 5, y(share) + 3, text_anchor="end")
            for share in (0.0, 0.5, 1.0)
        ),
        *_ends(min(values), max(values), x),
    ]
    drawn += [
        element(
            "circle",
            tells(say("more than {amount}: {chance} %", amount=plain(value), chance=f"{100 * share:.0f}")),
            cx=x(value),
            cy=y(share),
            r=4,
            class_="hit",
        )
        for value, share in zip(values, shares, strict=True)
    ]
    title = say("Chance that more than an amount is left: {what}", what=say(series.label))
    return picture(_WIDTH, _HEIGHT, "".join(drawn), title, "money")


def _ends(least: float, most: float, x: Callable[[float], float]) -> Iterator[str]:
    """The two ends of a curve below it; as one label when two would lie over each other."""
    if x(most) - x(least) < _APART:
        side = "start" if x(most) < _WIDTH / 2 else "end"
        yield label(f"{plain(least)} – {plain(most)}", x(least), _HEIGHT - 5, text_anchor=side)
        return
    for value in (least, most):
        yield label(plain(value), x(value), _HEIGHT - 5, text_anchor="middle")


def winter(gas: GasBalance, say: Voice) -> str:
    """Supply of each month stacked, with what is missing on top."""
    months = gas.months
    tops = [month.production + month.imports + month.withdrawal + month.gap for month in months]
    top = max(*tops, 1e-12)
    step = (_WIDTH - _LEFT - 8) / len(months)
    scale = (_HEIGHT - _TOP - _FOOT) / top
    drawn = []
    for index, month in enumerate(months):
        x, y = _LEFT + step * index + 2, _HEIGHT - _FOOT
        parts = (
            ("kept", month.production, say("production")),
            ("moved", month.imports, say("imports")),
            ("come", month.withdrawal, say("from storage")),
            ("gone", month.gap, say("missing")),
        )
        for colour, volume, words in parts:
            height = volume * scale
            y -= height
            if height > 0:
                said = tells(f"{month.month}, {words}: {volume:,.0f}")
                drawn.append(element("rect", said, x=x, y=y, width=step - 4, height=height, class_=colour))
        drawn.append(label(month.month[:3], x + step / 2 - 2, _HEIGHT - 6, text_anchor="middle"))
    drawn.append(label(f"{top:,.0f}", _LEFT - 5, _TOP + 8, text_anchor="end"))
    title = say("Gas of each month in million cubic metres: production, imports, from storage, missing")
    return picture(_WIDTH, _HEIGHT, "".join(drawn), title, "money")


def amount(value: float) -> str:
    """A sum of money in two significant digits: ``1.2 bn``."""
    for size, unit in ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k")):
        # what rounds up to the next size is of it: 999.6 million is 1 bn
        if abs(value) >= 0.995 * size:
            return f"{float(f'{value / size:.2g}'):g} {unit}"
    return f"{float(f'{value:.2g}'):g}"


def plain(value: float) -> str:
    """The same of a sum that may be below nought."""
    return ("−" if value < 0 else "") + amount(abs(value))


def signed(value: float) -> str:
    """The same with its sign."""
    return ("+" if value > 0 else "−" if value < 0 else "") + amount(abs(value))
