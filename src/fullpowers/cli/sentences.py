"""What `read --undertakings --terms` prints on a terminal."""

from __future__ import annotations

from fullpowers.model import Analysis, Instrument, Term, Undertaking

from .screen import Styled, say


def show_analysis(analysis: Analysis, instrument: Instrument, *, undertakings: bool, terms: bool) -> None:
    """What was found with its passages, then the binding force and what was not understood."""
    if undertakings:
        say(Styled("Undertakings", "bold"))
        for one in analysis.undertakings:
            say(*_undertaking(one, instrument))
    if terms:
        say(Styled("Terms", "bold"))
        for term in analysis.terms:
            say(*_term(term, instrument))
    force = analysis.bindingness
    say(Styled(force.force.value, "bold"), f": {force.reason}")
    if force.tradition.startswith("will"):
        say(f"read by: {force.tradition}; {force.chosen}")
    for tip in force.tips:
        say(f"would tip it: {tip}")
    say(f"understood: {analysis.understood} of {analysis.sentences} operative sentences")
    for passage in analysis.not_understood:
        say(Styled(_place(instrument, passage.start), "dim"), f" {_short(passage.quote)}", first="  ")


def _undertaking(one: Undertaking, instrument: Instrument) -> list[str | Styled]:
    return [
        Styled(_place(instrument, one.passage.start), "cyan"),
        f" {one.modality.value}, {one.force.value}: ",
        Styled(one.bearer or "nobody named", "bold"),
        f" “{one.marker.quote}” {_short(one.action)}",
        Styled(f" towards {one.beneficiary}" if one.beneficiary else "", "dim"),
        Styled(" (left to a later agreement)" if one.later else "", "yellow"),
    ]


def _term(term: Term, instrument: Instrument) -> list[str | Styled]:
    return [
        Styled(_place(instrument, term.passage.start), "cyan"),
        f" {term.kind.value}: ",
        Styled(term.label, "bold"),
        Styled(f" owed by {term.bearer}" if term.bearer else "", "dim"),
        f" “{_short(term.passage.quote)}”",
    ]


def _place(instrument: Instrument, offset: int) -> str:
    provision = instrument.at(offset)
    return provision.path if provision else ""


def _short(text: str, width: int = 110) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 3].rsplit(" ", 1)[0] + "..."
