"""`value`: what the terms give and cost, in money and in gas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import FILE, OutputFile, Side, json_option, password_option
from .progress import stages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fullpowers.model import Explained


@click.command()
@click.argument("new", type=FILE)
@click.option("--against", type=FILE, help="The previous draft; both are valued on the same draws.")
@click.option("--for", "side", type=Side(), required=True, help="Whose money is counted: a state such as UA.")
@click.option("--economics", "file", type=FILE, required=True, help="economics.yaml: figures with sources.")
@click.option("--scenarios", type=click.IntRange(16, 1_000_000), default=4096, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed of the draws.")
@click.option(
    "--workbook",
    type=OutputFile(".xlsx"),
    help="Write live formulas of projects and fund to this .xlsx file.",
)
@click.option(
    "--tables",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write every table to this folder.",
)
@click.option(
    "--sensitivity",
    "with_sensitivity",
    is_flag=True,
    help="Also tell which uncertain figures make the spread (Sobol indices).",
)
@click.option(
    "--explain",
    "what",
    metavar="LINE",
    help="Open one number down to its inputs: fund.contribution, or a project such as stepove.state.",
)
@click.option("--year", type=int, help="The year of the number that --explain opens.")
@click.option("--deep", is_flag=True, help="With --explain: also open the lines of earlier years.")
@click.option("--as", "kind", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@password_option
@json_option
def value(
    new: Path,
    against: Path | None,
    side: str,
    file: Path,
    workbook: Path | None,
    folder: Path | None,
    kind: str,
    as_json: bool,
    what: str | None,
    year: int | None,
    deep: bool,
    with_sensitivity: bool,
    **draws: int,
) -> None:
    """Value the draft NEW with the figures of an economics file."""
    from fullpowers.language import analyse
    from fullpowers.law import parties_of
    from fullpowers.model import to_json
    from fullpowers.reading import read as reader
    from fullpowers.value import Subject, audit_workbook, explain, load_economics, tables
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
        if what is not None:
            _explain(explain(subjects[-1], economics, what, year, deep=deep), as_json=as_json)
            return
        progress("valuing")
        valuation = door(subjects, economics, with_sensitivity=with_sensitivity, **draws)
        if workbook is not None:
            progress("writing the workbook")
            audit_workbook(workbook, subjects[-1], economics)
        if folder is not None:
            _write(tables(valuation), folder, kind)
    if as_json:
        click.echo(to_json(valuation))
        return
    from .terminal import show_valuation

    show_valuation(valuation)


def _explain(opened: Sequence[Explained], *, as_json: bool) -> None:
    """Print how one number comes about, at the middle of all figures."""
    from fullpowers.model import to_json

    from .terminal import show_explained

    if as_json:
        click.echo(to_json(opened))
    else:
        show_explained(opened)


def _write(found: dict[str, list[dict[str, str | float]]], folder: Path, kind: str) -> None:
    """Each table that is not empty as a file of its own."""
    import csv

    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in found.items():
        if not rows:
            continue
        if kind == "csv":
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows({column: _cell(value) for column, value in row.items()} for row in rows)
            continue
        try:
            import pyarrow
            import pyarrow.parquet as parquet
        except ImportError as error:
            raise click.UsageError(
                "Parquet needs one more package: pip install 'fullpowers[parquet]'"
            ) from error
        parquet.write_table(pyarrow.Table.from_pylist(rows), folder / f"{name}.parquet")


def _cell(value: str | float) -> str | float:
    """A text that a spreadsheet would calculate stands behind an apostrophe: it may be words of a draft."""
    return (
        f"'{value}"
        if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
        else value
    )
