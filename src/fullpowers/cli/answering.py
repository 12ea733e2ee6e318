"""`negotiate`: what could be agreed, and what to answer."""

from __future__ import annotations

from pathlib import Path

import click

from .options import FILE, json_option
from .progress import stages


@click.command()
@click.argument("preferences", type=FILE)
@click.option("--draft", type=FILE, help="The present draft, for the passages of its provisions.")
@json_option
def negotiate(preferences: Path, draft: Path | None, as_json: bool) -> None:
    """Find what could be agreed under a file of PREFERENCES, and what to answer."""
    from fullpowers.model import to_json
    from fullpowers.negotiation import load_preferences
    from fullpowers.negotiation import negotiate as door
    from fullpowers.reading import read

    with stages() as progress:
        wanted = load_preferences(preferences)
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
