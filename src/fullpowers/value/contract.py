"""What a contract with an investor says about royalty, cost recovery, profit split, tax and the rest.

Each clause becomes an instrument of a :class:`Regime`. What the text does not say comes from the regime that
the economics file calls ``agreement`` (assumed), or is nothing, and then the input says so (silent). A
clause that is recognised but not understood is named, never taken for nothing. Where the words leave open
what is meant (before or after royalty; of gross or of what is left), every reading is a regime of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from fullpowers.model import Analysis, Instrument, Passage, Standing, ValueInput

from .clauses import Sentences
from .instruments import InstrumentReader, Options, Setting, instrument_clauses
from .regime import Regime


@dataclass(frozen=True, slots=True)
class Contract:
    """The fiscal terms of a contract: one regime for each reading that its words allow.

    ``spans`` are the sentences that were understood as terms of the contract, so that nothing is
    counted twice; ``unread`` are clauses that were recognised and not understood.
    """

    regimes: tuple[tuple[str, Regime], ...] = ()
    inputs: tuple[ValueInput, ...] = ()
    unread: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    lost: bool = False
    """Production is shared in words that were not understood: its percentages alone are no payments."""

    def covers(self, passage: Passage) -> bool:
        """Whether the passage stands in a sentence that was understood as a term of the contract."""
        return any(start <= passage.start < end for start, end in self.spans)


def contract_of(instrument: Instrument, analysis: Analysis, setting: Setting) -> Contract:
    """The contract in a draft; without regimes when the draft is none."""
    reader = InstrumentReader(Sentences(instrument, analysis), setting)
    fields = reader.fields()
    base = setting.fallback or Regime()
    missing = _missing(reader, fields, base)
    if missing:
        # the rest alone would be valued as a licence, which the text is not
        return Contract((), tuple(reader.inputs), (missing, *reader.unread), tuple(reader.spans), lost=True)
    if not fields or not ("recovery" in fields or reader.investor_pays()):
        return Contract()
    if "recovery" not in fields and base.recovery is None and fields.pop("domestic_market", []):
        reader.unread.append("domestic market obligation: only valued where production is shared")
    regimes = []
    for choice in itertools.product(*fields.values()):
        label = "; ".join(label for label, _ in choice if label)
        values = {name: value for name, (_, value) in zip(fields, choice, strict=True)}
        regimes.append((label, replace(base, **values)))
    inputs = (*reader.inputs, *_silent(fields, base))
    return Contract(tuple(regimes), inputs, tuple(reader.unread), tuple(reader.spans))


def _missing(reader: InstrumentReader, fields: dict[str, Options], base: Regime) -> str:
    """What keeps a sharing of production from being valued; empty when nothing does, or there is none."""
    named = {name for name in ("recovery", "split") if name in fields or name in reader.named}
    lacking = [name for name in ("recovery", "split") if name not in fields and getattr(base, name) is None]
    if not named or not lacking:
        return ""
    words = {"recovery": "how costs are recovered", "split": "how profit production is shared"}
    return f"the terms of the contract: {' and '.join(words[name] for name in lacking)} is not understood"


def _silent(fields: dict[str, Options], base: Regime) -> Iterator[ValueInput]:
    """An input for each instrument that the text does not have."""
    shared = "recovery" in fields or base.recovery is not None
    if not shared:
        said = "none: all production is the investor's, as under a licence"
        yield ValueInput("split", "Sharing of production", Standing.SILENT, said)
    for name, clause in instrument_clauses().items():
        if name in fields or (not shared and name in ("recovery", "split", "domestic_market")):
            continue
        assumed = getattr(base, name)
        if assumed:
            said = "as the economics file says under “agreement”"
            yield ValueInput(name, clause.label, Standing.ASSUMED, said, "regimes: agreement")
        else:
            yield ValueInput(
                name, clause.label, Standing.SILENT, "none in the text or in the file; none is counted"
            )
