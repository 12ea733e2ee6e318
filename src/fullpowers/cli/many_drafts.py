"""`history`, `positions`, `amend` and `versions`: more than two drafts, or two languages of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .matter_given import matter_given
from .options import FILE, json_option, models_option
from .progress import stages
from .records_here import place_options
from .writing import write

if TYPE_CHECKING:
    from fullpowers.matter import Matter
    from fullpowers.model import Row


_DOUBTFUL = 0.5
"""Confidence below which a pair of provisions is called doubtful."""


class PartyDraft(click.ParamType[tuple[str, Path]]):
    """A party's draft as NAME=FILE."""

    name = "name=file"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Path]:
        if isinstance(value, tuple):
            return value
        name, sign, file = str(value).partition("=")
        if not (name and sign and file):
            return self.fail(f"{value!r} is not NAME=FILE, such as UA=draft-3.docx", param, ctx)
        return name, Path(file)


def _page_option(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "-o", "output", type=click.Path(path_type=Path, dir_okay=False), help="Write an HTML page here."
    )(function)


@click.command()
@click.argument("drafts", nargs=-1, type=FILE)
@click.option(
    "--matter",
    "matter_named",
    metavar="FILE|NAME",
    help="Take the drafts and who sent them from matter.yaml, or from a matter of the desk's records.",
)
@place_options
@_page_option
@json_option
def history(
    drafts: tuple[Path, ...],
    matter_named: str | None,
    data: Path,
    database: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Show in which of DRAFTS (oldest first) each paragraph of the last one came and changed."""
    from fullpowers.comparison import history as door
    from fullpowers.comparison import history_page
    from fullpowers.model import to_json
    from fullpowers.reading import read

    labels = [draft.name for draft in drafts]
    given = click.get_current_context().with_resource(matter_given(matter_named, data, database, None))
    if given.file is not None and not drafts:
        drafts, labels = _of_matter(given.file)
    if len(drafts) < 2:
        raise click.UsageError("give at least two drafts, oldest first, or a --matter with drafts in it")
    with stages() as progress:
        texts = []
        for draft in drafts:
            progress(f"reading {draft.name}")
            texts.append(read(draft))
        progress("following the paragraphs")
        found = door(texts, labels)
    if output is not None:
        write(output, history_page(found, texts[-1]))
    if as_json:
        click.echo(to_json(found))
        return
    for line in found.lineages:
        since = found.labels[line.since]
        later = ", ".join(found.labels[k] for k in line.changed)
        changed = f"; changed in {later}" if later else ""
        click.echo(
            f"{line.passage.path or '-'}: {_short(line.passage.quote, 60)}\n    since {since}{changed}"
        )
        provision = texts[-1].at(line.passage.start)
        for stretch in line.stretches:
            is_number = provision is not None and stretch.passage.end <= provision.body
            if stretch.since != line.since and stretch.passage.quote.strip() and not is_number:
                click.echo(f"    {found.labels[stretch.since]}: {_short(stretch.passage.quote)}")
    for draft_number, passage in found.removed:
        click.echo(f"gone in {found.labels[draft_number]}: {_short(passage.quote)}")
    if output is not None:
        click.echo(f"written: {output}")


def _of_matter(matter: Matter) -> tuple[tuple[Path, ...], list[str]]:
    """The drafts of a matter, each labelled by its day, its name and who sent it."""
    labels = []
    for draft in matter.drafts:
        parts = (
            draft.received[:10],
            draft.label or Path(draft.file).name,
            draft.sender and f"from {draft.sender}",
        )
        labels.append(", ".join(part for part in parts if part))
    return tuple(matter.folder / draft.file for draft in matter.drafts), labels


@click.command()
@click.argument("base", type=FILE)
@click.argument("drafts", nargs=-1, required=True, type=PartyDraft())
@_page_option
@json_option
def positions(base: Path, drafts: tuple[tuple[str, Path], ...], output: Path | None, as_json: bool) -> None:
    """Compile what each party makes of each provision of BASE; DRAFTS are NAME=FILE."""
    from fullpowers.comparison import compilation_page, compile_positions
    from fullpowers.model import Stance, to_json
    from fullpowers.reading import read

    names = [name for name, _ in drafts]
    if len(set(names)) < len(names):
        raise click.UsageError("each party has one draft: a name stands twice")
    with stages() as progress:
        progress(f"reading {base.name}")
        text = read(base)
        texts = {}
        for name, file in drafts:
            progress(f"reading {file.name}")
            texts[name] = read(file)
        progress("compiling the positions")
        found = compile_positions(text, texts)
    if output is not None:
        write(output, compilation_page(found, text, texts))
    if as_json:
        click.echo(to_json(found))
        return
    for row in found.rows:
        if row.stance is not Stance.UNTOUCHED:
            _show_row(row)
    counts = Counter(row.stance for row in found.rows)
    click.echo(", ".join(f"{counts[stance]} {stance.value}" for stance in Stance if counts[stance]))
    if output is not None:
        click.echo(f"written: {output}")


def _show_row(row: Row) -> None:
    """A provision and each party's position on it; what nobody wants differently is said once."""
    place = row.base[0].path if row.base else "added"
    click.echo(f"{place}: {row.stance.value}")
    if row.base:
        click.echo(f"    base: {_short(row.base[0].quote)}")
    wordings: dict[str, list[str]] = {}
    for position in row.positions:
        if position.touched:
            words = " ".join(passage.quote for passage in position.passages)
            wordings.setdefault(_short(words) if words else "(taken out)", []).append(position.party)
    for words, parties in wordings.items():
        click.echo(f"    {', '.join(parties)}: {words}")


@click.command()
@click.argument("base", type=FILE)
@click.argument("amending", type=FILE)
@click.option("-o", "output", type=click.Path(path_type=Path, dir_okay=False), help="Write the text here.")
@json_option
def amend(base: Path, amending: Path, output: Path | None, as_json: bool) -> None:
    """Carry out the instructions of AMENDING on BASE; say which could not be carried out."""
    from fullpowers.comparison import amend as door
    from fullpowers.model import to_json
    from fullpowers.reading import read

    with stages() as progress:
        progress("reading")
        found = door(read(base), read(amending))
    if output is not None:
        write(output, found.text + "\n")
    if as_json:
        click.echo(to_json(found))
        return
    for instruction in found.instructions:
        done = "done" if instruction.applied else f"not done, {instruction.reason}"
        click.echo(f"{instruction.action} {instruction.target}: {done}: {_short(instruction.passage.quote)}")
    for passage in found.unread:
        click.echo(f"not understood: {_short(passage.quote)}")
    if output is None:
        click.echo(found.text)
    else:
        click.echo(f"written: {output}")


@click.command()
@click.argument("one", type=FILE)
@click.argument("other", type=FILE)
@models_option
@json_option
def versions(one: Path, other: Path, models: bool, as_json: bool) -> None:
    """Compare two language versions, ONE and OTHER, in what needs no translation."""
    from fullpowers.comparison import compare_versions
    from fullpowers.model import to_json
    from fullpowers.reading import read

    with stages() as progress:
        progress("reading")
        found = compare_versions(read(one), read(other), models=models)
    if as_json:
        click.echo(to_json(found))
        return
    for row in found.counterparts:
        how = f"{row.confidence:.2f} by {', '.join(row.basis)}" if row.one and row.other else "no counterpart"
        doubtful = ", doubtful" if row.one and row.other and row.confidence < _DOUBTFUL else ""
        click.echo(f"{row.one or '-'} = {row.other or '-'} ({how}{doubtful})")
    for discrepancy in found.discrepancies:
        passage = discrepancy.one or discrepancy.other
        click.echo(f"{passage.path if passage else ''}: {discrepancy.kind}: {discrepancy.message}")
    click.echo(
        f"{len(found.discrepancies)} differences. Authentic texts are presumed to say the same (Vienna "
        "Convention on the Law of Treaties, art. 33); nothing was translated, so agreement here proves "
        "nothing more."
    )
    if found.learned is not None:
        click.echo(str(found.learned))


def _short(text: str, width: int = 100) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"
