"""What `read --undertakings --terms` prints on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from fullpowers.model import Analysis, Instrument, Term, Undertaking


def show_analysis(analysis: Analysis, instrument: Instrument, *, undertakings: bool, terms: bool) -> None:
    """What was found with its passages, then the binding force and what was not understood."""
    console = Console()
    if undertakings:
        console.print("[bold]Undertakings[/bold]")
        for one in analysis.undertakings:
            console.print(_undertaking(one, instrument))
    if terms:
        console.print("[bold]Terms[/bold]")
        for term in analysis.terms:
            console.print(_term(term, instrument))
    force = analysis.bindingness
    console.print(f"[bold]{escape(force.force.value)}[/bold]: {escape(force.reason)}")
    if force.tradition.startswith("will"):
        console.print(f"read by: {escape(force.tradition)}; {escape(force.chosen)}")
    for tip in force.tips:
        console.print(f"would tip it: {escape(tip)}")
    console.print(f"understood: {analysis.understood} of {analysis.sentences} operative sentences")
    for passage in analysis.not_understood:
        console.print(f"  [dim]{_place(instrument, passage.start)}[/dim] {escape(_short(passage.quote))}")


def _undertaking(one: Undertaking, instrument: Instrument) -> str:
    towards = f" [dim]towards {escape(one.beneficiary)}[/dim]" if one.beneficiary else ""
    later = " [yellow](left to a later agreement)[/yellow]" if one.later else ""
    return (
        f"[cyan]{_place(instrument, one.passage.start)}[/cyan] {one.modality.value}, {one.force.value}: "
        f"[bold]{escape(one.bearer or 'nobody named')}[/bold] “{escape(one.marker.quote)}” "
        f"{escape(_short(one.action))}{towards}{later}"
    )


def _term(term: Term, instrument: Instrument) -> str:
    owed = f" [dim]owed by {escape(term.bearer)}[/dim]" if term.bearer else ""
    return (
        f"[cyan]{_place(instrument, term.passage.start)}[/cyan] {term.kind.value}: "
        f"[bold]{escape(term.label)}[/bold]{owed} “{escape(_short(term.passage.quote))}”"
    )


def _place(instrument: Instrument, offset: int) -> str:
    provision = instrument.at(offset)
    return escape(provision.path) if provision else ""


def _short(text: str, width: int = 110) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 3].rsplit(" ", 1)[0] + "..."
