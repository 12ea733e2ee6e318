"""`review` and `demo`: the whole way from a file to a brief."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from fullpowers.abreast import abreast

from .matter_given import Given, matter_given
from .options import (
    BRIEF_SUFFIXES,
    FILE,
    OutputFile,
    Side,
    edition_options,
    facts_option,
    json_option,
    models_option,
    on_option,
    packs_option,
    password_option,
    register_option,
)
from .progress import stages
from .records_here import afar_options, place_options
from .writing import write

if TYPE_CHECKING:
    from fullpowers.brief import Edition
    from fullpowers.matter import Circumstances, Matter
    from fullpowers.model import Review

    from .records_afar import Afar


@click.command()
@click.argument("new", type=FILE, required=False)
@click.option("--against", type=FILE, help="The previous draft.")
@click.option("--for", "side", type=Side(), help="Whom the brief is for: a state such as UA.")
@click.option(
    "--matter",
    "matter_named",
    metavar="FILE|NAME",
    help="matter.yaml (drafts, receipts, facts), or a matter of the desk's records, which keep the review.",
)
@place_options
@afar_options
@click.option("--economics", type=FILE, help="economics.yaml: figures, for what the terms are worth.")
@click.option("--preferences", type=FILE, help="preferences.yaml: for what could be answered.")
@click.option(
    "--press", type=FILE, multiple=True, help="A press article, held against the drafts; repeatable."
)
@click.option("--corpus", type=FILE, help="Folder of a corpus: precedents beside the draft.")
@click.option(
    "-o",
    "--output",
    "outputs",
    type=OutputFile(*BRIEF_SUFFIXES),
    multiple=True,
    help="Where to write the brief: .html, .pdf, .docx, .md, .txt or .json; repeatable (default brief.html).",
)
@click.option(
    "--fail-on",
    type=click.Choice(["conflicts", "cannot-tell"]),
    help="Exit with 1 when a finding comes out so (or worse).",
)
@on_option
@facts_option
@register_option
@packs_option
@models_option
@edition_options
@password_option
@json_option
def review(
    new: Path | None,
    against: Path | None,
    side: str | None,
    matter_named: str | None,
    data: Path,
    database: str | None,
    afar: Afar | None,
    economics: Path | None,
    preferences: Path | None,
    press: tuple[Path, ...],
    corpus: Path | None,
    outputs: tuple[Path, ...],
    fail_on: str | None,
    on: date | None,
    facts: tuple[tuple[str, bool | float | None], ...],
    register: Path | None,
    packs: tuple[Path, ...],
    models: bool,
    edition: Edition,
    as_json: bool,
) -> None:
    """Review the draft NEW and write the brief.

    With --matter and without NEW, the matter's last draft is reviewed against the one before; with --desk
    on the desk of that address, which keeps the review.
    """
    from fullpowers.matter import Circumstances

    if not as_json:
        outputs = outputs or (Path("brief.html"),)
    if afar is not None and _is_there(matter_named):
        _only_brief()
        _told(_reviewed_there(afar, str(matter_named), outputs, edition), outputs, edition, fail_on, as_json)
        return

    given = click.get_current_context().with_resource(matter_given(matter_named, data, database, on))
    matter = given.file
    keep = given.keep if new is None and against is None and not side else Given(None).keep
    if new is None:
        new, against = _last_drafts(matter, against)
    side = side or (matter.side if matter else None)
    if side is None:
        context = click.get_current_context()
        option = next(one for one in context.command.params if one.name == "side")
        raise click.MissingParameter("say whom the brief is for", context, option)
    circumstances = Circumstances(
        on=on,
        facts=dict(facts),
        packs=packs,
        matter=matter,
        economics=economics,
        press=press,
        register=register,
        preferences=preferences,
        corpus=corpus,
        mandates=given.mandates,
        models=models,
    )
    found = _review(new, against, side, circumstances, outputs, edition, keep)
    _told(found, outputs, edition, fail_on, as_json)


def _told(
    found: Review, outputs: tuple[Path, ...], edition: Edition, fail_on: str | None, as_json: bool
) -> None:
    """Say what came out, and fail as was asked."""
    if as_json:
        from fullpowers.brief import render

        click.echo(render(found, "json"))
    else:
        _show(found, edition.language)
        click.echo("\n".join(f"Brief: {output}" for output in outputs))
    _fail(found, fail_on)


def _is_there(named: str | None) -> bool:
    """Whether the desk that was named is meant: a matter.yaml on this machine comes first, as always."""
    typed = click.get_current_context().get_parameter_source("url") is ParameterSource.COMMANDLINE
    if typed and named is None:
        raise click.UsageError("--desk needs --matter, the name of a matter there")
    return named is not None and (typed or not Path(named).exists())


_TO_WRITE = frozenset(
    {"matter_named", "url", "token", "token_file", "outputs", "fail_on", "as_json", "data", "database"}
    | {"marking", "leave_out", "no_quotations", "one_page", "language"}
)


def _only_brief() -> None:
    """Refuse what a desk afar would not heed: it reviews with the files and facts that it holds."""
    context = click.get_current_context()
    for parameter in context.command.params:
        typed = context.get_parameter_source(str(parameter.name)) is ParameterSource.COMMANDLINE
        if typed and parameter.name not in _TO_WRITE:
            raise click.UsageError(
                f"a desk reviews with what it holds: `matter add` it, and leave out {parameter.opts[0]}"
            )


def _reviewed_there(afar: Afar, named: str, outputs: tuple[Path, ...], edition: Edition) -> Review:
    """Have the desk review the matter's last draft, and write the brief here."""
    from .taking_out import chosen

    matter = afar.find(named)
    draft = chosen(afar.held(matter), "")
    with stages() as progress:
        found = afar.reviewed_anew(matter, draft, progress)
        _write(found, outputs, edition, progress)
    return found


def _last_drafts(matter: Matter | None, against: Path | None) -> tuple[Path, Path | None]:
    """The matter's last draft and, unless another is named, the one before it."""
    if matter is None or not matter.drafts:
        raise click.UsageError("name the draft to review, or a --matter with drafts in it")
    files = [matter.folder / draft.file for draft in matter.drafts]
    return files[-1], against or (files[-2] if len(files) > 1 else None)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("fullpowers-demo"))
def demo(folder: Path) -> None:
    """Copy the example matter to FOLDER and review its last draft.

    Files that are already there are kept as they are.
    """
    from fullpowers.brief import Edition
    from fullpowers.matter import Circumstances, load

    shutil.copytree(_example(), folder, dirs_exist_ok=True, copy_function=_copy_missing)
    matter = load(folder / "matter.yaml")
    new, old = (folder / draft.file for draft in (matter.drafts[-1], matter.drafts[-2]))
    outputs = tuple(folder / name for name in ("brief.html", "brief.docx", "brief.json"))
    found = _review(new, old, matter.side, Circumstances(matter=matter), outputs, Edition())
    _show(found)
    click.echo(
        f"Brief: {(folder / 'brief.html').resolve()}\n"
        f"The same for Word: {folder / 'brief.docx'}, as JSON: {folder / 'brief.json'}\n"
        "Next: fullpowers review NEW --against OLD --for UA, with your own two files"
    )


def _review(
    new: Path,
    against: Path | None,
    side: str,
    circumstances: Circumstances,
    outputs: tuple[Path, ...],
    edition: Edition,
    keep: Callable[[Review], Review] = lambda review: review,
) -> Review:
    """Review, keep and write, with one bar for all."""
    from fullpowers.review import review as hall

    with stages(_plan(against is not None, circumstances, outputs)) as progress:
        found = hall(new, against=against, side=side, circumstances=circumstances, progress=progress)
        found = keep(found)
        _write(found, outputs, edition, progress)
    return found


def _plan(compared: bool, given: Circumstances, outputs: tuple[Path, ...]) -> list[str]:
    """The stages of this review, by their first words, as the hall announces them."""
    plan = ["reading"] * (2 if compared else 1) + ["analysing"]
    plan += ["valuing"] if given.economics_file else []
    plan += ["checking", *(["comparing"] if compared else [])]
    plan += ["holding"] if given.articles else []
    plan += ["looking"] if given.preferences_file else []
    plan += ["looking"] if given.corpus else []
    return [*plan, "writing", *map(_writing, outputs)]


def _writing(output: Path) -> str:
    return "printing" if output.suffix == ".pdf" else "writing"


def _write(
    found: Review, outputs: tuple[Path, ...], edition: Edition, progress: Callable[[str], None]
) -> None:
    """Write the brief to each path. Printing takes longest: the other files are written meanwhile."""
    from fullpowers.brief import publish

    def written(paths: list[Path]) -> int:
        for path in paths:
            write(path, publish(found, path.suffix[1:], edition))
        return len(paths)

    printed = [output for output in outputs if output.suffix == ".pdf"]
    others = [output for output in outputs if output.suffix != ".pdf"]
    for output in (*others, *printed):
        progress(f"{_writing(output)} {output.name}")
    abreast(written, [printed, others], int, pays=bool(printed))


def _show(found: Review, language: str = "en") -> None:
    from fullpowers.brief import show

    from .screen import Styled, say

    for line in show(found, language):
        say(Styled(line.text, line.style), Styled(line.cited, "cyan"), first=" " * line.indent)


def _fail(found: Review, fail_on: str | None) -> None:
    from fullpowers.model import Outcome

    failing = {None: set(), "conflicts": {Outcome.CONFLICTS}}.get(
        fail_on, {Outcome.CONFLICTS, Outcome.CANNOT_TELL}
    )
    if any(finding.outcome in failing for finding in found.opinion.findings):
        raise click.exceptions.Exit(1)


def _copy_missing(source: str, target: str) -> str:
    return target if Path(target).exists() else str(shutil.copy2(source, target))


def _example() -> Path:
    """The example matter: inside the installed package, or in the checkout that it is run from."""
    package = Path(__file__).parents[1]
    installed = package / "examples" / "minerals"
    return installed if installed.is_dir() else package.parents[1] / "examples" / "minerals"
