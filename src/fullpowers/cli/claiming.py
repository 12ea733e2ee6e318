"""`claims`: what is said of a draft, held against its text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from .options import FILE, Side, json_option, on_option
from .progress import stages


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
@on_option
@json_option
def claims(article: Path, drafts: tuple[Path, ...], side: str | None, on: date | None, as_json: bool) -> None:
    """Hold the statements of the press text ARTICLE against one draft or several."""
    from fullpowers.claims import Text, published, verify
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
    if as_json:
        click.echo(to_json(found))
        return
    from .terminal import show_claims

    show_claims(found)
