"""The main path of this room: layout, pairing, changes, judgement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fullpowers.model import Analysis, Comparison, Instrument

from .blocks import Layout, layout
from .changes import fates, likeness
from .collecting import uncollected
from .consequences import reference_notices, with_dangling, with_definitions
from .correspondence import table
from .formatting import reformatted
from .links import Pairing, out_of_order
from .pairing import pair
from .significance import judge
from .tracking import with_tracking
from .uncompared import uncompared

if TYPE_CHECKING:
    from .learned import Model

_STAYS = 3
"""Weight, in telling what moved, of a paragraph that stays in its article against one that leaves it."""


def compare(
    old: Instrument,
    new: Instrument,
    *,
    before: Analysis | None = None,
    after: Analysis | None = None,
    rejected: Instrument | None = None,
    models: bool = False,
) -> Comparison:
    """What changed from ``old`` to ``new``, block by block, each change judged.

    Args:
        old: the earlier draft.
        new: the later draft.
        before: analysis of ``old``; effects are then stated on its terms and undertakings.
        after: analysis of ``new``.
        rejected: the new file read as if all its tracked changes were rejected; each change is then
            told tracked or not. Of use only when the file carries tracked changes.
        models: ask a learned model about articles whose partner is doubtful (extra ``models``, English);
            ``Comparison.learned`` then says which one, and about how many.

    Returns:
        Changes that cover every character of both texts; ``apply`` and ``reverse`` rebuild either.

    Raises:
        InvalidData: ``models`` is asked for and not installed.
    """
    model = None
    if models:
        from .learned import english

        model = english()
    with uncollected():
        silent = None
        if rejected is not None and new.revisions:
            silent = _compared(old, rejected, None, None, model)
        return with_tracking(_compared(old, new, before, after, model), silent, old, new)


def _compared(
    old: Instrument,
    new: Instrument,
    before: Analysis | None,
    after: Analysis | None,
    model: Model | None,
) -> Comparison:
    left, right = layout(old), layout(new)
    pairing = _paired(left, right, model)
    found = fates(left, right, pairing, _names(old, new))
    rows = table(left, right, pairing, found)
    judged = with_definitions(judge(found, rows, old, new, before=before, after=after), new)
    notices = reference_notices(judged, rows, old, new)
    changes = with_dangling(judged, notices)
    return Comparison(
        old=old.id,
        new=new.id,
        changes=changes,
        similarity=round(likeness(found, old.text, new.text), 4),
        correspondence=rows,
        notices=notices,
        reformatted=reformatted(changes, old, new),
        not_compared=uncompared(old, new),
        learned=model.helped(*pairing.asked) if model is not None else None,
    )


def _paired(old: Layout, new: Layout, model: Model | None) -> Pairing:
    """The pairing, always found in the same direction, so that comparing (B, A) mirrors (A, B)."""
    if new.instrument.text < old.instrument.text:
        return _paired(new, old, model).mirrored
    pairing = pair(old, new, model)
    together = {(i, j) for i, j, _ in pairing.units}
    weights = []
    for link in pairing.links:
        size = sum(len(old.blocks[i].wording) for i in link.old) + sum(
            len(new.blocks[j].wording) for j in link.new
        )
        stays = (old.blocks[link.old[0]].unit, new.blocks[link.new[0]].unit) in together
        # a paragraph that leaves its article is the one that moves, not the articles that it passes
        weights.append((size + 1) * (_STAYS if stays else 1))
    return replace(pairing, moved=out_of_order(pairing.links, weights))


def _names(old: Instrument, new: Instrument) -> tuple[str, ...]:
    """Names of parties of several words, which are compared as one word."""
    names = {
        name
        for instrument in (old, new)
        for party in instrument.parties[:20]
        for name in (party.name, *party.aliases)
        if " " in name and len(name) < 120
    }
    return tuple(sorted(names))
