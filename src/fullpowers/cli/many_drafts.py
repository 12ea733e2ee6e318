"""`history`, `positions`, `amend` and `versions`: more than two drafts, or two languages of one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .options import FILE, json_option
from .progress import stages


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


@click.command()
@click.argument("drafts", nargs=-1, required=True, type=FILE)
@json_option
def history(drafts: tuple[Path, ...], as_json: bool) -> None:
    """Show in which of DRAFTS (oldest first) each paragraph of the last one came and changed."""
    from fullpowers.comparison import history as door
    from fullpowers.model import to_json
    from fullpowers.reading import read

    if len(drafts) < 2:
        raise click.UsageError("give at least two drafts, oldest first")
    with stages() as progress:
        texts = []
        for draft in drafts:
            progress(f"reading {draft.name}")
            texts.append(read(draft))
        progress("following the paragraphs")
        found = door(texts, [draft.name for draft in drafts])
    if as_json:
        click.echo(to_json(found))
        return
    for line in found.lineages:
        since = found.labels[line.since]
        later = ", ".join(found.labels[k] for k in line.changed)
        click.echo(f"{line.passage.path or '-'}: since {since}" + (f"; changed in {later}" if later else ""))
        for stretch in line.stretches:
            if stretch.since != line.since and stretch.passage.quote.strip():
                click.echo(f"    {found.labels[stretch.since]}: {_short(stretch.passage.quote)}")
    for draft_number, passage in found.removed:
        click.echo(f"gone in {found.labels[draft_number]}: {_short(passage.quote)}")


@click.command()
@click.argument("base", type=FILE)
@click.argument("drafts", nargs=-1, required=True, type=PartyDraft())
@json_option
def positions(base: Path, drafts: tuple[tuple[str, Path], ...], as_json: bool) -> None:
    """Compile what each party makes of each provision of BASE; DRAFTS are NAME=FILE."""
    from fullpowers.comparison import compile_positions
    from fullpowers.model import Stance, to_json
    from fullpowers.reading import read

    with stages() as progress:
        progress(f"reading {base.name}")
        text = read(base)
        texts = {}
        for name, file in drafts:
            progress(f"reading {file.name}")
            texts[name] = read(file)
        progress("compiling the positions")
        found = compile_positions(text, texts)
    if as_json:
        click.echo(to_json(found))
        return
    for row in found.rows:
        if row.stance is Stance.UNTOUCHED:
            continue
        place = row.base[0].path if row.base else "added"
        click.echo(f"{place}: {row.stance.value}")
        if row.base:
            click.echo(f"    base: {_short(row.base[0].quote)}")
        for position in row.positions:
            if position.touched:
                words = " ".join(passage.quote for passage in position.passages)
                click.echo(f"    {position.party}: {_short(words) if words else '(taken out)'}")


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
        output.write_text(found.text + "\n", encoding="utf-8")
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
@json_option
def versions(one: Path, other: Path, as_json: bool) -> None:
    """Compare two language versions, ONE and OTHER, in what needs no translation."""
    from fullpowers.comparison import compare_versions
    from fullpowers.model import to_json
    from fullpowers.reading import read

    with stages() as progress:
        progress("reading")
        found = compare_versions(read(one), read(other))
    if as_json:
        click.echo(to_json(found))
        return
    for discrepancy in found:
        passage = discrepancy.one or discrepancy.other
        click.echo(f"{passage.path if passage else ''}: {discrepancy.kind}: {discrepancy.message}")
    click.echo(
        f"{len(found)} differences. Authentic texts are presumed to say the same (Vienna Convention on the "
        "Law of Treaties, art. 33); nothing was translated, so agreement here proves nothing more."
    )


def _short(text: str, width: int = 100) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"
