"""Agreements written here, read and analysed by the rooms that do it."""

from __future__ import annotations

from dataclasses import replace

from fullpowers import analyse, weigh
from fullpowers.model import Analysis, Instrument, Ledger, Receipt
from fullpowers.reading import read_bytes

ALPHA, BETA = "the Government of Arvenia", "the Government of Belmark"


def agreement(*articles: str, title: str = "GAS", recital: str = "") -> Instrument:
    """An agreement between Arvenia and Belmark with these articles."""
    numbered = "\n\n".join(f"Article {number}\n\n{text}" for number, text in enumerate(articles, 1))
    text = (
        f"AGREEMENT BETWEEN THE GOVERNMENT OF ARVENIA AND THE GOVERNMENT OF BELMARK ON {title}\n\n"
        f"{recital}\n\nHave agreed as follows:\n\n{numbered}\n"
    )
    return read_bytes(text.encode(), "agreement.txt")


def weighed(*articles: str, title: str = "GAS", recital: str = "") -> tuple[Instrument, Analysis, Ledger]:
    """The agreement with its analysis and its ledger."""
    instrument = agreement(*articles, title=title, recital=recital)
    analysis = analyse(instrument)
    return instrument, analysis, weigh(instrument, analysis)


def received(instrument: Instrument, came: str, due: str) -> Instrument:
    """The instrument with a receipt."""
    assert instrument.source is not None
    receipt = Receipt(received=came, answer_due=due)
    return replace(instrument, source=replace(instrument.source, receipt=receipt))
