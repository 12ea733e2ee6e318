"""`matter`: what a desk keeps of a negotiation, from the command line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import FILE, Day, Side, json_option
from .records_here import Here, desk_options, records_options

if TYPE_CHECKING:
    from fullpowers.records import Draft, Event, Matter, Records

    from .records_afar import Afar
    from .records_held import Held


class When(click.ParamType[str]):
    """A time as 2025-02-21T09:00, with +02:00 or without; kept as it is written."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not value:
            return ""  # nobody noted it
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return self.fail(f"{value!r} is not a time; write it as 2025-02-21T09:00+02:00", param, ctx)
        return str(value)


@click.group()
def matter() -> None:
    """What a desk keeps of a negotiation: drafts, receipts, the log of it all."""


@matter.command()
@click.argument("name", required=False)
@click.option("--for", "side", type=Side(), help="Whom the team works for: a state such as UA.")
@click.option("--from", "file", type=FILE, help="matter.yaml: opens the matter with all that it names.")
@click.option("--party", "parties", multiple=True, help="A party as the team calls it; repeatable.")
@click.option("--signing", type=When(), default="", help="For when the signature is set.")
@click.option("--on", type=Day(), help="Day of reviews (default: the day on which they are made).")
@json_option
@records_options(make=True)
def new(
    here: Here,
    name: str,
    side: str,
    file: Path | None,
    parties: tuple[str, ...],
    signing: str,
    on: Any,
    as_json: bool,
) -> None:
    """Open a matter called NAME, or the one of a matter.yaml."""
    from fullpowers.matter import load
    from fullpowers.recorded import take_up
    from fullpowers.records import Setting

    by, at, matters = here.person.id, here.at, here.records.matters
    if file is not None:
        opened = take_up(here.records, load(file), by=by, at=at)
        if signing:
            opened = matters.revise(opened.id, version=opened.version, by=by, at=at, signing=signing)
    elif name and side:
        opened = matters.new(name, side, Setting(on, signing, parties), by=by, at=at)
    else:
        raise click.UsageError(
            "name the matter and say for whom: matter new NAME --for UA, or --from matter.yaml"
        )
    _print(opened, as_json, f"Opened: {opened.name} ({opened.id[:8]})")


@matter.command()
@click.argument("named", metavar="MATTER")
@click.argument("file", type=FILE)
@click.option("--label", default="", help="What the team calls it.")
@click.option("--received", type=When(), default="", help="When it came in.")
@click.option("--sender", default="", help="From whom.")
@click.option("--place", default="", help="Where it was handed over.")
@click.option("--answer-due", type=When(), default="", help="By when an answer is demanded.")
@click.option("--handed-over", is_flag=True, help="It is a draft of ours that went out.")
@click.option(
    "--document",
    type=click.Choice(["economics", "preferences", "register", "press", "other"]),
    help="It is no draft but a document of the matter.",
)
@json_option
@desk_options
def add(
    desk: Here | Afar,
    named: str,
    file: Path,
    label: str,
    handed_over: bool,
    document: str | None,
    as_json: bool,
    **receipt: str,
) -> None:
    """Store FILE as a draft of MATTER, with how it came in, or as a document."""
    from fullpowers.model import Receipt
    from fullpowers.recorded import content
    from fullpowers.records import Delivery, Direction, Purpose

    data, into = content(file), desk.find(named)
    if document:
        kept = desk.add_document(into, Purpose(document), file.name, data)
        _print(kept, as_json, f"Added: {kept.name} ({kept.purpose}), {kept.sha256}")
        return
    way = Direction.HANDED if handed_over else Direction.RECEIVED
    delivery = Delivery(label, Receipt(**receipt), way)
    draft = desk.take_in(into, file.name, data, delivery)
    _print(draft, as_json, "\n".join(_draft(draft, into)))


@matter.command(name="list")
@json_option
@desk_options
def list_(desk: Here | Afar, as_json: bool) -> None:
    """All matters of the desk; of one afar, those in which you take part."""
    matters = desk.matters()
    lines = [] if as_json else [_line(desk.held(one)) for one in matters]
    _print(
        matters, as_json, "\n".join(lines) or "There is no matter yet: fullpowers matter new NAME --for UA"
    )


@matter.command()
@click.argument("named", metavar="MATTER")
@json_option
@desk_options
def show(desk: Here | Afar, named: str, as_json: bool) -> None:
    """What MATTER holds: members, drafts with their receipts, documents, open notes, decisions, head."""
    one = desk.find(named)
    held = desk.held(one)
    notes = [note for note in held.annotations if not note.answers]
    if as_json:
        whole = {"matter": one, "members": held.members, "drafts": held.drafts, "documents": held.documents}
        _print({**whole, "annotations": notes, "decisions": held.decisions, "head": str(held.head)}, True, "")
        return
    names = held.names
    lines = [f"{one.name}, for {one.side}" + (f", signature set for {one.signing}" if one.signing else "")]
    lines += [f"  party: {party}" for party in one.parties]
    lines += [f"  {names.get(member.person, member.person)}: {member.role}" for member in held.members]
    for draft in held.drafts:
        lines += _draft(draft, one)
    lines += [f"{document.purpose}: {document.name}" for document in held.documents]
    unsettled = [note for note in notes if not note.resolved]
    lines += [f"notes: {len(notes)}, of which {len(unsettled)} not settled"] if notes else []
    lines += [f"decided: {decision.text}" for decision in held.decisions]
    lines += [f"head of the log: {held.head}"] if held.head else []
    click.echo("\n".join(lines))


@matter.command()
@click.argument("named", metavar="MATTER")
@click.option("--newest", type=click.IntRange(1), help="Only the newest so many events.")
@json_option
@records_options()
def log(here: Here, named: str, newest: int | None, as_json: bool) -> None:
    """Who did what when in MATTER; `desk` names the log of people and matters."""
    events = here.records.log.events(_log(here.records, named), newest=newest or 0)
    _print(events, as_json, "\n".join(map(_event, events)))


@matter.command()
@click.argument("named", metavar="MATTER")
@click.argument("number", type=click.IntRange(1))
@json_option
@records_options()
def undo(here: Here, named: str, number: int, as_json: bool) -> None:
    """Take event NUMBER of MATTER back, by a further event."""
    one = here.records.matters.find(named)
    event = here.records.log.undo(one.id, number, by=here.person.id, at=here.at)
    _print(event, as_json, _event(event))


def _log(records: Records, named: str) -> str:
    """Name of a log: of a matter, or of the desk."""
    from fullpowers.records import DESK

    return DESK if named == DESK else records.matters.find(named).id


def _line(held: Held) -> str:
    one = held.matter
    events = f", events: {held.head.size}" if held.head else ""
    closed = "; closed" if one.closed else ""
    return f"{one.id[:8]}  {one.name}  (for {one.side}; drafts: {len(held.drafts)}{events}{closed})"


def _draft(draft: Draft, matter: Matter) -> list[str]:
    from fullpowers.records import lead_times

    receipt = draft.receipt
    parts = (receipt.received.replace("T", " "), receipt.sender, receipt.place)
    came = ", ".join(part for part in parts if part) or "nobody noted when"
    label = f" “{draft.label}”" if draft.label else ""
    lines = [f"{draft.name}{label}: {draft.direction} {came}", f"  SHA-256 {draft.sha256}"]
    return [*lines, *(f"  {draft.direction} {time}" for time in lead_times(draft, matter.signing))]


def _event(event: Event) -> str:
    name = event.state.get("name") or event.state.get("text") or event.state.get("path") or event.target[:8]
    back = f" (event {event.undoes})" if event.undoes else ""
    when = event.at.strftime("%Y-%m-%d %H:%M:%S")
    role = f", {event.role}" if event.role else ""
    return f"{event.seq:5}  {when}  {event.name}{role}: {event.verb}{back}: {event.kind} {str(name)[:70]!r}"


def _print(value: object, as_json: bool, text: str) -> None:
    from fullpowers.model import to_json

    click.echo(to_json(value) if as_json else text)
