"""Whether the instrument binds, as a finding of its own; how that is read is the language room's business."""

from __future__ import annotations

from collections.abc import Iterator

from fullpowers.model import Analysis, BindingForce, Citation, Finding, Outcome, Severity, Trace, Truth

_SAYS = {
    BindingForce.BINDING_DECLARED: "The text declares itself binding.",
    BindingForce.BINDING: "The text does not declare itself binding, and does what only binding texts do.",
    BindingForce.HYBRID: "The text is a hybrid: some of it is written to bind, some of it is not.",
    BindingForce.NON_BINDING: "The text is written as one that does not bind.",
    BindingForce.NON_BINDING_DECLARED: "The text declares itself not binding.",
    BindingForce.CANNOT_TELL: "Whether the text binds cannot be told from its words.",
}
_OPEN = {BindingForce.HYBRID, BindingForce.CANNOT_TELL}
_BINDS = {BindingForce.BINDING, BindingForce.BINDING_DECLARED}


def binding_force(analysis: Analysis, citations: tuple[Citation, ...]) -> Iterator[Finding]:
    """The finding on binding force, when the analysis has signs for or against it.

    ``conforms`` means that the signs agree on an answer; a hybrid, or a text without clear signs, is
    open, with what would settle it.
    """
    found = analysis.bindingness
    if not found.indicators:
        return
    open_ = found.force in _OPEN
    yield Finding(
        rule="int.binding_force",
        title="Binding force",
        jurisdiction="INT",
        layer="international",
        outcome=Outcome.CANNOT_TELL if open_ else Outcome.CONFORMS,
        severity=Severity.CAUTION if open_ or found.force in _BINDS else Severity.INFO,
        explanation=f"{_SAYS[found.force]} {found.reason}".strip(),
        citations=citations,
        trace=Trace(
            f"binding force: {found.force.value}",
            Truth.UNKNOWN if open_ else Truth.TRUE if found.force in _BINDS else Truth.FALSE,
            tuple(
                Trace(
                    f"{sign.layer} ({sign.rule}): “{' '.join(sign.passage.quote.split())[:120]}”",
                    Truth.TRUE if sign.binding else Truth.FALSE,
                    passages=(sign.passage,),
                )
                for sign in found.indicators
            ),
        ),
        passages=tuple(dict.fromkeys(sign.passage for sign in found.indicators))[:8],
        settles=found.settles if open_ else (),
        kind="consequence",
        topic="binding",
    )
