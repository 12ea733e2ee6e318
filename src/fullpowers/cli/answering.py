"""`negotiate`: what could be agreed, and what to answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import FILE, Day, OutputFile, json_option
from .progress import stages
from .writing import write

if TYPE_CHECKING:
    from fullpowers.negotiation import Preferences


@click.command()
@click.argument("preferences", type=FILE)
@click.option("--draft", type=FILE, help="The present draft, for the passages of its provisions.")
@click.option(
    "--profiles",
    type=FILE,
    nargs=2,
    help="Utility profiles of ours and theirs; PREFERENCES is then a GENIUS domain (XML).",
)
@click.option(
    "--start",
    "drafts",
    type=FILE,
    multiple=True,
    help="A draft, in the order of receipt; repeatable: what differs is written to the new file PREFERENCES.",
)
@click.option("--elicit", "actor", help="Ask for the preferences of this actor, and write them to --output.")
@click.option("-o", "--output", type=OutputFile(".yaml", ".yml"), help="File for the preferences asked for.")
@click.option(
    "--divide",
    is_flag=True,
    help="PREFERENCES is a list of items with the points of two sides: divide them.",
)
@click.option(
    "--on", type=Day(), help="Day of the review, for deadlines, YYYY-MM-DD (default: none has passed)."
)
@json_option
def negotiate(
    preferences: Path,
    draft: Path | None,
    profiles: tuple[Path, Path] | None,
    drafts: tuple[Path, ...],
    actor: str | None,
    output: Path | None,
    divide: bool,
    on: date | None,
    as_json: bool,
) -> None:
    """Find what could be agreed under a file of PREFERENCES, and what to answer."""
    from fullpowers.model import to_json
    from fullpowers.negotiation import genius, load_preferences
    from fullpowers.negotiation import negotiate as door
    from fullpowers.reading import read

    if drafts:
        _start(preferences, drafts)
        return
    if actor is not None:
        if output is None or output.exists():
            raise click.UsageError("--elicit writes to a new file: name it with --output")
        _ask(preferences, actor, output)
        return
    if divide:
        _divide(preferences, as_json)
        return
    with stages() as progress:
        wanted = genius(preferences, *profiles) if profiles else load_preferences(preferences)
        instrument = None
        if draft is not None:
            progress(f"reading {draft.name}")
            instrument = read(draft)
        progress("looking for an answer")
        found = door(wanted, instrument, on=on)
    if as_json:
        click.echo(to_json(found))
        return
    from .bargaining import show_negotiation

    show_negotiation(found)


def _start(output: Path, drafts: tuple[Path, ...]) -> None:
    """Issues and options from the drafts; what anybody wants is asked for afterwards."""
    from fullpowers.language import analyse
    from fullpowers.negotiation import Drafted, start
    from fullpowers.reading import read

    if output.exists() or output.suffix not in (".yaml", ".yml"):
        raise click.UsageError("--start writes to a new .yaml file: name one that is not there")
    read_drafts = []
    with stages() as progress:
        for draft in drafts:
            progress(f"reading {draft.name}")
            instrument = read(draft)
            read_drafts.append(Drafted(draft.stem, instrument, analyse(instrument)))
    found = start(read_drafts)
    _write(output, found)
    click.echo(f"{len(found.issues)} issues: {output}")
    click.echo(
        "Strike what does not matter; then ask each side: negotiate FILE --elicit us -o FILE", err=True
    )


def _write(output: Path, wanted: Preferences) -> None:
    import yaml

    from fullpowers.model import plain

    written = yaml.safe_dump(plain(wanted), allow_unicode=True, sort_keys=False)
    write(output, written)


def _divide(file: Path, as_json: bool) -> None:
    """Both procedures side by side: which is fair is not for a program to say."""
    from fullpowers.model import to_json
    from fullpowers.negotiation import adjusted_winner, load_items, proportional

    items = load_items(file)
    procedures = {
        "Adjusted Winner": adjusted_winner(items.first, items.second),
        "in proportion to the points": proportional(items.first, items.second),
    }
    if as_json:
        click.echo(
            to_json(
                {
                    name: {
                        "first": {item: str(part) for item, part in one.first.items()},
                        "second": {item: str(part) for item, part in one.second.items()},
                        "points": [str(points) for points in one.points],
                    }
                    for name, one in procedures.items()
                }
            )
        )
        return
    from .bargaining import show_division

    show_division(items.sides, procedures)


def _ask(preferences: Path, actor: str, output: Path) -> None:
    """Swing weights at the terminal; what was doubtful is said, and stands in the file as a range."""
    from fullpowers.negotiation import Question, elicit, load_preferences

    def ask(question: Question) -> str:
        click.echo(question.text, err=True)
        if not question.choices:
            return str(click.prompt("0 to 100", type=click.FloatRange(0, 100), err=True))
        for number, choice in enumerate(question.choices, 1):
            click.echo(f"  {number}  {choice}", err=True)
        chosen = click.prompt("number", type=click.IntRange(1, len(question.choices)), err=True)
        return question.choices[chosen - 1]

    wanted, doubts = elicit(load_preferences(preferences), actor, ask)
    _write(output, wanted)
    for doubt in doubts:
        click.echo(doubt, err=True)
    click.echo(f"Preferences: {output}")
