"""What the delegation holds of single provisions, with its red lines and who set them."""

from __future__ import annotations

from fullpowers.model import Mandate, Review

from ..document import Section, Statement, Table
from ..places import Places
from ..voice import Voice

_HELD = {
    "accept": ("accept", "good"),
    "accept if": ("accept if", "open"),
    "oppose": ("oppose", "bad"),
    "open": ("open", "neutral"),
}


def positions(review: Review, where: Places, say: Voice) -> tuple[Section, ...]:
    """The part on positions; nothing when none was taken."""
    if not review.mandates:
        return ()
    order = {provision.path: place for place, provision in enumerate(review.instrument.walk())}
    mandates = sorted(review.mandates, key=lambda one: order.get(one.provision, len(order)))
    rows = tuple(_row(mandate, review, where, say) for mandate in mandates)
    head = (say("Where"), say("Position"), say("Why"))
    title = say("What the delegation holds")
    return (Section("positions", title, (Table("", head, rows),)),)


def _row(mandate: Mandate, review: Review, where: Places, say: Voice) -> tuple[Statement, ...]:
    provision = review.instrument.provision(mandate.provision)
    passages = (
        (review.instrument.passage(provision.start, provision.own_end),) if provision is not None else ()
    )
    word, tone = _HELD.get(mandate.attitude, (mandate.attitude, "neutral"))
    if mandate.red_line:
        tone = "bad"
        word = (
            say("{attitude}; red line, set by {who}", attitude=say(word), who=mandate.red_line_by)
            if mandate.red_line_by
            else say("{attitude}; red line", attitude=say(word))
        )
    else:
        word = say(word)
    return (
        Statement(where.provision(review.instrument.id, mandate.provision), passages),
        Statement(mandate.condition, lead=word, tone=tone),
        Statement(mandate.note),
    )
