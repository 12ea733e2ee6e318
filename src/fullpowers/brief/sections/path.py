"""The path from signature to entry into force: the steps as a picture with its numbers beside it."""

from __future__ import annotations

from datetime import date

from fullpowers.model import Gate, Review, Step, Truth

from ..answers.signing import finish
from ..document import Block, Bullets, Figure, Fold, Heading, Prose, Section, Statement, Table
from ..pictures.timeline import timeline
from ..voice import Voice
from .law import cited

_NEEDED = {
    Truth.TRUE: "The legislature must consent",
    Truth.FALSE: "The legislature need not consent",
    Truth.UNKNOWN: "Whether the legislature must consent cannot be told",
}


def path(review: Review, say: Voice) -> tuple[Section, ...]:
    """The part on the path; none when no path is known."""
    found = review.opinion.path
    if found is None:
        return ()
    blocks: list[Block] = [Prose(Statement(found.reason, lead=say(_NEEDED[found.needed])))]
    if found.steps:
        earliest, likely, latest = finish(found.steps)
        description = say(
            "From {on} over {n} steps to {earliest} at the earliest, {likely} as a rule, "
            "{latest} at the latest.",
            on=say.day(review.on),
            n=len(found.steps),
            earliest=say.day(earliest),
            likely=say.day(likely),
            latest=say.day(latest),
        )
        blocks.append(
            Figure(say("Steps to entry into force"), timeline(found.steps, review.on, say), description)
        )
        blocks.append(_table(found.steps, review.on, say))
        blocks += _observed(found.steps, say)
    bars = [gate for gate in found.gates if gate.ends is None]
    ends = [gate for gate in found.gates if gate.ends is not None]
    for title, gates in ((say("What would hold it up"), bars), (say("What would end it"), ends)):
        if gates:
            blocks.append(Heading(title))
            blocks.append(Bullets(tuple(_gate(gate, say) for gate in gates)))
    return (Section("path", say("The path to entry into force"), tuple(blocks)),)


def _gate(gate: Gate, say: Voice) -> Statement:
    """What can stop the path, whether it has happened, and where the law says so."""
    state = {
        Truth.TRUE: say("It has happened."),
        Truth.FALSE: say("It has not happened."),
        Truth.UNKNOWN: say("Ask:") + " " + " ".join(gate.asks),
        None: "",
    }[gate.ends]
    law = "; ".join(cited(one) for one in gate.citations)
    return Statement(" ".join(part for part in (gate.text, state, f"({law})" if law else "") if part))


def _table(steps: tuple[Step, ...], signed: date, say: Voice) -> Table:
    rows = tuple(
        (
            Statement(f"{position}. {step.title}"),
            Statement(": ".join(part for part in (step.actor, _act(step)) if part)),
            Statement(
                say(
                    "{low} to {high}, usually {usual}",
                    low=step.days[0],
                    high=step.days[2],
                    usual=step.days[1],
                )
            ),
            Statement(say.day(step.earliest)),
            Statement(say.day(step.likely)),
            Statement(say.day(step.latest)),
        )
        for position, step in enumerate(steps, 1)
    )
    head = (
        say("Step"),
        say("Who, by which act"),
        say("Days"),
        say("Earliest"),
        say("Usual"),
        say("Late"),
    )
    return Table(say("The steps, if signed on {day}", day=say.day(signed)), head, rows)


def _act(step: Step) -> str:
    return ", ".join(part for part in (step.instrument, step.majority) if part)


def _observed(steps: tuple[Step, ...], say: Voice) -> list[Block]:
    """What was seen in a real run, by the number of the step."""
    seen = tuple(
        Statement(step.observed, lead=f"{position}. {step.title}")
        for position, step in enumerate(steps, 1)
        if step.observed
    )
    return [Fold(say("What was observed in a real run"), (Bullets(seen),))] if seen else []
