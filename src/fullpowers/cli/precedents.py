"""`corpus`: many agreements in, precedents and ranges out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import FILE, json_option

if TYPE_CHECKING:
    from fullpowers.corpus import Added, Corpus, Filters, Found

_FOLDER = click.option(
    "--corpus",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("corpus"),
    show_default=True,
    envvar="FULLPOWERS_CORPUS",
    help="Folder of the corpus.",
)

_LIMIT = click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
_EACH = click.option("--each", is_flag=True, help="Name every agreement that has the same wording.")
_SHOWN = 3


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose agreements and clauses, given to the command as one value ``filters``."""
    options = (
        click.option(
            "--party", "parties", multiple=True, metavar="STATE", help="A party by its code; repeatable."
        ),
        click.option("--since", type=int, metavar="YEAR", help="Signed in that year or later."),
        click.option("--until", type=int, metavar="YEAR", help="Signed in that year or earlier."),
        click.option("--kind", default="", help="Kind of agreement, such as `trade agreement`."),
        click.option("--binding", default="", help="Binding force, as `fullpowers read --terms` names it."),
        click.option("--resource", default="", help="Resource, such as `minerals` or `oil and gas`."),
        click.option(
            "--region", default="", help="Region of a party: Africa, Americas, Asia, Europe, Oceania."
        ),
        click.option("--language", default="", help="Language of the text, such as `en`."),
        click.option("--clause", default="", help="Kind of term that the clause holds, such as `royalty`."),
        click.option("--in", "agreement", default="", metavar="ID", help="Only this agreement."),
    )

    @wraps(command)
    def with_filters(**given: Any) -> Any:
        from fullpowers.corpus import Filters

        names = ("since", "until", "kind", "binding", "resource", "region", "language", "clause", "agreement")
        chosen = {name: given.pop(name) for name in names}
        parties = tuple(code.upper() for code in given.pop("parties"))
        return command(filters=Filters(parties=parties, **chosen), **given)

    for option in reversed(options):
        with_filters = option(with_filters)
    return with_filters


@click.group()
def corpus() -> None:
    """What has been agreed elsewhere: many agreements in, precedents and ranges out."""


@corpus.command()
@click.argument("paths", type=FILE, nargs=-1, required=True)
@_FOLDER
@click.option("--cluster", default="", metavar="ADDRESS", help="A Dask cluster, such as tcp://host:8786.")
@click.option(
    "--index", default="", metavar="ADDRESS", help="Keep the index there, such as postgresql://host/database."
)
@click.option(
    "--processes", type=click.IntRange(min=1), help="Processes of this machine (default: one a core)."
)
@click.option(
    "--terms/--no-terms", default=True, help="Also look through the new agreements for their terms."
)
@json_option
def add(
    paths: tuple[Path, ...],
    folder: Path,
    cluster: str,
    index: str,
    processes: int | None,
    terms: bool,
    as_json: bool,
) -> None:
    """Add folders, files or JSONL. After an interrupt run it again: what is there is known."""
    from fullpowers.corpus import engine, items

    there = _open(folder, create=True, index=index)
    try:
        with engine(cluster, processes or 0) as workers:
            with _counting("added") as shown:
                got = there.add(items(paths), workers, lambda so_far: shown(so_far.done, None))
            if terms:
                with _counting("looked through") as shown:
                    there.analyse(workers, shown)
    except KeyboardInterrupt:
        click.echo(f"{len(there)} agreements are stored; the same command goes on from there", err=True)
        raise
    if as_json:
        _json(got)
        return
    click.echo(_told(got, len(there)))
    for failure in got.failed:
        click.echo(f"not added: {failure.reason}")


@corpus.command()
@_FOLDER
@click.option("--cluster", default="", metavar="ADDRESS", help="A Dask cluster.")
def terms(folder: Path, cluster: str) -> None:
    """Look through the agreements that were added with --no-terms for their terms and binding force."""
    from fullpowers.corpus import engine

    there = _open(folder)
    with engine(cluster) as workers, _counting("looked through") as shown:
        done = there.analyse(workers, shown)
    click.echo(f"{done} agreements looked through")


@corpus.command()
@click.argument("examples", type=FILE)
@_FOLDER
@click.option("--text", default="text", show_default=True, help="Field with the words.")
@click.option("--kind", default="kind", show_default=True, help="Field with the kind of clause.")
@click.option(
    "--group", default="contract", show_default=True, help="Field that says where a text comes from."
)
def learn(examples: Path, folder: Path, text: str, kind: str, group: str) -> None:
    """Learn kinds of clauses from EXAMPLES, annotated texts in JSONL; ask with --clause learned:KIND."""
    from fullpowers.corpus import examples_in

    got = _open(folder).learn(examples_in(examples, text, kind, group))
    click.echo(
        f"{len(got.kinds)} kinds from {got.examples} texts; with each {group} left out in turn "
        f"{got.right:.1%} right, and {got.told:.1%} told with a lead from which nine in ten are right"
    )


@corpus.command()
@click.argument("file", type=FILE)
@_FOLDER
@json_option
def kinds(file: Path, folder: Path, as_json: bool) -> None:
    """Tell the kind of each clause of FILE by what `corpus learn` learned; doubtful ones have a `?`."""
    from fullpowers.corpus import clauses_of
    from fullpowers.model import InvalidData

    learned = _open(folder).learned
    if learned is None:
        raise InvalidData(f"{folder}: nothing was learned yet").mended_by(
            f"fullpowers corpus learn EXAMPLES.jsonl --corpus {folder}"
        )
    found = clauses_of(file)
    told = learned.kinds_of([words for _, words in found])
    rows = [
        {"place": place, "kind": kind, "lead": lead, "told": sure}
        for (place, _), (kind, lead, sure) in zip(found, told, strict=True)
    ]
    if as_json:
        _json(rows)
        return
    for row in rows:
        click.echo(f"{row['place']}  {row['kind']}{'' if row['told'] else ' ?'}  {row['lead']:.2f}")


@corpus.command("list")
@_FOLDER
@json_option
def list_(folder: Path, as_json: bool) -> None:
    """List the agreements, and what could not be added."""
    there = _open(folder)
    columns = ["id", "name", "title", "year", "kind", "parties", "resources", "like", "likeness"]
    rows = sorted(there.store.agreements(columns=columns), key=lambda row: (row["title"], row["id"]))
    if as_json:
        _json(rows)
        return
    for row in rows:
        near = f"  nearly repeats {row['like']} ({row['likeness']:.2f})" if row["like"] else ""
        click.echo(
            f"{row['id']}  {row['year'] or '????'}  {row['title'][:70]}  {' '.join(row['parties'])}{near}"
        )
    for failure in there.failures():
        click.echo(f"not added: {failure.reason}")


@corpus.command()
@click.argument("identifier")
@_FOLDER
@json_option
def show(identifier: str, folder: Path, as_json: bool) -> None:
    """Show one agreement with its clauses."""
    one = _open(folder).agreement(identifier)
    if as_json:
        _json(replace(one, signature=()))
        return
    click.echo(
        f"{one.title}\n{one.name}\n{one.kind}, {one.year or 'year not known'}, {', '.join(one.parties)}"
    )
    for clause in one.clauses:
        click.echo(f"\n{clause.place}  {clause.number} {clause.heading}\n{one.words_of(clause)}")


@corpus.command()
@click.argument("identifiers", nargs=-1, required=True)
@_FOLDER
def remove(identifiers: tuple[str, ...], folder: Path) -> None:
    """Take agreements out."""
    there = _open(folder)
    there.remove([there.agreement(one).id for one in identifiers])
    click.echo(f"{len(identifiers)} taken out, {len(there)} left")


@corpus.command()
@_FOLDER
@json_option
def stats(folder: Path, as_json: bool) -> None:
    """Count what is there: kinds, resources, regions, years."""
    from fullpowers.corpus import counts

    found = counts(_open(folder))
    if as_json:
        _json(found)
        return
    for name, values in found.items():
        click.echo(f"{name}: " + ", ".join(f"{value} {number}" for value, number in values))


@corpus.command()
@_FOLDER
def verify(folder: Path) -> None:
    """Check every stored part against its hash."""
    from fullpowers.model import BrokenRecords

    there = _open(folder)
    if wrong := there.verify():
        raise BrokenRecords(f"{folder}: " + "; ".join(wrong))
    click.echo(f"{len(there)} agreements in {len(there.store.commits)} batches, all as they were stored")


@corpus.command()
@click.argument("words", default="")
@_FOLDER
@_filters
@_LIMIT
@_EACH
@json_option
def search(words: str, folder: Path, filters: Filters, limit: int, each: bool, as_json: bool) -> None:
    """Find clauses by WORDS: all must be there; "..." is a phrase; OR and - work; none: all that pass."""
    _found(_open(folder).search(words, filters, limit), each, as_json)


@corpus.command()
@click.argument("words_or_file")
@_FOLDER
@_filters
@click.option("--provision", default="", metavar="PATH", help="Provision of the FILE, such as art-3.")
@_LIMIT
@_EACH
@json_option
def like(
    words_or_file: str,
    folder: Path,
    filters: Filters,
    provision: str,
    limit: int,
    each: bool,
    as_json: bool,
) -> None:
    """Find clauses that say much the same as the words, or as a --provision of a file."""
    from fullpowers.corpus import ALIKE

    words, own = _wording(words_or_file, provision)
    found = _open(folder).like(words, replace(filters, without=own), limit)
    _found(found, each, as_json)
    if found and not as_json and found[-1].score < ALIKE:
        click.echo(f"Below {ALIKE:.2f} fewer than half of the clauses are about the same thing.", err=True)


@corpus.command()
@click.argument("words", default="")
@_FOLDER
@_filters
@json_option
def lacking(words: str, folder: Path, filters: Filters, as_json: bool) -> None:
    """Which agreements hold no clause with WORDS, or no --clause of that kind."""
    there = _open(folder)
    titles = {row["id"]: row["title"] for row in there.store.agreements(columns=["id", "title"])}
    found = [(one, titles[one]) for one in there.lacking(words, filters)]
    if as_json:
        _json(found)
        return
    click.echo("\n".join(f"{one}  {title}" for one, title in found))
    click.echo(f"{len(found)} of {len(there)} agreements", err=True)


@corpus.command()
@click.argument("term")
@_FOLDER
@_filters
@click.option("--by", type=click.Choice(["decade", "resource", "region"]), help="One range for each.")
@json_option
def ranges(term: str, folder: Path, filters: Filters, by: str | None, as_json: bool) -> None:
    """What is usual for a kind of TERM, such as royalty or duration, with the list behind it."""
    from fullpowers.corpus import grouped, term_kind

    asked, there = term_kind(term), _open(folder)
    found = grouped(there, asked, filters, by or "")
    if as_json:
        _json(found)
        return
    for name, spreads, usual in found:
        click.echo(f"{name}:" if name else "", nl=bool(name))
        for one in spreads:
            half = ""
            if one.quarters:
                quarter, middle, three = one.quarters
                half = f"half between {quarter:g} and {three:g}, middle {middle:g}; "
            few = "; few: no measure of what is usual" if one.few else ""
            click.echo(
                f"  {one.unit or 'figures'}: {half}{_counted(len(one.values), 'figure')} in "
                f"{one.agreements} of {one.of} agreements{few}"
            )
            for value, title, year in one.values:
                click.echo(f"    {value:g}  {title}{f' ({year})' if year else ''}")
        for words, number in usual.values:
            click.echo(f"  {words}: {number} of {usual.of} agreements")


def _open(folder: Path, *, create: bool = False, index: str = "") -> Corpus:
    from fullpowers.corpus import Corpus

    return Corpus(folder, create=create, index=index)


def _wording(words: str, provision: str) -> tuple[str, str]:
    """The words themselves, or those of a provision of a file; and the agreement that the file is."""
    if not provision:
        return words, ""
    from fullpowers.model import InvalidData
    from fullpowers.reading import read

    instrument = read(Path(words))
    one = next((one for one in instrument.walk() if one.path == provision), None)
    if one is None:
        raise InvalidData(f"{words}: no provision {provision!r}; `fullpowers read {words}` names them")
    return instrument.text[one.body : one.end], instrument.id


def _found(found: list[Found], each: bool, as_json: bool) -> None:
    if as_json:
        _json(found)
        return
    for one in found:
        click.echo(f"{one.score:6.2f}  {_cited(one)}")
        click.echo(f"        {' '.join(one.words.split())[:300]}")
        if one.also:
            click.echo(f"        in much the same words in {_counted(len(one.also), 'more agreement')}:")
        shown = one.also if each else one.also[:_SHOWN]
        for other in shown:
            click.echo(f"          {_cited(other)}")
        if len(shown) < len(one.also):
            click.echo(f"          and {len(one.also) - len(shown)} more: --each names them")
        click.echo()
    if not found:
        click.echo("nothing found", err=True)


def _cited(one: Found) -> str:
    year = f" ({one.year})" if one.year else ""
    place = " ".join(part for part in (one.number or one.place, one.heading) if part)
    return f"{one.title}{year}, {place}  [{one.agreement}]"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _told(got: Added, now: int) -> str:
    near = f" ({got.near} nearly repeat an earlier one)" if got.near else ""
    return (
        f"{got.added} added{near}, {got.known} known before, {len(got.failed)} not added; "
        f"{now} agreements now"
    )


@contextmanager
def _counting(what: str) -> Iterator[Callable[[int, int | None], None]]:
    """Progress on a terminal: how many, and a bar when it is known of how many."""
    import sys

    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from .screen import bar, status

    yield lambda done, of: status(f"{done} {what} {bar(done / of) if of else ''}")
    status("")


def _json(value: object) -> None:
    from fullpowers.model import to_json

    click.echo(to_json(value))
