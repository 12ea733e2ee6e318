"""`value`: what the terms give and cost, in money and in gas."""

from __future__ import annotations

from pathlib import Path

import click

from .options import FILE, Side, json_option
from .progress import stages


@click.command()
@click.argument("new", type=FILE)
@click.option("--against", type=FILE, help="The previous draft; both are valued on the same draws.")
@click.option("--for", "side", type=Side(), required=True, help="Whose money is counted: a state such as UA.")
@click.option("--economics", "file", type=FILE, required=True, help="economics.yaml: figures with sources.")
@click.option("--scenarios", type=click.IntRange(16, 1_000_000), default=4096, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed of the draws.")
@json_option
def value(
    new: Path, against: Path | None, side: str, file: Path, scenarios: int, seed: int, as_json: bool
) -> None:
    """Value the draft NEW with the figures of an economics file."""
    from fullpowers.language import analyse
    from fullpowers.law import parties_of
    from fullpowers.model import to_json
    from fullpowers.reading import read as reader
    from fullpowers.value import Subject, load_economics
    from fullpowers.value import value as door

    with stages() as progress:
        economics = load_economics(file)
        subjects = []
        for path in (against, new):
            if path is not None:
                progress(f"reading {path.name}")
                instrument = reader(path)
                subjects.append(
                    Subject(instrument, analyse(instrument), parties_of(instrument, side), path.name)
                )
        progress("valuing")
        valuation = door(subjects, economics, scenarios=scenarios, seed=seed)
    if as_json:
        click.echo(to_json(valuation))
        return
    from .terminal import show_valuation

    show_valuation(valuation)
