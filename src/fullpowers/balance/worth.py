"""What a valuation puts on an entry of the ledger."""

from __future__ import annotations

from fullpowers.model import Instrument, Passage, Standing, Valuation, Worth

_ESTIMATES = {"share": "contributions", "payment": "partner"}
"""Input of a valuation, by the first part of its name, and the estimate that it moves."""


def worth(passage: Passage, instrument: Instrument, valuation: Valuation | None) -> Worth | None:
    """The estimate that this clause's figures move, over the readings of the draft, if there is one.

    Clauses that feed one estimate share it, and that is said, since the valuation does not divide it
    between them.
    """
    drafts = valuation.drafts if valuation else ()
    draft = next((one for one in drafts if one.instrument == instrument.id), None)
    if draft is None:
        return None
    names = {
        one.name.split("_")[0]
        for one in draft.inputs
        if one.standing is Standing.STATED
        and any(passage.start <= where.start < passage.end for where in one.passages[:1])
    }
    for name in sorted(names & set(_ESTIMATES)):
        estimates = [
            estimate
            for reading in draft.readings
            for estimate in reading.estimates
            if estimate.name == _ESTIMATES[name]
        ]
        if estimates:
            shared = sum(one.name.startswith(f"{name}_") for one in draft.inputs) > 1
            middles = [one.middle for one in estimates]
            return Worth(min(middles), max(middles), estimates[0].unit, shared)
    return None
