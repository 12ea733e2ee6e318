"""What the law says: findings by outcome, each with its citations and the steps it rests on."""

from __future__ import annotations

from fullpowers.model import (
    Citation,
    Course,
    Development,
    Finding,
    Outcome,
    Position,
    Review,
    Severity,
    Trace,
    Truth,
)

from ..document import Block, Bullets, Fold, Heading, Prose, Section, Statement, Table
from ..voice import Voice
from .precedents import beside

OUTCOMES = {
    Outcome.CONFLICTS: ("Conflicts", "bad"),
    Outcome.CANNOT_TELL: ("Cannot tell", "open"),
    Outcome.CONFORMS: ("Conforms", "good"),
}
COURSES = {
    Course.CURED: "mended",
    Course.AROSE: "arose",
    Course.PERSISTS: "still there",
    Course.EASED: "eased",
    Course.OPENED: "opened",
    Course.SETTLED: "settled",
}
_SEVERITIES = (Severity.ALARM, Severity.CAUTION, Severity.INFO)
_TRUTHS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "not known"}
_CONSEQUENCE = "consequence"
_DEEPEST = 12
"""Steps of an explanation below this level are left out."""


def law(review: Review, say: Voice) -> Section:
    """The part on law; rules that do not apply are counted and folded."""
    findings = review.opinion.findings
    blocks: list[Block] = [Prose(Statement(_counts(findings, say))), *_developments(review, say)]
    met = _ordered(findings, Outcome.CONFORMS)
    grave = [
        finding for finding in met if finding.kind == _CONSEQUENCE and finding.severity is Severity.ALARM
    ]
    met = [finding for finding in met if finding not in grave]
    for finding in (*grave, *_ordered(findings, Outcome.CONFLICTS), *_ordered(findings, Outcome.CANNOT_TELL)):
        blocks += _finding(finding, review, say)
    follows = [finding for finding in met if finding.kind == _CONSEQUENCE]
    met = [finding for finding in met if finding.kind != _CONSEQUENCE]
    for chosen, one, many in (
        (follows, "{n} thing follows in law", "{n} things follow in law"),
        (met, "{n} rule is met", "{n} rules are met"),
    ):
        if chosen:
            inside = tuple(block for finding in chosen for block in _finding(finding, review, say))
            blocks.append(Fold(say.count(one, many, len(chosen)), inside))
    aside = [finding for finding in findings if finding.outcome is Outcome.DOES_NOT_APPLY]
    if aside:
        blocks.append(
            Fold(
                say.count("{n} rule does not apply", "{n} rules do not apply", len(aside)),
                (Bullets(tuple(Statement(finding.explanation, lead=finding.title) for finding in aside)),),
            )
        )
    if review.opinion.unchecked:
        blocks.append(Heading(say("Not checked")))
        blocks.append(Bullets(tuple(Statement(unchecked) for unchecked in review.opinion.unchecked)))
    return Section("law", say("What the law says"), tuple(blocks))


def _ordered(findings: tuple[Finding, ...], outcome: Outcome) -> list[Finding]:
    chosen = [finding for finding in findings if finding.outcome is outcome]
    return sorted(chosen, key=lambda finding: _SEVERITIES.index(finding.severity))


def anchor(rule: str) -> str:
    """Identifier of the finding of a rule on the page."""
    return "f-" + "".join(letter if letter.isalnum() or letter in ".-" else "-" for letter in rule)


def _counts(findings: tuple[Finding, ...], say: Voice) -> str:
    counts = ", ".join(
        say(pattern, n=sum(finding.outcome is outcome for finding in findings))
        for outcome, pattern in (
            (Outcome.CONFLICTS, "{n} in conflict"),
            (Outcome.CANNOT_TELL, "{n} that cannot be told"),
            (Outcome.CONFORMS, "{n} in conformity"),
            (Outcome.DOES_NOT_APPLY, "{n} that do not apply"),
        )
    )
    return say(
        "{n} rules were checked: {counts}. This is a reading of rules by machine and no legal advice. "
        "The steps of each reasoning stand in the HTML and JSON versions.",
        n=len(findings),
        counts=counts,
    )


def _finding(finding: Finding, review: Review, say: Voice) -> list[Block]:
    lead, tone = OUTCOMES[finding.outcome]
    if finding.kind == _CONSEQUENCE and finding.outcome is Outcome.CONFORMS:
        lead, tone = "Follows", "bad" if finding.severity is Severity.ALARM else "neutral"
    blocks: list[Block] = [
        Heading(finding.title, anchor(finding.rule), lead=say(lead), tone=tone),
        Prose(Statement(_explained(finding), finding.passages)),
    ]
    items = []
    if finding.consequence and (finding.outcome is Outcome.CONFLICTS or tone == "bad"):
        items.append(Statement(finding.consequence, lead=say("Consequence")))
    items += [_position(position, say) for position in finding.positions]
    if finding.cure:
        items.append(Statement(finding.cure, lead=say("Words that would mend it")))
    items += [Statement(question, lead=say("Would settle it")) for question in finding.settles]
    items += beside(review, finding.passages, say)
    if items:
        blocks.append(Bullets(tuple(items)))
    sources: list[Block] = []
    if finding.citations:
        sources.append(_citations(finding.citations, say))
    steps = Bullets(tuple(_steps(finding.trace, 0, say)))
    sources.append(Fold(say("Step by step"), (steps,), detail=True))
    blocks.append(Fold(_summary(finding, say), tuple(sources), detail=finding.outcome is Outcome.CONFORMS))
    return blocks


def _explained(finding: Finding) -> str:
    """The explanation; of a rule that is met, with the law in brackets, for its sources stand folded."""
    named = _named(finding)
    if finding.outcome is not Outcome.CONFORMS or not named:
        return finding.explanation
    return f"{finding.explanation} ({named})"


def _position(position: Position, say: Voice) -> Statement:
    """What would be said if another reading of the law were right."""
    text = say(
        "{holder} holds: {what} On that reading: {outcome}.",
        holder=position.holder,
        what=position.statement.rstrip(".") + ".",
        outcome=say(position.outcome.value),
    )
    return Statement(text, lead=say("Another reading"))


def _developments(review: Review, say: Voice) -> list[Block]:
    """What became of the findings since the earlier draft, and which change did it."""
    if not review.developments:
        return []
    following = {finding.rule for finding in review.opinion.findings if finding.kind == _CONSEQUENCE}

    def outcome(one: Development, value: Outcome) -> str:
        follows = one.rule in following and value is Outcome.CONFORMS
        return say("follows") if follows else say(value.value)

    rows = tuple(
        (
            Statement(one.title, target=anchor(one.rule)),
            Statement(
                say("{before}, now {after}", before=outcome(one, one.before), after=outcome(one, one.after)),
                lead=say(COURSES[one.course]),
            ),
            Statement(" ".join(one.facts), one.passages),
        )
        for one in review.developments
    )
    head = (say("Rule"), say("Before and now"), say("What did it"))
    return [Table(say("What became of the law's findings since the earlier draft"), head, rows)]


def _summary(finding: Finding, say: Voice) -> str:
    named = _named(finding)
    summary = say("Law: {citations}", citations=named) if named else say("Reasoning")
    if finding.citations and not any(citation.verified for citation in finding.citations):
        summary += say(" (wording not verified)")
    return summary


def _named(finding: Finding) -> str:
    return "; ".join(cited(citation) for citation in finding.citations[:2])


def cited(citation: Citation) -> str:
    """The law and the place in it."""
    return f"{citation.instrument}, {citation.pin}" if citation.pin else citation.instrument


def _citations(citations: tuple[Citation, ...], say: Voice) -> Table:
    return Table(
        "",
        (say("Provision of law"), say("What it says, in our words"), say("Read where")),
        tuple(
            (
                Statement(cited(citation)),
                Statement(citation.rule),
                Statement(_source(citation, say)),
            )
            for citation in citations
        ),
    )


def _source(citation: Citation, say: Voice) -> str:
    if not citation.verified:
        return say("not verified ({source})", source=citation.source)
    if citation.checked is None:
        return citation.source
    return say("{source}, {day}", source=citation.source, day=say.day(citation.checked))


def _steps(trace: Trace, depth: int, say: Voice) -> list[Statement]:
    made = [Statement(trace.text, trace.passages, lead=say(_TRUTHS[trace.value]), depth=depth)]
    if depth < _DEEPEST:
        for child in trace.children:
            made += _steps(child, depth + 1, say)
    return made
