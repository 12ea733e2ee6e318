"""One item to one agreement: the pure function that every worker runs, on a laptop or in a cluster."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fullpowers.model import (
    FullpowersError,
    Instrument,
    Provision,
    ProvisionKind,
    Refusal,
    UnreadableInput,
    text_id,
)

from .describing import kind_of, resources_of, two_letters, year_of
from .entries import Agreement, Clause, Failure, Item, Parameter
from .likeness import signature, words_of
from .tota import is_tota, read_tota

_UNITS = {ProvisionKind.ARTICLE, ProvisionKind.SECTION, ProvisionKind.ANNEX, ProvisionKind.RECITAL}
_GROUPS = {ProvisionKind.PART, ProvisionKind.CHAPTER, ProvisionKind.TEXT, ProvisionKind.ENACTING}
_SHORTEST = 5
"""Words of a clause; what is shorter says nothing by itself."""
_LIST = re.compile(r"\s*[;,]\s*")


def read_item(item: Item) -> Agreement | Failure:
    """The agreement in an item, or why there is none; never raises."""
    digest = item.digest
    try:
        if item.refused:
            return Failure(item.name, digest, f"{item.name}: {item.refused}")
        if not item.data:
            raise UnreadableInput(Refusal.EMPTY, item.name, "it is empty")
        if is_tota(item.data):
            said, text, clauses = read_tota(item)
            return _agreement(item, digest, said | item.said, text, clauses)
        return _read(item, digest)
    except FullpowersError as refusal:
        return Failure(item.name, digest, str(refusal))
    except Exception as defect:  # one bad file must not end a night's work; it is listed as ours
        why = f"our reader failed on it: {type(defect).__name__}: {defect}"
        return Failure(item.name, digest, f"{item.name}: {why}")


def _read(item: Item, digest: str) -> Agreement:
    from fullpowers.law import codes_in

    instrument = _instrument(item.data, item.name if not item.said else "row.txt")
    named = "; ".join(party.name for party in instrument.parties) or instrument.title
    signed = instrument.signing.date if instrument.signing else ""
    said = {
        "title": instrument.title,
        "language": instrument.languages[0] if instrument.languages else "",
        "parties": "; ".join(sorted(codes_in(named))),
        "year": signed,
    }
    clauses = tuple(_clauses(instrument))
    return _agreement(item, digest, said | item.said, instrument.text, clauses)


def _instrument(data: bytes, name: str) -> Instrument:
    """What was read: plain text in this process, everything else behind walls."""
    from fullpowers.reading import read_bytes, read_plain

    return read_plain(data, name) or read_bytes(data, name)


def _agreement(
    item: Item, digest: str, said: dict[str, str], text: str, clauses: tuple[Clause, ...]
) -> Agreement:
    title = said.get("title", "") or item.name.rsplit("/", 1)[-1]
    parties = (two_letters(code) for code in _LIST.split(said.get("parties", "")))
    lower = text.lower()
    words = words_of(lower)
    told = said.get("resources")
    resources = tuple(_LIST.split(told)) if told else resources_of(title, lower, Counter(words))
    return Agreement(
        id=text_id(text),
        name=item.name,
        sha256=digest,
        title=" ".join(title.split())[:300],
        year=year_of(said.get("year", ""), lower),
        language=said.get("language", ""),
        kind=said.get("kind", "").casefold() or kind_of(title),
        parties=tuple(dict.fromkeys(code for code in parties if code)),
        resources=resources,
        text=text,
        clauses=clauses or (Clause("text", "", "", 0, len(text)),),
        signature=signature(words),
    )


def _clauses(instrument: Instrument) -> Iterator[Clause]:
    for provision in units_of(instrument):
        words = instrument.text[provision.body : provision.end]
        if len(words.split(None, _SHORTEST)) >= _SHORTEST:
            end = provision.body + len(words.rstrip())
            yield Clause(provision.path, provision.number, provision.heading, provision.body, end)


def clauses_of(file: Path) -> list[tuple[str, str]]:
    """Path and words of each clause of a file, as a corpus would hold it.

    Raises:
        UnreadableInput: it cannot be read.
    """
    from fullpowers.reading import read

    instrument = read(file)
    return [(clause.place, instrument.text[clause.start : clause.end]) for clause in _clauses(instrument)]


def units_of(instrument: Instrument) -> Iterator[Provision]:
    """The provisions of an instrument that are clauses of a corpus."""
    return _units(instrument.provisions)


def _units(provisions: tuple[Provision, ...]) -> Iterator[Provision]:
    """Articles where there are any, else the outermost paragraphs: what a lawyer would compare."""
    for provision in provisions:
        if provision.kind in _UNITS or (provision.kind is ProvisionKind.PARAGRAPH):
            yield provision
        elif provision.kind in _GROUPS:
            yield from _units(provision.children) if provision.children else iter((provision,))


def analyse_item(agreement: Agreement) -> tuple[str, str, tuple[Parameter, ...]]:
    """The second look at an agreement, which takes longer: its identifier, binding force, and its terms."""
    from fullpowers.language import analyse

    try:
        instrument = _instrument(agreement.text.encode(), "row.txt")
        analysis = analyse(instrument)
    except Exception:  # what cannot be analysed has no terms; the agreement itself stands
        return agreement.id, "", ()
    at = _Places(agreement, instrument)
    rows = []
    for term in analysis.terms:
        start, end = at.of(term.passage.start, term.passage.quote)
        number = term.quantity
        rows.append(
            Parameter(
                agreement.id,
                term.kind.value,
                number.unit if number else "",
                float(number.amount) if number else None,
                term.value,
                at.place(start),
                start,
                end,
            )
        )
    return agreement.id, analysis.bindingness.force.value, tuple(rows)


def lost_item(item: Item) -> Agreement | Failure:
    """What becomes of an item that ended the process that read it."""
    why = "the process that read it was ended, for memory or from outside"
    return Failure(item.name, item.digest, f"{item.name}: {why}")


def lost_agreement(agreement: Agreement) -> tuple[str, str, tuple[Parameter, ...]]:
    """What becomes of an agreement that ended the process that looked at it again: nothing is known of it."""
    return agreement.id, "", ()


class _Places:
    """Where words that were read again stand in the stored text, which may be set a little otherwise."""

    def __init__(self, agreement: Agreement, instrument: Instrument) -> None:
        self.agreement, self.same = agreement, instrument.text == agreement.text
        self.from_ = 0

    def of(self, start: int, quote: str) -> tuple[int, int]:
        """Code points of the quotation; an empty stretch at -1 when it is not there word for word."""
        if self.same:
            return start, start + len(quote)
        text = self.agreement.text
        found = text.find(quote, max(0, start - 2000))
        if found < 0:
            found = text.find(quote)
        return (found, found + len(quote)) if found >= 0 else (-1, -1)

    def place(self, start: int) -> str:
        for clause in self.agreement.clauses:
            if clause.start <= start < clause.end:
                return clause.place
        return ""
