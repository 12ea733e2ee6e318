"""`negotiate`: what could be agreed, and what to answer."""

from __future__ import annotations

from pathlib import Path

import click

from .options import FILE, OutputFile, json_option
from .progress import stages


@click.command()
@click.argument("preferences", type=FILE)
@click.option("--draft", type=FILE, help="The present draft, for the passages of its provisions.")
@click.option(
    "--profiles",
    type=FILE,
    nargs=2,
    help="Utility profiles of ours and theirs; PREFERENCES is then a GENIUS domain (XML).",
)
@click.option("--elicit", "actor", help="Ask for the preferences of this actor, and write them to --output.")
@click.option("-o", "--output", type=OutputFile(".yaml", ".yml"), help="File for the preferences asked for.")
@json_option
def negotiate(
    preferences: Path,
    draft: Path | None,
    profiles: tuple[Path, Path] | None,
    actor: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Find what could be agreed under a file of PREFERENCES, and what to answer."""
    from fullpowers.model import to_json
    from fullpowers.negotiation import genius, load_preferences
    from fullpowers.negotiation import negotiate as door
    from fullpowers.reading import read

    if actor is not None:
        if output is None or output.exists():
            raise click.UsageError("--elicit writes to a new file: name it with --output")
        _ask(preferences, actor, output)
        return
    with stages() as progress:
        wanted = genius(preferences, *profiles) if profiles else load_preferences(preferences)
        instrument = None
        if draft is not None:
            progress(f"reading {draft.name}")
            instrument = read(draft)
        progress("looking for an answer")
        found = door(wanted, instrument)
    if as_json:
        click.echo(to_json(found))
        return
    from .terminal import show_negotiation

    show_negotiation(found)


def _ask(preferences: Path, actor: str, output: Path) -> None:
    """Swing weights at the terminal; what was doubtful is said, and stands in the file as a range."""
    import yaml

    from fullpowers.model import plain
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
    output.write_text(yaml.safe_dump(plain(wanted), allow_unicode=True, sort_keys=False), encoding="utf-8")
    for doubt in doubts:
        click.echo(doubt, err=True)
    click.echo(f"Preferences: {output}")
