"""The drafts side by side: each measure, each side, with what the revision did."""

from __future__ import annotations

from fullpowers.model import Direction, Measure, Review

from ..answers.improved import figures
from ..document import Block, Figure, Prose, Section, Statement, Table
from ..pictures.scoreboard import scoreboard as drawn
from ..voice import Voice

_TONES = {Direction.BETTER: "good", Direction.WORSE: "bad"}


def scoreboard(review: Review, say: Voice) -> tuple[Section, ...]:
    """The part on who gains from the revision; nothing when there is no earlier draft."""
    board = review.scoreboard
    if board is None or not board.shifts:
        return ()
    last = board.drafts[-1][0]
    shifts = [shift for shift in board.shifts if shift.after.instrument == last]
    parties = sorted({shift.party for shift in shifts}, key=lambda name: (name != review.party, name))
    blocks: list[Block] = [
        Prose(
            Statement(
                say(
                    "Counted by the words of the two drafts; each cell opens to its passages. Nothing is "
                    "added up: what weighs more is for the reader to say. Law and money are measured for "
                    "the side of this brief alone. What is paid into a fund is owed to the fund, and "
                    "counted as no get of the other side."
                )
            )
        ),
        Figure(
            say("What the revision did for each side"),
            drawn(shifts, parties, say),
            say("The table below holds the same."),
        ),
    ]
    for party in parties:
        own = {shift.measure: shift for shift in shifts if shift.party == party}
        rows = tuple(
            (
                Statement(say(measure.value)),
                Statement(figures(own[measure].before, say), own[measure].before.passages[:8]),
                Statement(figures(own[measure].after, say), own[measure].after.passages[:8]),
                Statement(
                    say(own[measure].direction.value), tone=_TONES.get(own[measure].direction, "neutral")
                ),
            )
            for measure in Measure
            if measure in own
        )
        head = (say("Measure"), say("Draft before"), say("This draft"), say("For this side"))
        blocks.append(Table(party, head, rows))
    return (Section("scoreboard", say("Who gains from the revision"), tuple(blocks)),)
