"""`init`: a matter file made by asking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
import yaml

from .drafts_here import Here, look
from .options import Side
from .writing import write

_NONE = "-"
"""Typed for "nothing of this"."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--for", "side", type=Side(), help="Whom the matter is for; asked when it is not given.")
@click.option("--yes", is_flag=True, help="Take every proposal; ask nothing but what has none.")
def init(folder: Path, side: str | None, yes: bool) -> None:
    """Make a matter.yaml in FOLDER by asking: whose side, which drafts, when they came, what else is known.

    Drafts and other files that lie in the folder are proposed. An answer of - leaves something out. A matter
    that is already there is not touched.
    """
    target = folder / "matter.yaml"
    if target.exists():
        raise click.UsageError(
            f"{target} is there already; review it with: fullpowers review --matter {target}"
        )
    found = look(folder)
    name = _ask("Name of the matter", folder.resolve().name, yes)
    side = side or click.prompt("Whom is it for (two-letter code of a state, such as UA)", type=Side())
    drafts = [_draft(file, yes) for file in _drafts(found, folder, yes)]
    chosen = _files(found, folder, yes)
    written = {"matter": name, "for": side, "drafts": drafts, **chosen}
    text = yaml.safe_dump(written, allow_unicode=True, sort_keys=False, width=100)
    write(target, _HEAD + text)
    _check(target)
    click.echo(f"Written: {target}\nNext: fullpowers review --matter {target}")


_HEAD = """# What the team knows about this negotiation and the texts cannot tell.
# Keys: docs/command-line.md, "matter.yaml". The drafts stand in the order of receipt; the last is reviewed
# against the one before.
"""


def _ask(question: str, proposal: str, yes: bool) -> str:
    """An answer; empty for ``-``."""
    if yes and proposal:
        return "" if proposal == _NONE else proposal
    answer = str(click.prompt(question, default=proposal or None)).strip()
    return "" if answer == _NONE else answer


def _drafts(found: Here, folder: Path, yes: bool) -> list[str]:
    """The drafts in the order of receipt, as the person says; asked again until each of them is there."""
    if found.drafts:
        click.echo("Files that may be drafts, in the order of their names:")
        for number, name in enumerate(found.drafts, 1):
            click.echo(f"  {number}. {name}")
    proposal = " ".join(str(number) for number in range(1, len(found.drafts) + 1))
    while True:
        answer = _ask(
            "Drafts in the order of receipt (numbers, or names with commas)", proposal or _NONE, yes
        )
        names = [_numbered(word, found.drafts) for word in _listed(answer)]
        absent = [name for name in names if not (folder / name).is_file()]
        if not absent:
            return names
        click.echo(f"There is no file {absent[0]} in {folder}.", err=True)


def _listed(answer: str) -> list[str]:
    """Numbers may stand with spaces between; names may hold spaces and stand with commas."""
    between = r"\s+" if re.fullmatch(r"[\d\s]+", answer) else r"\s*,\s*"
    return [word for word in re.split(between, answer.strip()) if word]


def _numbered(word: str, names: Sequence[str]) -> str:
    return names[int(word) - 1] if word.isdecimal() and 0 < int(word) <= len(names) else word


def _draft(file: str, yes: bool) -> dict[str, str]:
    """One draft with how and when it came in; what nobody knows is left out."""
    answers = {
        "received": _moment(f"{file}: when did it come in (2025-02-20T19:00)", yes),
        "sender": _ask(f"{file}: from whom", _NONE, yes),
        "answer_due": _moment(f"{file}: by when is an answer due", yes),
    }
    return {"file": file, **{key: value for key, value in answers.items() if value}}


def _moment(question: str, yes: bool) -> str:
    """A day, or a day and an hour; asked again until it is one."""
    while True:
        answer = _ask(question, _NONE, yes)
        if not answer:
            return ""
        try:
            datetime.fromisoformat(answer)
        except ValueError:
            click.echo("Write it as 2025-02-20 or 2025-02-20T19:00.", err=True)
        else:
            return answer


def _files(found: Here, folder: Path, yes: bool) -> dict[str, object]:
    """Articles, figures, preferences and a register, as far as there are any."""
    chosen: dict[str, object] = {}
    articles = _listed(_ask("Press articles (names with commas)", ", ".join(found.press) or _NONE, yes))
    if articles:
        chosen["press"] = articles
    for key, what in (
        ("economics", "File of figures, for what the terms are worth"),
        ("preferences", "File of preferences, for a counter-offer"),
        ("register", "Register of instruments"),
    ):
        name = _ask(what, getattr(found, key) or _NONE, yes)
        if name:
            chosen[key] = name
    for name in (*articles, *(str(value) for key, value in chosen.items() if key != "press")):
        if not (folder / name).is_file():
            click.echo(f"Take care: there is no file {name} in {folder} yet.", err=True)
    return chosen


def _check(target: Path) -> None:
    """What was written can be read."""
    from fullpowers.matter import load

    load(target)
