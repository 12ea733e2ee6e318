"""`read` and `compare`: one room each."""

from __future__ import annotations

from pathlib import Path

import click

from .options import FILE, REDLINE_FORMATS, OutputFile, Side, json_option, models_option, password_option
from .progress import stages
from .writing import write


@click.command()
@click.argument("file", type=FILE)
@click.option(
    "--as",
    "reading",
    default="accepted",
    show_default=True,
    metavar="accepted|rejected|sent|PARTY",
    help="Which state of tracked changes to read; or a negotiating text as one party wants it.",
)
@click.option(
    "--with", "other", type=FILE, help="The same text in another language: linked, and the figures compared."
)
@click.option("--undertakings", is_flag=True, help="Show who owes, may or intends what, with the passages.")
@click.option("--terms", is_flag=True, help="Show the terms found, with the passages.")
@click.option(
    "--view",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write an HTML page that colours every sentence by what was understood.",
)
@click.option(
    "--tradition",
    default="",
    metavar="NAME",
    help="Drafting tradition by which “will” is read (british, american, ...); else the parties choose.",
)
@click.option("--akn", is_flag=True, help="Print Akoma Ntoso 3 XML.")
@click.option(
    "--second-opinion", is_flag=True, help="Read every page of a PDF by a second program too; else up to 30."
)
@password_option
@json_option
def read(
    file: Path,
    reading: str,
    other: Path | None,
    undertakings: bool,
    terms: bool,
    view: Path | None,
    tradition: str,
    as_json: bool,
    akn: bool,
    second_opinion: bool,
) -> None:
    """Show what was read from FILE: structure, parties, notices, coverage; or what its sentences do."""
    from fullpowers.model import Reading, to_json
    from fullpowers.reading import as_party, paired
    from fullpowers.reading import read as door

    with stages() as progress:
        progress(f"reading {file.name}")
        state = Reading(reading) if reading in tuple(Reading) else None
        instrument = door(file, reading=state or Reading.ACCEPTED, second_opinion=second_opinion)
        if state is None:
            instrument = as_party(instrument, reading)
        if other is not None:
            progress(f"reading {other.name}")
            instrument = paired(instrument, door(other, reading=state or Reading.ACCEPTED))
        if undertakings or terms or view:
            from fullpowers.language import analyse

            progress("analysing its sentences")
            analysis = analyse(instrument, tradition=tradition)
    if not (undertakings or terms or view):
        if akn:
            from fullpowers.reading import akoma_ntoso

            click.echo(akoma_ntoso(instrument), nl=False)
            return
        if as_json:
            click.echo(to_json(instrument))
            return
        from .terminal import show_instrument

        show_instrument(instrument)
        return
    if view:
        from fullpowers.language import view as page

        write(view, page(instrument, analysis))
    if as_json:
        click.echo(to_json(analysis))
        return
    from .sentences import show_analysis

    show_analysis(analysis, instrument, undertakings=undertakings, terms=terms)
    if view:
        click.echo(f"written: {view}")


_PROVED = {
    ".docx": "read back: accept all gives NEW, reject all gives OLD, in body, tables, notes and margins",
    ".html": "read back: without what goes it is NEW, without what comes it is OLD",
    ".md": "read back: without what is struck each block is NEW, without what is bold it is OLD",
    ".json": "applied to OLD it gives NEW, reversed OLD",
}


@click.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option(
    "-o",
    "outputs",
    type=OutputFile(*REDLINE_FORMATS),
    multiple=True,
    help="Write the redline: .html, .md, .docx (tracked changes) or .json; repeatable.",
)
@click.option("--for", "side", type=Side(), help="Whose order: what this state loses by comes first.")
@click.option(
    "--no-comments", is_flag=True, help="Keep what the changes do out of a .docx, as for the other side."
)
@models_option
@password_option
@json_option
def compare(
    old: Path,
    new: Path,
    outputs: tuple[Path, ...],
    side: str | None,
    no_comments: bool,
    models: bool,
    as_json: bool,
) -> None:
    """Show what changed from OLD to NEW, weightiest first."""
    from fullpowers.reading import start

    start()
    from fullpowers.comparison import compare as door
    from fullpowers.comparison import prove, rank, redline
    from fullpowers.language import analyse
    from fullpowers.law import parties_of
    from fullpowers.model import Reading, to_json
    from fullpowers.reading import read as reader

    with stages() as progress:
        progress(f"reading {old.name}")
        before = reader(old)
        progress(f"reading {new.name}")
        after = reader(new)
        rejected = reader(new, reading=Reading.REJECTED) if after.revisions else None
        progress("comparing the drafts")
        analyses = {"before": analyse(before), "after": analyse(after)}
        comparison = door(before, after, rejected=rejected, models=models, **analyses)
        if side is not None:
            party = parties_of(before, side), parties_of(after, side)
            if not any(party):
                raise click.UsageError(f"neither draft names {side} as a party")
            comparison = rank(comparison, before, after, party=party, **analyses)
        for output in outputs:
            progress(f"writing {output.name}")
            kind = REDLINE_FORMATS[output.suffix]
            content = redline(comparison, before, after, kind, comments=not no_comments)
            write(output, content)
    if as_json:
        click.echo(to_json(comparison))
        return
    from .terminal import show_comparison

    show_comparison(comparison, before, after)
    click.echo(str(prove(comparison, before, after)))
    for output in outputs:
        click.echo(f"written: {output} ({_PROVED[output.suffix]})")
