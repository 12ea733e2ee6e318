"""Flaws of drafting: words against figures, terms defined twice or never, references that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from fullpowers.model import (
    Defect,
    DefectKind,
    Definition,
    Instrument,
    Reference,
    ReferenceStatus,
)

from .definitions import pointing, undefined
from .instruments import needed
from .quantities import find_mentions
from .references import ELSEWHERE
from .sentences import Sentence


def find_defects(
    instrument: Instrument,
    sentences: Sequence[Sentence],
    definitions: Sequence[Definition],
    references: Sequence[Reference],
) -> tuple[Defect, ...]:
    """All flaws that were found, in the order of the text.

    Each names what is wrong and shows the words; whether it matters is for the reader to judge. Numbers
    are looked at in the whole text, notes and recitals included.
    """
    found = [
        *_numbers(instrument),
        *_twice(instrument, definitions),
        *_never_used(instrument, definitions),
        *undefined_terms(instrument, sentences, definitions),
        *_dangling(references),
        *_not_provided(instrument, references),
    ]
    return tuple(sorted(found, key=lambda one: (one.passages[0].start, one.kind)))


def _numbers(instrument: Instrument) -> Iterator[Defect]:
    said: set[str] = set()
    for mention in find_mentions(instrument.text):
        quantity = mention.quantity
        if quantity is None:
            if mention.date == "":
                passage = instrument.passage(mention.start, mention.end)
                if passage.quote in said:
                    continue  # a date in the foot of each page is one flaw
                said.add(passage.quote)
                yield Defect(
                    DefectKind.AMBIGUOUS_DATE,
                    f"{passage.quote!r} can be read day first or month first.",
                    (passage,),
                )
        elif quantity.figures is not None:
            words, figures = _shown(quantity.amount), _shown(quantity.figures)
            yield Defect(
                DefectKind.WORDS_AND_FIGURES,
                f"The words say {words}, the figures {figures} ({quantity.unit}).",
                (instrument.passage(mention.start, mention.end),),
            )


def _shown(amount: Decimal) -> str:
    return f"{amount:,f}".rstrip("0").rstrip(".") if amount % 1 else f"{amount:,.0f}"


def _twice(instrument: Instrument, definitions: Sequence[Definition]) -> Iterator[Defect]:
    """Two definitions of one term that hold in the same place and are not both names of parties."""
    first: dict[tuple[str, str], Definition] = {}
    shared = {alias for party in instrument.parties for alias in party.aliases}
    for one in definitions:
        initials = one.term.isupper() and len(one.term) <= 6
        if one.term in shared or initials or pointing(instrument, one):
            continue
        key = one.term, one.scope
        other = first.setdefault(key, one)
        if other is one or _near(instrument, one, other):
            continue
        if _same_meaning(one, other):
            continue
        yield Defect(
            DefectKind.DEFINED_TWICE,
            f"“{one.term}” is defined here and before.",
            (one.passage, other.passage),
        )


def _near(instrument: Instrument, one: Definition, other: Definition) -> bool:
    """In one paragraph: usually one definition in two halves, such as two parties of one name."""
    return "\n" not in instrument.text[other.passage.end : one.passage.start]


def _same_meaning(one: Definition, other: Definition) -> bool:
    texts = [" ".join(d.meaning.quote.lower().split()) if d.meaning else "" for d in (one, other)]
    return texts[0] == texts[1]


def _never_used(instrument: Instrument, definitions: Sequence[Definition]) -> Iterator[Defect]:
    for one in definitions:
        initials = one.term.isupper() and len(one.term) <= 6
        if one.uses == 0 and not initials and not pointing(instrument, one):
            yield Defect(DefectKind.NEVER_USED, f"“{one.term}” is defined and never used.", (one.passage,))


def undefined_terms(
    instrument: Instrument, sentences: Sequence[Sentence], definitions: Sequence[Definition]
) -> Iterator[Defect]:
    """Capitalised terms that stand like defined ones three times or more and are defined nowhere."""
    for term, spans in undefined(instrument, sentences, definitions):
        yield Defect(
            DefectKind.NOT_DEFINED,
            f"“{term}” is written like a defined term ({len(spans)} times) and no definition was found.",
            tuple(instrument.passage(start, end) for start, end in spans[:3]),
        )


def _dangling(references: Sequence[Reference]) -> Iterator[Defect]:
    for one in references:
        if one.status is ReferenceStatus.DANGLING:
            yield Defect(
                DefectKind.DANGLING_REFERENCE,
                f"{one.text} does not stand in this text.",
                (one.passage,),
            )


def _not_provided(instrument: Instrument, references: Sequence[Reference]) -> Iterator[Defect]:
    apart = [one for one in references if one.target.endswith(ELSEWHERE)]
    if apart:
        names = sorted({one.text for one in apart})
        yield Defect(
            DefectKind.NOT_PROVIDED,
            f"Annexes are relied on that do not stand in this text: {', '.join(names[:12])}"
            + (f" and {len(names) - 12} more." if len(names) > 12 else "."),
            tuple(one.passage for one in apart[:5]),
        )
    for one in needed(instrument, references):
        count = sum(1 for other in references if other.target == one.target)
        yield Defect(
            DefectKind.NOT_PROVIDED,
            f"{one.target} is relied on ({count} mentions) and was not provided.",
            (one.passage,),
        )
