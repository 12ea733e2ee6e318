"""Is the revision an improvement: for whom, and in what?"""

from __future__ import annotations

from fullpowers.model import Answer, Cell, Direction, Measure, Point, Review, Shift

from ..voice import Voice
from .exchange import capital

_SHOWN = 2
_SPOKEN = (Direction.WORSE, Direction.MIXED, Direction.BETTER)


def improved(review: Review, say: Voice) -> tuple[Answer, ...]:
    """From the last revision on the scoreboard; nothing when there is no earlier draft
    but this one.

    There is no verdict over all measures: what weighs more is for the reader to say.
    """
    if review.scoreboard is None or not review.scoreboard.shifts:
        return ()
    if review.comparison is not None and review.comparison.old == review.comparison.new:
        return ()  # a draft is no improvement on itself
    last = review.scoreboard.drafts[-1][0]
    shifts = [shift for shift in review.scoreboard.shifts if shift.after.instrument == last]
    parties = sorted({shift.party for shift in shifts}, key=lambda name: (name != review.party, name))
    heads, points = [], []
    for party in parties:
        own = [shift for shift in shifts if shift.party == party]
        heads.append(say("For {party}: {what}", party=party, what=_summary(own, say)))
        if party == review.party:
            points += [Point(told(one, say), one.after.passages[:3]) for one in _ordered(own)[:_SHOWN]]
    tones = {shift.direction for shift in shifts if shift.party == review.party}
    question = say("Is it an improvement on the draft before: for whom, and in what?")
    others = [Point(head) for head in heads[1:]]
    return (Answer(question, heads[0], (*others, *points), _tone(tones)),)


def _ordered(shifts: list[Shift]) -> list[Shift]:
    """What moved, the worse first."""
    moved = [shift for shift in shifts if shift.direction in _SPOKEN]
    return sorted(moved, key=lambda shift: _SPOKEN.index(shift.direction))


def _summary(shifts: list[Shift], say: Voice) -> str:
    """What moved, the worse first; what did not is only counted."""
    parts = []
    for direction in _SPOKEN:
        measures = [say(shift.measure.value) for shift in shifts if shift.direction is direction]
        if measures:
            parts.append(f"{say(direction.value)}: {', '.join(measures)}")
    same = sum(shift.direction is Direction.SAME for shift in shifts)
    if same:
        parts.append(say.count("{n} measure the same", "{n} measures the same", same))
    unknown = [say(shift.measure.value) for shift in shifts if shift.direction is Direction.CANNOT_TELL]
    if unknown:
        parts.append(f"{say('cannot tell')}: {', '.join(unknown)}")
    return "; ".join(parts) + "."


def _tone(directions: set[Direction]) -> str:
    if Direction.WORSE in directions:
        return "bad"
    if Direction.MIXED in directions:
        return "neutral"
    return "good" if Direction.BETTER in directions else "neutral"


def told(shift: Shift, say: Voice) -> str:
    """One shift in a sentence, with the figures of both drafts."""
    return say(
        "{party}, {measure}: {direction} (before: {before}; now: {after}).",
        party=capital(shift.party),
        measure=say(shift.measure.value),
        direction=say(shift.direction.value),
        before=figures(shift.before, say),
        after=figures(shift.after, say),
    )


def figures(cell: Cell, say: Voice) -> str:
    """The figures of a cell in words."""
    if not cell.figures:
        return say("cannot tell")
    numbers = [_number(one.value, one.unit) for one in cell.figures]
    if cell.measure is Measure.MONEY and len(set(numbers)) == 1 and len(numbers) > 1:
        return numbers[0]
    return ", ".join(
        say(_NAMES[cell.measure.value, one.name], value=number)
        for one, number in zip(cell.figures, numbers, strict=True)
    )


def _number(value: float, unit: str) -> str:
    """A count as it is; money to three figures."""
    if unit and unit != "percent":
        size, word = (1e9, "billion") if abs(value) >= 1e9 else (1e6, "million")
        return f"{unit} {float(f'{value / size:.3g}'):,g} {word}"
    return f"{value:g}"


_NAMES = {
    ("law", "conflicts"): "{value} conflicting",
    ("law", "open"): "{value} open",
    ("money", "least"): "at least {value} left in today's money",
    ("money", "most"): "at most {value}",
    ("money", "share"): "owes up to {value} percent",
    ("firmness of what it gets", "firm"): "{value} firm",
    ("firmness of what it gets", "all"): "{value} in all",
    ("exposure by what it gives", "firm"): "{value} firm",
    ("exposure by what it gives", "all"): "{value} in all",
    ("exposure by what it gives", "share"): "a share of {value} percent",
    ("control", "held"): "{value} held alone",
    ("control", "ceded"): "{value} ceded alone",
    ("exit", "ways"): "ways out: {value}",
    ("open points", "open"): "{value} left open",
}
