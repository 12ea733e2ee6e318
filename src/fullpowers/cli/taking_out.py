"""`matter brief | notes | positions | decisions`: what the team found and holds, taken out of a desk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .keeping import matter
from .matters import _print
from .options import BRIEF_SUFFIXES, OutputFile, json_option
from .records_here import Here, desk_options
from .writing import write

if TYPE_CHECKING:
    from fullpowers.records import Annotation, Draft, Position

    from .records_afar import Afar
    from .records_held import Held


@matter.command()
@click.argument("named", metavar="MATTER")
@click.option("--draft", "which", default="", help="Label or file name of a draft (default: the last one).")
@click.option(
    "-o",
    "--output",
    "outputs",
    type=OutputFile(*BRIEF_SUFFIXES),
    multiple=True,
    help="Where to write it: .html, .pdf, .docx, .md, .txt or .json; repeatable (default brief.html).",
)
@desk_options
def brief(desk: Here | Afar, named: str, which: str, outputs: tuple[Path, ...]) -> None:
    """Write the brief of a draft of MATTER from its last review, without reviewing it again."""
    from fullpowers.brief import publish
    from fullpowers.model import UnknownRecord

    one = desk.find(named)
    draft = chosen(desk.held(one), which)
    review = desk.review(one, draft)
    if review is None:
        raise UnknownRecord(f"{draft.label or draft.name} has not been reviewed yet")
    for output in outputs or (Path("brief.html"),):
        write(output, publish(review, output.suffix[1:]))
        click.echo(f"Brief: {output}")


@matter.command()
@click.argument("named", metavar="MATTER")
@click.option("--all", "settled", is_flag=True, help="Settled ones as well.")
@json_option
@desk_options
def notes(desk: Here | Afar, named: str, settled: bool, as_json: bool) -> None:
    """What is said of words of the drafts of MATTER: by whom, of which words, for whom."""
    held = desk.held(desk.find(named))
    found = [one for one in held.annotations if not one.answers and (settled or not one.resolved)]
    answers = [one for one in held.annotations if one.answers in {note.id for note in found}]
    lines = [line for note in found for line in note_lines(held, note, answers)]
    _print([*found, *answers], as_json, "\n".join(lines) or "Nobody has noted anything.")


@matter.command()
@click.argument("named", metavar="MATTER")
@json_option
@desk_options
def positions(desk: Here | Afar, named: str, as_json: bool) -> None:
    """What the delegation holds of provisions of MATTER, red lines with who set them."""
    held = desk.held(desk.find(named))
    lines = [position_line(held, one) for one in held.positions]
    _print(held.positions, as_json, "\n".join(lines) or "No position is taken, or you do not see any.")


@matter.command()
@click.argument("named", metavar="MATTER")
@json_option
@desk_options
def decisions(desk: Here | Afar, named: str, as_json: bool) -> None:
    """What was decided in MATTER, by whom."""
    held = desk.held(desk.find(named))
    lines = [f"{one.text}" + (f" ({one.decided_by})" if one.decided_by else "") for one in held.decisions]
    _print(held.decisions, as_json, "\n".join(lines) or "Nothing is decided, or you do not see it.")


def chosen(held: Held, which: str) -> Draft:
    """The draft that is meant.

    Raises:
        UnknownRecord: there is none such.
    """
    from fullpowers.model import UnknownRecord
    from fullpowers.recorded import in_order

    drafts = in_order(held.drafts)
    found = [one for one in drafts if which in ("", one.label, one.name, one.id)]
    if not found:
        raise UnknownRecord(f"there is no draft {which!r}" if which else "the matter has no draft yet")
    return found[-1]


def position_line(held: Held, one: Position) -> str:
    """A position as it is printed, with its version behind the provision."""
    drafts = {draft.id: draft.label or draft.name for draft in held.drafts}
    return (
        f"{one.path}@{one.version} ({drafts.get(one.draft, '')}): {one.attitude}"
        + (f" {one.condition}" if one.condition else "")
        + (f"; red line, set by {held.names.get(one.red_line_by, 'somebody')}" if one.red_line else "")
        + (f"; {one.note}" if one.note else "")
    )


def note_lines(held: Held, note: Annotation, answers: Sequence[Annotation] = ()) -> list[str]:
    """A note as it is printed, with its version behind the beginning of its identity."""
    place = next((one for one in reversed(note.places)), None)
    words = next((one.selection.exact for one in reversed(note.places) if one.selection), "")
    shown = " ".join(words.split())
    fate = f", {place.fate}" if place and place.fate in ("changed", "lost") else ""
    assigned = f" (for {held.names.get(note.assignee, 'somebody')})" if note.assignee else ""
    handle = f"{note.id[:8]}@{note.version}" + (", settled" if note.resolved else "")
    lines = [f"{handle}  {held.names.get(note.by, 'Somebody')}, {note.type}{fate}{assigned}: “{shown[:120]}”"]
    lines += [f"  {note.text}"] if note.text else []
    lines += [f"  proposed: {note.wording or '(strike these words)'}"] if note.wording is not None else []
    own = [one for one in answers if one.answers == note.id]
    return lines + [f"  {held.names.get(one.by, 'Somebody')}: {one.text}" for one in own]


__all__ = ["matter"]
