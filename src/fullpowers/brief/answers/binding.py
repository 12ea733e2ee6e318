"""How binding is it?"""

from __future__ import annotations

from fullpowers.model import Answer, BindingForce, Force, Indicator, Modality, Point, Review, Undertaking

from ..characters import quoted
from ..voice import Voice
from .readable import is_unread

_HEADLINES = {
    BindingForce.BINDING_DECLARED: ("Binding: the text itself says so.", "neutral"),
    BindingForce.BINDING: ("It reads as binding, though it does not say so outright.", "neutral"),
    BindingForce.CONTRACT: ("If it binds, it binds as a contract under the law of a state.", "neutral"),
    BindingForce.HYBRID: ("Partly: some of it is written to bind, some of it is not.", "neutral"),
    BindingForce.NON_BINDING: (
        "It is written as not binding, though it does not say so outright.",
        "neutral",
    ),
    BindingForce.NON_BINDING_DECLARED: ("Not binding: the text itself says so.", "neutral"),
    BindingForce.CANNOT_TELL: ("Cannot tell from the text.", "open"),
}
_SIGNS = 1
"""Signs (and remedies) shown on each side; the part on terms shows all."""


def binding(review: Review, say: Voice) -> Answer:
    """From the binding force of the whole and the force of each undertaking."""
    found = review.analysis.bindingness
    if is_unread(review) and found.force is BindingForce.CANNOT_TELL:
        unread = say("Cannot tell: the text is in a language that is not read here.")
        return Answer(say("How binding is it?"), unread, (), "open")
    headline, tone = _HEADLINES[found.force]
    points = [Point(say(found.reason))] if found.reason else []
    points += _signs(found.indicators, say)
    points += _counts(review.analysis.undertakings, say)
    points += [Point(say("Would settle it: {what}", what=settles)) for settles in found.settles[:_SIGNS]]
    return Answer(say("How binding is it?"), say(headline), tuple(points), tone)


def _signs(indicators: tuple[Indicator, ...], say: Voice) -> list[Point]:
    points = []
    # a word here and there says nothing of the whole where it speaks of itself or has the acts of one kind
    weighty = tuple(indicator for indicator in indicators if indicator.layer != "style")
    indicators = weighty or indicators
    for towards, pattern in ((True, "For: {words}"), (False, "Against: {words}")):
        shown: set[str] = set()
        for indicator in indicators:
            words = " ".join(indicator.passage.quote.split())
            if indicator.binding is towards and words not in shown and len(shown) < _SIGNS:
                shown.add(words)
                points.append(Point(say(pattern, words=quoted(words, 120)), (indicator.passage,)))
    return points


def _counts(undertakings: tuple[Undertaking, ...], say: Voice) -> list[Point]:
    """How many sentences that promise something are firm, and how many are warm words."""
    promises = [
        undertaking
        for undertaking in undertakings
        if undertaking.force is not Force.RECITAL
        and undertaking.modality in (Modality.OBLIGATION, Modality.PROHIBITION, Modality.INTENTION)
    ]
    if not promises:
        return []
    count = {force: sum(promise.force is force for promise in promises) for force in Force}
    parts = [
        words
        for force, words in (
            (Force.FIRM, say("{n} firm", n=count[Force.FIRM])),
            (Force.QUALIFIED, say("{n} with a condition", n=count[Force.QUALIFIED])),
            (Force.BEST_EFFORTS, say("{n} of best efforts", n=count[Force.BEST_EFFORTS])),
            (
                Force.ASPIRATIONAL,
                say.count("{n} intention or hope", "{n} intentions or hopes", count[Force.ASPIRATIONAL]),
            ),
        )
        if count[force]
    ]
    return [
        Point(
            say.count(
                "{n} promise was read in the operative text: {parts}.",
                "{n} promises were read in the operative text: {parts}.",
                len(promises),
                parts=", ".join(parts),
            )
        )
    ]
