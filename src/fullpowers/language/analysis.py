"""The whole way from an instrument to what its sentences say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fullpowers.model import Analysis, BindingForce, Force, Instrument, Passage

from .binding import weigh_binding
from .defects import find_defects
from .definitions import find_definitions
from .parts import Parts
from .references import find_references
from .sentences import Sentence, sentences
from .terms import borne, find_terms
from .traditions import Chosen, choose
from .undertakings import Reading, find_undertakings

_WILL = {
    BindingForce.BINDING_DECLARED: Force.FIRM,
    BindingForce.BINDING: Force.FIRM,
    BindingForce.CONTRACT: Force.FIRM,
    BindingForce.HYBRID: Force.QUALIFIED,
    BindingForce.CANNOT_TELL: Force.QUALIFIED,
    BindingForce.NON_BINDING: Force.ASPIRATIONAL,
    BindingForce.NON_BINDING_DECLARED: Force.ASPIRATIONAL,
}
"""How firm a plain "will" is: as firm as the instrument that holds it (language.md 1.3, traps 1 and 2)."""


def analyse(instrument: Instrument, *, tradition: str = "") -> Analysis:
    """What the sentences of ``instrument`` say: undertakings, terms, definitions, references, binding force.

    ``tradition`` names the drafting tradition by which "will" is read (``data/traditions``); without it the
    parties and the language choose.

    An operative sentence that yields nothing is listed as not understood; an unfinished one that points
    complete counts as understood when one of its points is.

    Raises:
        InvalidData: there is no tradition of that name.
    """
    found = sentences(instrument)
    chosen = choose(instrument, tradition)
    definitions = find_definitions(instrument, found)
    terms = find_terms(instrument, found, definitions)
    bindingness, parts = weigh_binding(instrument, found, chosen, terms)
    undertakings = find_undertakings(instrument, found, _reading(bindingness.force, parts, chosen))
    terms = tuple(borne(terms, undertakings))
    references = find_references(instrument, found)
    operative = [sentence for sentence in found if sentence.operative]
    evidence = [
        *(undertaking.passage for undertaking in undertakings),
        *(term.passage for term in terms),
        *(definition.passage for definition in definitions),
    ]
    unread = _not_understood(operative, evidence)
    lost = [sentence for sentence in unread if not _run_in(instrument, sentence)]
    read = len(operative) - len(unread)
    return Analysis(
        instrument=instrument.id,
        bindingness=bindingness,
        terms=terms,
        undertakings=undertakings,
        definitions=definitions,
        references=references,
        sentences=read + len(lost),
        understood=read,
        defects=find_defects(instrument, found, definitions, references),
        not_understood=tuple(instrument.passage(sentence.start, sentence.end) for sentence in lost),
    )


def _reading(force: BindingForce, parts: Parts, chosen: Chosen) -> Reading:
    return Reading(
        will=Force.FIRM if force is BindingForce.CANNOT_TELL and chosen.will_binds else _WILL[force],
        lowered=frozenset({"*"}) if force is BindingForce.NON_BINDING_DECLARED else parts.not_binding,
    )


_HEADING = re.compile(r"[^\W\d_a-z][\w’'-]*(?: [\w’'-]+){0,4}\.")


def _run_in(instrument: Instrument, sentence: Sentence) -> bool:
    """Whether it is a heading before its paragraph on the same line: ``5. Immunity. The State ...``."""
    text, provision = instrument.text, sentence.provision
    before = text[provision.start : sentence.start].strip(" \t\u00a0")
    first = bool(provision.number) and before.rstrip(".)") in (provision.number, "")
    line = text.find("\n", sentence.end)
    behind = text[sentence.end : line if line >= 0 else len(text)].strip()
    return first and bool(behind) and _HEADING.fullmatch(text, sentence.start, sentence.end) is not None


def _not_understood(operative: Sequence[Sentence], evidence: Iterable[Passage]) -> list[Sentence]:
    """Operative sentences in which no evidence lies, nor in any point that completes them."""
    starts = sorted({(passage.start, passage.end) for passage in evidence})
    understood: set[tuple[int, int]] = set()
    at = 0
    for sentence in operative:
        while at < len(starts) and starts[at][0] < sentence.start:
            at += 1
        if at < len(starts) and starts[at][0] < sentence.end:
            understood.add((sentence.start, sentence.end))
            understood.update(sentence.chapeau)
    return [sentence for sentence in operative if (sentence.start, sentence.end) not in understood]
