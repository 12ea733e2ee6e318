"""May it be signed today, and by whom?"""

from __future__ import annotations

from datetime import date

from fullpowers.model import Answer, Finding, Outcome, Point, RatificationPath, Review, Severity, Step, Truth

from ..lists import lists
from ..voice import Voice
from .readable import is_stranger, is_unread, side_of

_GRAVEST = 5
"""Conflicts, and consequences, on the first page."""
_SHOWN = 3
"""Other points of one kind on the first page; the section on law shows all."""


def signing(review: Review, say: Voice) -> Answer:
    """From the findings of law, the rules on who may sign, and the path to entry into force."""
    findings = review.opinion.findings
    conflicts = _by_outcome(findings, Outcome.CONFLICTS)
    open_ = _by_outcome(findings, Outcome.CANNOT_TELL)
    grave = [finding for finding in findings if _follows(finding)]
    hindered = _hindered(review, say)
    headline, tone = _headline(conflicts, grave, open_, findings, say)
    points = [*_points(grave, say, "In law: {what}"), *_points(conflicts, say, "Conflicts: {what}")]
    if hindered:
        headline, tone = (headline, tone) if conflicts else (hindered, "open")
    else:
        points += _signatory(findings, say)
        points += _path(review, review.opinion.path, say) if review.opinion.path is not None else []
    points += [
        Point(say("Not checked: {what}", what=unchecked)) for unchecked in review.opinion.unchecked[:_SHOWN]
    ]
    return Answer(say("May it be signed today, and by whom?"), headline, tuple(points), tone)


def _hindered(review: Review, say: Voice) -> str:
    """Why nobody can say who may sign and by when: the text is not read, or the side is no party to it."""
    if is_unread(review):
        return say("Cannot tell: the text is in a language that is not read here.")
    if not review.opinion.domestic:
        return say(
            "Cannot tell: the law of {state} is not known here.",
            state=review.opinion.state or side_of(review),
        )
    if is_stranger(review):
        return say("Cannot tell: {side} was not found among the parties.", side=side_of(review))
    return ""


def _follows(finding: Finding) -> bool:
    """A grave consequence that follows in law, such as "signature alone would bind"."""
    consequence = finding.kind == "consequence" and finding.outcome is Outcome.CONFORMS
    return consequence and finding.severity is Severity.ALARM


def _headline(
    conflicts: list[Finding],
    follows: list[Finding],
    open_: list[Finding],
    findings: tuple[Finding, ...],
    say: Voice,
) -> tuple[str, str]:
    grave = [finding for finding in conflicts if finding.severity is Severity.ALARM]
    if grave:
        return (
            say.count(
                "Not in this form: it conflicts with {n} rule that weighs heavily.",
                "Not in this form: it conflicts with {n} rules that weigh heavily.",
                len(grave),
            ),
            "bad",
        )
    if conflicts:
        return (
            say.count(
                "Only with open eyes: it conflicts with {n} rule.",
                "Only with open eyes: it conflicts with {n} rules.",
                len(conflicts),
            ),
            "bad",
        )
    if follows:
        return (
            say.count(
                "Only with open eyes: {n} grave consequence follows in law.",
                "Only with open eyes: {n} grave consequences follow in law.",
                len(follows),
            ),
            "bad",
        )
    if open_:
        return (
            say.count(
                "Cannot tell: {n} rule turns on facts that the text does not show.",
                "Cannot tell: {n} rules turn on facts that the text does not show.",
                len(open_),
            ),
            "open",
        )
    met = sum(one.outcome is Outcome.CONFORMS and one.kind != "consequence" for one in findings)
    idle = len(_by_outcome(findings, Outcome.DOES_NOT_APPLY))
    if not met:
        return say("Cannot tell: no rule of law that was checked applies."), "open"
    return (
        say.count(
            "Nothing that was checked stands against it: {n} rule is met, {others} do not apply.",
            "Nothing that was checked stands against it: {n} rules are met, {others} do not apply.",
            met,
            others=idle,
        ),
        "neutral",
    )


def _by_outcome(findings: tuple[Finding, ...], outcome: Outcome) -> list[Finding]:
    """Findings with this outcome, the gravest first."""
    order = [Severity.ALARM, Severity.CAUTION, Severity.INFO]
    chosen = [finding for finding in findings if finding.outcome is outcome]
    return sorted(chosen, key=lambda finding: order.index(finding.severity))


def _points(findings: list[Finding], say: Voice, pattern: str) -> list[Point]:
    points = [
        Point(say(pattern, what=finding.explanation), finding.passages, finding=finding.rule)
        for finding in findings[:_GRAVEST]
    ]
    left = len(findings) - _GRAVEST
    if left > 0:
        points.append(
            Point(say.count("{n} more, in the part on law.", "{n} more, in the part on law.", left))
        )
    return points


def _signatory(findings: tuple[Finding, ...], say: Voice) -> list[Point]:
    """What the rules on the signatory say; those that conflict stand above already."""
    speaking = [
        finding for finding in findings if finding.topic == "signature" and finding.outcome in _SIGNATORY
    ]
    rank = {rule: place for place, rule in enumerate(lists().signatory)}
    chosen = sorted(speaking, key=lambda finding: rank.get(finding.rule, len(rank)))
    return [
        Point(
            say(_SIGNATORY[finding.outcome], what=finding.explanation) if first else finding.explanation,
            finding.passages,
            finding=finding.rule,
        )
        for first, finding in zip((True, False), chosen[:2], strict=False)
    ]


_SIGNATORY = {
    Outcome.CONFORMS: "By whom: {what}",
    Outcome.CANNOT_TELL: "By whom is open. {what}",
}


def _path(review: Review, path: RatificationPath, say: Voice) -> list[Point]:
    pattern = {
        Truth.TRUE: "Consent of the legislature is needed. {why}",
        Truth.FALSE: "No rule that was checked asks for the consent of the legislature. {why}",
        Truth.UNKNOWN: "Whether the legislature must consent cannot be told. {why}",
    }[path.needed]
    points = [Point(say(pattern, why=path.reason))]
    if path.steps:
        earliest, likely, latest = finish(path.steps)
        points.append(
            Point(
                say(
                    "If signed today, the {n} steps to entry into force are done on {earliest} at the "
                    "earliest. By estimate, about {likely} weeks are usual, and {latest} weeks are slow.",
                    n=len(path.steps),
                    earliest=say.day(earliest),
                    likely=_weeks(review.on, likely),
                    latest=_weeks(review.on, latest),
                )
            )
        )
    return points


def _weeks(signed: date, done: date) -> int:
    """Whole weeks, begun ones too: an estimate is no day of the calendar."""
    return -(-(done - signed).days // 7)


def finish(steps: tuple[Step, ...]) -> tuple[date, date, date]:
    """Earliest, usual and late day on which every step is done; steps may run side by side."""
    return (
        max(step.earliest for step in steps),
        max(step.likely for step in steps),
        max(step.latest for step in steps),
    )
