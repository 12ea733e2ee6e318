"""`claims`: what is said of a draft, held against its text."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import FILE, Side, json_option, on_option
from .progress import stages

if TYPE_CHECKING:
    from fullpowers.claims import Endpoint, Text
    from fullpowers.model import Claim


@click.command()
@click.argument("article", type=FILE)
@click.option(
    "--draft",
    "drafts",
    type=FILE,
    required=True,
    multiple=True,
    help="A draft; repeatable, in order of receipt. A statement is held against the one it speaks of.",
)
@click.option("--for", "side", type=Side(), help="Also ask the law of this state, for statements on law.")
@click.option("--model", "address", help="A language model that you run, such as http://127.0.0.1:8080/v1.")
@click.option("--model-name", default="default", help="Name of the model there.")
@click.option("--remote-model", is_flag=True, help="The model may be elsewhere: words of the draft go there.")
@on_option
@json_option
def claims(
    article: Path,
    drafts: tuple[Path, ...],
    side: str | None,
    address: str | None,
    model_name: str,
    remote_model: bool,
    on: date | None,
    as_json: bool,
) -> None:
    """Hold the statements of the press text ARTICLE against one draft or several.

    With --model, a language model that you run is asked which clauses speak of statements that the rules do
    not decide; what it says is shown as its suggestion and decides nothing. Its key is read from
    FULLPOWERS_MODEL_KEY.
    """
    from fullpowers.claims import Endpoint, Text, published, verify
    from fullpowers.language import analyse
    from fullpowers.law import check
    from fullpowers.model import to_json
    from fullpowers.reading import read

    with stages() as progress:
        texts = []
        for draft in drafts:
            progress(f"reading {draft.name}")
            instrument = read(draft)
            analysis = analyse(instrument)
            opinion = None
            if side is not None:
                progress("checking the law")
                opinion = check(instrument, analysis, jurisdiction=side, on=on or date.today())
            texts.append(Text(instrument, analysis, opinion))
        progress(f"reading {article.name}")
        words = read(article).text
        found = verify(words, texts, name=article.name, published=published(words, article.name))
        if address is not None:
            progress(f"asking the model {model_name}")
            key = os.environ.get("FULLPOWERS_MODEL_KEY", "")
            found = _with_suggestions(found, texts, Endpoint(address, model_name, key, remote_model))
    if as_json:
        click.echo(to_json(found))
        return
    from .terminal import show_claims

    show_claims(found)


def _with_suggestions(found: tuple[Claim, ...], texts: list[Text], endpoint: Endpoint) -> tuple[Claim, ...]:
    """The claims with what the model suggests; what was dropped, and why, goes to standard error."""
    from fullpowers.claims import suggest

    suggestions = suggest(found, texts, endpoint)
    click.echo(f"{suggestions.asked} clauses asked, {len(suggestions.kept)} answers kept", err=True)
    for reason, count in suggestions.dropped:
        click.echo(f"  {count} dropped: {reason}", err=True)
    return tuple(
        replace(claim, suggested=tuple(one for at, one in suggestions.kept if at == place))
        for place, claim in enumerate(found)
    )
