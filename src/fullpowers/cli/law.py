"""`check`: the law of one side; `law`: for those who write law packs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from fullpowers.model import Fact, Instrument, InvalidData, Opinion

from .options import (
    FILE,
    OutputFile,
    Side,
    facts_option,
    json_option,
    on_option,
    packs_option,
    password_option,
    register_option,
)
from .progress import stages
from .writing import write

_FOLDERS = click.argument("folders", nargs=-1, type=click.Path(path_type=Path, file_okay=False))


@click.command()
@click.argument("file", type=FILE)
@click.option("--for", "side", type=Side(), required=True, help="Whose law is asked: a state such as UA.")
@on_option
@facts_option
@register_option
@packs_option
@click.option("--ask", is_flag=True, help="Ask for the facts that would decide what is open, one by one.")
@click.option(
    "--path",
    "path_file",
    type=OutputFile(".svg", ".ics"),
    help="Write the path to entry into force: .svg or .ics.",
)
@password_option
@json_option
def check(
    file: Path,
    side: str,
    on: date | None,
    facts: tuple[tuple[str, bool | float | None], ...],
    register: Path | None,
    packs: tuple[Path, ...],
    ask: bool,
    path_file: Path | None,
    as_json: bool,
) -> None:
    """Check FILE against the law of one side and the law of treaties."""
    from fullpowers.reading import start

    start()
    from fullpowers.language import analyse
    from fullpowers.law import check as door
    from fullpowers.model import to_json
    from fullpowers.reading import read as reader

    with stages() as progress:
        progress(f"reading {file.name}")
        instrument = reader(file)
        analysis = analyse(instrument)

    def judge(known: dict[str, bool | float | None]) -> Opinion:
        return door(
            instrument,
            analysis,
            jurisdiction=side,
            on=on or date.today(),
            facts=known,
            pack_folders=packs,
            register=register,
        )

    known = dict(facts)
    opinion = _ask(judge, known) if ask else judge(known)
    if path_file is not None:
        _write_path(opinion, instrument, path_file)
    if as_json:
        click.echo(to_json(opinion))
        return
    from .terminal import show_opinion

    show_opinion(opinion)


def _ask(
    judge: Callable[[dict[str, bool | float | None]], Opinion], known: dict[str, bool | float | None]
) -> Opinion:
    """Ask until nothing is left that an answer would settle, or the person stops."""
    from fullpowers.law import next_question

    asked = set(known)
    opinion = judge(known)
    click.echo("Answer yes, no or a number; Enter when it is not known; stop to end.", err=True)
    while (fact := next_question(opinion, asked)) is not None:
        asked.add(fact.name)
        click.echo(f"\n{_turns_on(opinion, fact)}", err=True)
        answer = click.prompt(fact.question, default="", show_default=False, err=True).strip()
        if answer.casefold() == "stop":
            break
        if not answer:
            continue
        try:
            opinion = judge({**known, fact.name: _answer(answer)})
            known[fact.name] = _answer(answer)
        except (ValueError, InvalidData):
            click.echo(f"{answer!r} does not answer the question; it stays open", err=True)
    if known:
        click.echo("\n# for the matter file\nfacts:", err=True)
        for name, value in known.items():
            written = "null" if value is None else str(value).lower()
            click.echo(f"  {name}: {written}", err=True)
    return opinion


def _turns_on(opinion: Opinion, fact: Fact) -> str:
    """What hangs on a fact, why it is open, and the words of the text that leave it open."""
    titles = [finding.title for finding in opinion.findings if fact.name in finding.unsettled]
    more = f" and {len(titles) - 2} more" if len(titles) > 2 else ""
    lines = [f"On this turns: {'; '.join(titles[:2])}{more}."]
    if fact.why_unknown:
        lines.append(f"It is open because: {fact.why_unknown}.")
    lines += [f"  “{' '.join(passage.quote.split())[:160]}”" for passage in fact.passages[:1]]
    return "\n".join(lines)


def _answer(text: str) -> bool | float:
    words = {"yes": True, "y": True, "так": True, "no": False, "n": False, "ні": False}
    return words[text.casefold()] if text.casefold() in words else float(text)


def _write_path(opinion: Opinion, instrument: Instrument, file: Path) -> None:
    from fullpowers.law import gantt, ics

    if opinion.path is None or not opinion.path.steps:
        click.echo(
            "there is no path to write: no law pack of that state says how it enters into force", err=True
        )
        return
    text = ics(opinion.path, instrument.title) if file.suffix == ".ics" else gantt(opinion.path)
    write(file, text)


@click.group()
def law() -> None:
    """Write, check and explain law packs (see docs/law-packs.md)."""


@law.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option("--for", "side", type=Side(), required=True, help="Whose law is asked: a state such as UA.")
@on_option
@facts_option
@register_option
@packs_option
@password_option
@json_option
def follow(
    old: Path,
    new: Path,
    side: str,
    on: date | None,
    facts: tuple[tuple[str, bool | float | None], ...],
    register: Path | None,
    packs: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Say which findings were cured, arose or persist from OLD to NEW, and which change did it."""
    from fullpowers.reading import start

    start()
    from fullpowers.comparison import compare
    from fullpowers.language import analyse
    from fullpowers.law import check as door
    from fullpowers.law import follow as through
    from fullpowers.model import to_json
    from fullpowers.reading import read as reader

    with stages() as progress:
        progress("reading and comparing the drafts")
        drafts = [(instrument := reader(file), analyse(instrument)) for file in (old, new)]
        (before, first), (after, second) = drafts
        day, known = on or date.today(), dict(facts)
        opinions = [
            door(
                instrument,
                analysis,
                jurisdiction=side,
                on=day,
                facts=known,
                pack_folders=packs,
                register=register,
            )
            for instrument, analysis in drafts
        ]
        comparison = compare(before, after, before=first, after=second)
        developments = through(opinions[0], opinions[1], comparison, pack_folders=packs)
    if as_json:
        click.echo(to_json(developments))
        return
    for one in developments:
        click.echo(
            f"{one.course.value:<9} {one.title} ({one.rule}): {one.before.value}, now {one.after.value}"
        )
        for line in one.facts:
            click.echo(f"          {line}")
        if one.changes:
            click.echo(f"          by change {', '.join(one.changes)} of `fullpowers compare --json`")
        if one.cure:
            click.echo(f"          cure: {one.cure}")
    click.echo(f"{len(developments)} findings are no longer what they were, or persist", err=True)


@law.command()
@_FOLDERS
@on_option
def lint(folders: tuple[Path, ...], on: date | None) -> None:
    """Say what is wrong with the packs in FOLDERS (none: those that ship). Exit code 4 on an error."""
    from fullpowers.law import lint as door

    complaints = door(folders, on or date.today())
    for complaint in complaints:
        click.echo(f"{'error' if complaint.error else 'warning'}: {complaint.where}: {complaint.message}")
    click.echo(f"{len(complaints)} complaints", err=True)
    if any(complaint.error for complaint in complaints):
        raise click.exceptions.Exit(4)


@law.command()
@_FOLDERS
def test(folders: tuple[Path, ...]) -> None:
    """Try the cases of the packs in FOLDERS (none: those that ship). Exit code 1 when one fails."""
    from fullpowers.law import failures

    tried, failed = failures(folders)
    for failure in failed:
        facts = ", ".join(f"{name}={value}" for name, value in failure.fixture.facts.items())
        click.echo(f"{failure.rule}: {failure.got.value}, {failure.says} ({facts or 'nothing known'})")
    click.echo(f"{tried} cases, {len(failed)} failed", err=True)
    if failed:
        raise click.exceptions.Exit(1)


@law.command()
@click.argument("rule")
@_FOLDERS
def explain(rule: str, folders: tuple[Path, ...]) -> None:
    """Say what RULE (such as ua.rada) means: its test, exceptions, law, consequence, cure and cases."""
    from fullpowers.law import explain as door

    click.echo(door(rule, folders))


@law.command("new-pack")
@click.argument("code")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
def new_pack(code: str, output: Path | None) -> None:
    """Begin a pack for the state CODE; print it, or write it to a file that is not there yet."""
    from fullpowers.law import new_pack as door

    text = door(code)
    if output is None:
        click.echo(text, nl=False)
        return
    if output.exists():
        raise click.UsageError(f"{output} is there already")
    write(output, text)
    click.echo(f"{output}: try `fullpowers law lint {output.parent}`", err=True)


@law.command()
@json_option
@_FOLDERS
def coverage(folders: tuple[Path, ...], as_json: bool) -> None:
    """List the jurisdictions: rules, citations that somebody read, cases."""
    from fullpowers.law import coverage as door
    from fullpowers.model import to_json

    covered = door(folders)
    if as_json:
        click.echo(to_json(covered))
        return
    click.echo("code  rules  definitions  citations read  cases  cannot tell  depth     state")
    for one in covered:
        depth = "in depth" if one.in_depth else "template"
        click.echo(
            f"{one.code:<4}  {one.rules:>5}  {one.definitions:>11}  {one.verified:>6} of {one.citations:<4}  "
            f"{one.cases:>5}  {one.undecidable:>11}  {depth}  {one.title}"
        )
    states = [one for one in covered if one.code != "INT"]
    click.echo(
        f"{len(states)} states, {sum(one.in_depth for one in states)} of them in depth; "
        f"{sum(one.rules for one in covered)} rules, {sum(one.cases for one in covered)} cases",
        err=True,
    )


@law.command()
@click.argument("code")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
def export(code: str, output: Path | None) -> None:
    """Write the law of the state CODE (or INT) as LegalRuleML."""
    from fullpowers.law import legal_rule_ml

    text = legal_rule_ml(code.upper())
    if output is None:
        click.echo(text, nl=False)
    else:
        write(output, text)
