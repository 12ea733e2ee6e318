"""`matter note | answer | reword | settle | position | withdraw | decide`: what the team says, here or afar.

What is changed is named with the version that was read, as `notes` and `positions` print it (`3f2a91bc@2`,
`art-3/par-2@1`): when somebody was faster nothing is written, and what stands there now is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from .matters import _print, matter
from .options import json_option
from .records_here import Here, desk_options
from .taking_out import chosen, note_lines, position_line

if TYPE_CHECKING:
    from fullpowers.records import Annotation, Kind

    from .records_afar import Afar
    from .records_held import Held

_KINDS = ("comment", "objection", "proposal", "question", "mistake")
_ATTITUDES = ("accept", "accept-if", "oppose", "open")
_DRAFT = click.option(
    "--draft", "which", default="", help="Label or file name of a draft (default: the last)."
)
_NOTE = click.argument("reference", metavar="NOTE@VERSION")


@matter.command()
@click.argument("named", metavar="MATTER")
@click.argument("text", default="")
@click.option("--words", required=True, help="The words that are meant, as they stand in the draft.")
@click.option(
    "--in", "path", default="", metavar="PROVISION", help="In which they stand, such as art-3/par-2."
)
@click.option("--kind", type=click.Choice(_KINDS), help="What it is (default: comment, or proposal).")
@click.option("--wording", help="To stand there instead; '' strikes the words.")
@click.option("--assign", "assignee", default="", metavar="NAME", help="Who is to see to it.")
@_DRAFT
@json_option
@desk_options
def note(
    desk: Here | Afar,
    named: str,
    text: str,
    words: str,
    path: str,
    kind: str | None,
    wording: str | None,
    assignee: str,
    which: str,
    as_json: bool,
) -> None:
    """Say TEXT of words of a draft of MATTER that has been reviewed."""
    from fullpowers.records import Remark

    one = desk.find(named)
    held = desk.held(one)
    meant = _kind(kind or ("comment" if wording is None else "proposal"))
    remark = Remark(meant, text, wording, _person(held, assignee))
    made = desk.note(one, chosen(held, which), words, path, remark)
    _print(made, as_json, "\n".join(note_lines(held, made)))


@matter.command()
@click.argument("named", metavar="MATTER")
@click.argument("reference", metavar="NOTE")
@click.argument("text")
@json_option
@desk_options
def answer(desk: Here | Afar, named: str, reference: str, text: str, as_json: bool) -> None:
    """Answer a NOTE of MATTER."""
    held = desk.held(desk.find(named))
    made = desk.answer(_noted(held, reference)[0], text)
    _print(made, as_json, f"Answered: {made.text}")


@matter.command()
@click.argument("named", metavar="MATTER")
@_NOTE
@click.argument("text", default="")
@click.option("--wording", help="Another proposed wording.")
@click.option("--assign", "assignee", metavar="NAME", help="Who is to see to it; '' for nobody.")
@json_option
@desk_options
def reword(
    desk: Here | Afar,
    named: str,
    reference: str,
    text: str,
    wording: str | None,
    assignee: str | None,
    as_json: bool,
) -> None:
    """Have a note of MATTER say TEXT, propose another wording, or be another person's to see to."""
    from fullpowers.records import Remark

    held = desk.held(desk.find(named))
    found, version = _versioned(held, reference)
    remark = Remark(found.type, text or found.text, found.wording, found.assignee)
    if wording is not None:
        remark = replace(remark, wording=wording)
    if assignee is not None:
        remark = replace(remark, assignee=_person(held, assignee))
    with _overtaken(held):
        made = desk.reword(found, remark, version)
    _print(made, as_json, "\n".join(note_lines(held, made)))


@matter.command()
@click.argument("named", metavar="MATTER")
@_NOTE
@click.option("--open", "again", is_flag=True, help="Open it again instead.")
@json_option
@desk_options
def settle(desk: Here | Afar, named: str, reference: str, again: bool, as_json: bool) -> None:
    """Settle a note of MATTER."""
    held = desk.held(desk.find(named))
    found, version = _versioned(held, reference)
    with _overtaken(held):
        made = desk.settle(found, version, resolved=not again)
    _print(made, as_json, "\n".join(note_lines(held, made)))


@matter.command()
@click.argument("named", metavar="MATTER")
@click.argument("reference", metavar="PROVISION[@VERSION]")
@click.argument("attitude", type=click.Choice(_ATTITUDES))
@click.option("--condition", default="", help="What must be so, for accept-if.")
@click.option("--red-line", is_flag=True, help="The delegation may not go behind it.")
@click.option("--remark", default="", help="What else there is to say.")
@_DRAFT
@json_option
@desk_options
def position(
    desk: Here | Afar,
    named: str,
    reference: str,
    attitude: str,
    condition: str,
    red_line: bool,
    remark: str,
    which: str,
    as_json: bool,
) -> None:
    """Take a position on a provision of MATTER, such as art-3/par-2, or another than the one of VERSION."""
    from fullpowers.records import Attitude, Position

    one = desk.find(named)
    held = desk.held(one)
    path, version = _parted(reference)
    taken = Position(
        matter=one.id,
        draft=chosen(held, which).id,
        path=path,
        attitude=Attitude(attitude.replace("-", " ")),
        condition=condition,
        red_line=red_line,
        note=remark,
    )
    with _overtaken(held):
        made = desk.take_position(taken, version)
    _print(made, as_json, position_line(held, made))


@matter.command()
@click.argument("named", metavar="MATTER")
@click.argument("reference", metavar="PROVISION@VERSION")
@_DRAFT
@desk_options
def withdraw(desk: Here | Afar, named: str, reference: str, which: str) -> None:
    """Withdraw the position on a provision of MATTER; the log keeps it."""
    from fullpowers.model import UnknownRecord

    held = desk.held(desk.find(named))
    path, version = _parted(reference)
    draft = chosen(held, which).id
    found = next((one for one in held.positions if (one.draft, one.path) == (draft, path)), None)
    if found is None:
        raise UnknownRecord(f"no position is held on {path!r}, or you do not see any")
    with _overtaken(held):
        desk.withdraw(found, _needed(version, reference))
    click.echo(f"Withdrawn: {path}")


@matter.command()
@click.argument("named", metavar="MATTER")
@click.argument("text")
@click.option("--by", "decided_by", default="", help="Who decided it.")
@click.option("--about", default="", metavar="NOTE", help="A note that it is about.")
@json_option
@desk_options
def decide(desk: Here | Afar, named: str, text: str, decided_by: str, about: str, as_json: bool) -> None:
    """Write down what was decided in MATTER."""
    one = desk.find(named)
    subject = _noted(desk.held(one), about)[0].id if about else ""
    made = desk.decide(one, text, decided_by, subject)
    _print(made, as_json, f"Decided: {made.text}")


def _kind(word: str) -> Kind:
    from fullpowers.records import Kind

    kinds = (Kind.COMMENT, Kind.OBJECTION, Kind.PROPOSAL, Kind.QUESTION, Kind.MISREADING)
    return dict(zip(_KINDS, kinds, strict=True))[word]


def _person(held: Held, name: str) -> str:
    """Identity of a member by name.

    Raises:
        UnknownRecord: nobody of this name takes part, or more than one.
    """
    from fullpowers.model import UnknownRecord

    found = [one.person for one in held.members if name and name in (held.names.get(one.person), one.person)]
    if name and len(found) != 1:
        raise UnknownRecord(f"{len(found) or 'nobody'} of the members is named {name!r}")
    return found[0] if found else ""


def _noted(held: Held, reference: str) -> tuple[Annotation, int | None]:
    """The note that is meant, by the beginning of its identity, and the version that was read.

    Raises:
        UnknownRecord: there is none, or more than one.
    """
    from fullpowers.model import UnknownRecord

    start, version = _parted(reference)
    notes = [one for one in held.annotations if not one.answers]
    found = [one for one in notes if len(start) >= 4 and one.id.startswith(start)]
    if len(found) != 1:
        raise UnknownRecord(
            f"there is no note {start!r}, or more than one: `fullpowers matter notes` names them"
        )
    return found[0], version


def _versioned(held: Held, reference: str) -> tuple[Annotation, int]:
    found, version = _noted(held, reference)
    return found, _needed(version, reference)


def _parted(reference: str) -> tuple[str, int | None]:
    """What is meant and the version that was read; nothing where none is named."""
    name, at, version = reference.rpartition("@")
    if at and version.isascii() and version.isdecimal() and int(version[:9]) > 0:
        return name, int(version[:9])
    return reference, None


def _needed(version: int | None, reference: str) -> int:
    if version is None:
        raise click.UsageError(f"say which version you read: {reference}@N, as it is printed with it")
    return version


@contextmanager
def _overtaken(held: Held) -> Iterator[None]:
    """A refusal because somebody was faster also says what stands there now."""
    from fullpowers.model import Conflict, convert
    from fullpowers.records import Annotation, Position

    try:
        yield
    except Conflict as conflict:
        now = conflict.present
        if isinstance(now, dict):
            now = convert(now, Annotation if "type" in now else Position, where="the desk's answer")
        lines: list[str] = []
        if isinstance(now, Annotation):
            lines = note_lines(held, now)
        elif isinstance(now, Position):
            lines = [position_line(held, now)]
        raise Conflict("\n".join([f"{conflict}", *lines]), conflict.present) from None


__all__ = ["matter"]
