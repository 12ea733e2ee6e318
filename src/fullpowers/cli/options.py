"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

FILE = click.Path(path_type=Path)


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            return self.fail(f"{value!r} is not a day; write it as 2025-02-21", param, ctx)


class Side(click.ParamType[str]):
    """A state by its ISO 3166 two-letter code."""

    name = "state"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not re.fullmatch(r"[A-Za-z]{2}", value):
            return self.fail(f"{value!r} is not a two-letter state code such as UA", param, ctx)
        return str(value).upper()

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        from fullpowers.law import jurisdictions

        return [
            CompletionItem(one.code, help=one.title)
            for one in jurisdictions()
            if len(one.code) == 2 and one.code.startswith(incomplete.upper())
        ]


class OutputFile(click.Path):
    """A file to write; its suffix says the format, and must be one of ``suffixes``."""

    name = "file"

    def __init__(self, *suffixes: str) -> None:
        super().__init__(path_type=Path, dir_okay=False)
        self.suffixes = suffixes

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if path.suffix not in self.suffixes:
            known = ", ".join(self.suffixes[:-1])
            last = self.suffixes[-1]
            ways = f"{known} or {last}" if known else last
            return self.fail(f"{path.name}: its suffix says the format, which is {ways}", param, ctx)
        return path


BRIEF_SUFFIXES = (".html", ".pdf", ".docx", ".md", ".txt", ".json")
REDLINE_FORMATS = {".html": "html", ".md": "markdown", ".docx": "docx", ".json": "json"}
"""Formats of a redline by the suffix of its file."""


class FactOption(click.ParamType[tuple[str, bool | float | None]]):
    """A fact from outside the text as NAME=yes|no|unknown, or NAME=30 for a number."""

    name = "fact"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, bool | float | None]:
        if isinstance(value, tuple):
            return value
        name, _, answer = str(value).partition("=")
        truth = {"yes": True, "true": True, "no": False, "false": False, "unknown": None}
        if answer.lower() in truth:
            return name, truth[answer.lower()]
        if re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", answer):
            return name, float(answer)
        return self.fail(f"{value!r} is not NAME=yes, NAME=no, NAME=unknown or NAME=30", param, ctx)


def on_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--on: the day for which law and deadlines are taken."""
    return click.option("--on", type=Day(), help="Day of the review, YYYY-MM-DD (default: today).")(function)


def facts_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--fact: what the text cannot tell."""
    return click.option(
        "--fact", "facts", type=FactOption(), multiple=True, help="A fact from outside the text; repeatable."
    )(function)


def register_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--register: what the team keeps of instruments."""
    return click.option(
        "--register",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Your register of instruments (.yaml or .csv): provided, ratified, in force.",
    )(function)


def packs_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--packs: folders of law packs besides those that ship."""
    return click.option(
        "--packs",
        type=click.Path(path_type=Path, file_okay=False),
        multiple=True,
        help="A folder of your own law packs; repeatable.",
    )(function)


def password_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--password: opens protected files; asked for at a terminal when it is not given."""
    return click.option(
        "--password",
        envvar="FULLPOWERS_PASSWORD",
        expose_value=False,
        is_eager=True,
        callback=_unlock,
        help="Opens a protected file; asked for when it is not given.",
    )(function)


def _unlock(_: click.Context, __: click.Parameter, password: str | None) -> None:
    from fullpowers.reading import unlock_with

    def ask(name: str, wrong: int) -> str:
        if password and wrong == 0:
            return password
        if not sys.stdin.isatty():
            return ""
        again = "That does not open it. " if wrong else ""
        return str(
            click.prompt(
                f"{again}Password of {name}", default="", hide_input=True, err=True, show_default=False
            )
        )

    unlock_with(ask)


def models_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--models: learned help for doubtful pairs."""
    return click.option(
        "--models",
        is_flag=True,
        help="Ask a learned model that you installed (extra `models`) about doubtful pairs; it is said so.",
    )(function)


def json_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--json: the whole result as JSON on standard output."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON (see `fullpowers schema`).")(
        function
    )


def edition_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--marking, --leave-out, --no-quotations, --one-page, --language: together the argument ``edition``."""

    @wraps(function)
    def gathered(
        *, marking: str, leave_out: str, no_quotations: bool, one_page: bool, language: str, **rest: Any
    ) -> Any:
        from fullpowers.brief import Edition

        parts = frozenset(part.strip() for part in leave_out.split(",") if part.strip())
        edition = Edition(language, marking, parts, not no_quotations, one_page)
        return function(edition=edition, **rest)

    options = (
        click.option(
            "--marking", default="", help="Level of secrecy, on every page and in the file's properties."
        ),
        click.option(
            "--leave-out",
            default="",
            metavar="PARTS",
            help="Parts to leave out: law,terms,text ...",
            shell_complete=_parts,
        ),
        click.option("--no-quotations", is_flag=True, help="Leave out the draft's words everywhere."),
        click.option("--one-page", is_flag=True, help="The answers alone."),
        click.option(
            "--language",
            default="en",
            help="Language of the brief's own words.",
            shell_complete=_languages,
        ),
    )
    decorated: Callable[..., Any] = gathered
    for option in reversed(options):
        decorated = option(decorated)
    return decorated


def _parts(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The next part after the last comma."""
    from fullpowers.brief import PARTS

    before, comma, begun = incomplete.rpartition(",")
    return [CompletionItem(f"{before}{comma}{part}") for part in PARTS if part.startswith(begun)]


def _languages(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from fullpowers.brief import languages

    return [CompletionItem(code) for code in languages() if code.startswith(incomplete)]
