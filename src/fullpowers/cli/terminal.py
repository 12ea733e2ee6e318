"""What `read`, `compare` and `check` print on a terminal."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence

from fullpowers.model import (
    STREAMS,
    Change,
    ChangeKind,
    Claim,
    Comparison,
    Coverage,
    Estimate,
    Explained,
    Finding,
    GasBalance,
    Instrument,
    Notice,
    Opinion,
    Outcome,
    Provision,
    Severity,
    Significance,
    Valuation,
)

from .screen import Styled, say, table

_FORMATS = 10
"""Changes of formatting alone that are shown one by one."""
_STYLE = {Severity.ALARM: "bold red", Severity.CAUTION: "yellow", Severity.INFO: "dim"}
_OUTCOME = {
    Outcome.CONFLICTS: "bold red",
    Outcome.CANNOT_TELL: "yellow",
    Outcome.CONFORMS: "green",
    Outcome.DOES_NOT_APPLY: "dim",
}


def show_instrument(instrument: Instrument) -> None:
    """The tree, the parties, the notices, the tracked changes and comments."""
    say(Styled(instrument.title or "untitled", "bold"))
    _branches(instrument.provisions, instrument, "")
    for party in instrument.parties:
        names = f" ({', '.join(party.aliases)})" if party.aliases else ""
        say(f"party: {party.name}{names}")
    if done := instrument.signing:
        said = ", ".join(part for part in (done.place, done.date) if part)
        say(f"done: {said}")
    say(f"languages: {', '.join(instrument.languages) or 'not recognised'}")
    for version in instrument.versions:
        say(f"version in {version.language}: {len(version.links)} provisions linked")
    _coverage(instrument.coverage)
    _contested(instrument)
    for revision in instrument.revisions:
        say(f"{revision.kind.value} by {revision.author} {revision.date}: {_short(revision.text)}")
    for comment in instrument.comments:
        say(f"comment by {comment.author} {comment.date}: {comment.text}")
    for notice in instrument.notices:
        _notice(notice)


def _notice(notice: Notice) -> None:
    say(Styled(f"{notice.severity.value}: {notice.message}", _STYLE[notice.severity]))


def _coverage(coverage: Coverage | None) -> None:
    """Where the characters of the file went."""
    if coverage is None:
        return
    counts = {name: getattr(coverage, name) for name in STREAMS}
    said = [f"{name} {count}" for name, count in counts.items() if count or name == "body"]
    say(f"coverage: {coverage.total} characters in the file: {', '.join(said)}")


def _contested(instrument: Instrument) -> None:
    """The open places of a negotiating text, counted by provision and by party."""
    from fullpowers.reading import open_places, positions

    if not instrument.contested:
        return
    rows = [(path or "outside all provisions", str(n)) for path, n in open_places(instrument).items()]
    table(("provision", "open places"), rows, title=f"{len(instrument.contested)} places not agreed")
    for party in positions(instrument):
        say(f"as {party} wants it: fullpowers read FILE --as {shlex.quote(party)}")


def _branches(provisions: Sequence[Provision], instrument: Instrument, before: str) -> None:
    """Provisions as a tree; ``before`` is what the branches above draw in front of them."""
    for position, one in enumerate(provisions, 1):
        last = position == len(provisions)
        own = _short(instrument.text[one.body : one.own_end])
        label = " ".join(part for part in (one.number, one.heading) if part)
        front, rest = ("└── ", "    ") if last else ("├── ", "│   ")
        parts = (Styled(one.path, "cyan"), " ", Styled(one.kind.value, "dim"), " ", Styled(label, "bold"))
        say(*parts, f" {own}", first=before + front, rest=before + rest)
        _branches(one.children, instrument, before + rest)


def show_comparison(comparison: Comparison, old: Instrument, new: Instrument) -> None:
    """What was done to the files, then changes of substance with their effects, then the counts."""
    for notice in comparison.notices:
        _notice(notice)
    if comparison.similarity < 0.2:
        say(Styled("The two texts look unrelated.", "bold red"))
    if comparison.side:
        say(f"In the order of {comparison.side}:")
    for change in comparison.ranked(Significance.SUBSTANTIVE, Significance.UNDECIDED):
        _change(change)
    kinds = Counter(change.kind for change in comparison.changes)
    counts = [f"{kinds[kind]} {kind.value}" for kind in ChangeKind if kinds[kind]]
    renumbered = sum(bool(change.renumbered) for change in comparison.changes)
    say(f"{len(comparison.changes)} blocks: {', '.join(counts)}; {renumbered} renumbered")
    for one in comparison.reformatted[:_FORMATS]:
        say(Styled(f"formatting: “{_short(one.new.quote)}” was {one.was}, is {one.now}", "dim"))
    if len(comparison.reformatted) > _FORMATS:
        say(Styled(f"formatting: {len(comparison.reformatted) - _FORMATS} more places", "dim"))
    for instrument in (old, new):
        for notice in instrument.notices:
            if notice.severity is not Severity.INFO:
                say(f"{instrument.source.name if instrument.source else ''}: {notice.message}")
    if comparison.learned is not None:
        say(Styled(str(comparison.learned), "yellow"))
    for line in comparison.not_compared:
        say(Styled(f"not compared: {line}", "yellow"))


def _change(change: Change) -> None:
    silent = [Styled(" not marked in the file", "bold red")] if change.tracked is False else []
    say(Styled(_where(change), "bold"), " ", Styled(change.kind.value, "dim"), *silent)
    for reason in change.reasons:
        say(reason.effect, first="  ")
    if change.rank:
        say(Styled(change.rank, "dim"), first="  ")
    if not change.reasons:
        for edit in change.edits:
            say(f"{_short(edit.old)!r} -> {_short(edit.new)!r}", first="  ")


def _where(change: Change) -> str:
    passages = change.new or change.old
    return passages[0].path if passages else change.id


def show_opinion(opinion: Opinion) -> None:
    """Findings by outcome with their citations, then the path."""
    grave = [finding for finding in opinion.findings if _follows(finding)]
    if grave:
        say(Styled(f"\nfollows in law ({len(grave)})", "bold red"))
        for finding in grave:
            _finding(finding)
    for outcome in _OUTCOME:
        findings = [one for one in opinion.findings if one.outcome is outcome and one not in grave]
        if findings:
            say(Styled(f"\n{outcome.value} ({len(findings)})", _OUTCOME[outcome]))
        for finding in findings:
            _finding(finding)
    if opinion.path is not None:
        rows = [
            (one.title, one.actor, one.majority, *map(str, (one.earliest, one.likely, one.latest)))
            for one in opinion.path.steps
        ]
        heads = ("step", "actor", "majority", "earliest", "likely", "latest")
        table(heads, rows, title=opinion.path.reason)
    for unchecked in opinion.unchecked:
        say(Styled(f"not checked: {unchecked}", "yellow"))


def _follows(finding: Finding) -> bool:
    """A grave consequence that follows in law; it is told first."""
    consequence = finding.kind == "consequence" and finding.outcome is Outcome.CONFORMS
    return consequence and finding.severity is Severity.ALARM


def _finding(finding: Finding) -> None:
    say(Styled(finding.title, "bold"), " ", Styled(finding.rule, "dim"), first="  ")
    if finding.outcome is Outcome.DOES_NOT_APPLY:
        return
    say(finding.explanation, first="    ")
    for citation in finding.citations:
        mark = "" if citation.verified else " (not verified)"
        say(Styled(f"{citation.instrument}, {citation.pin}{mark}", "dim"), first="    ")
    for position in finding.positions:
        other = f"other reading ({position.outcome.value}): {position.holder}: {position.statement}"
        say(Styled(other, "cyan"), first="    ")
    for question in finding.settles:
        say(f"would decide it: {question}", first="    ")


def show_claims(claims: tuple[Claim, ...]) -> None:
    """Each statement with who says it and what the text says to it."""
    for claim in claims:
        who = claim.speaker or "the paper itself, or nobody named"
        say(Styled(f"{claim.status.value}: {claim.statement}", "bold"))
        through = f", through {' and '.join(claim.relay)}" if claim.relay else ""
        fits = " Another draft has it." if claim.fits else ""
        say(f"{who} ({claim.speaker_kind.value}{through}): {claim.reason}{fits}", first="  ")
        for passage in claim.passages:
            say(Styled(f"{passage.path}: {_short(passage.quote)}", "dim"), first="  ")
        for one in claim.suggested:
            where = f"{one.passage.path}: {_short(one.passage.quote)}"
            say(f"suggested by {one.model}: {one.relation}, {where} {one.reason}", first="  ")


def show_valuation(valuation: Valuation) -> None:
    """The headlines, each draft's readings, the bridge and what is not known."""
    for headline in valuation.headlines:
        say(f"- {headline.text}")
    for draft in valuation.drafts:
        for reading in draft.readings:
            _estimates("present value over the horizon", reading.estimates, f"{draft.label}: {reading.label}")
    for step in valuation.bridge:
        say(f"{valuation.currency} {_size(step.amount)}: {step.label}")
    for gap in valuation.gaps[:8]:
        say(f"open, {valuation.currency} {_size(gap.amount)}: {gap.question}")
    for figure in valuation.sensitivity[:8]:
        share = f"{figure.total:.2f} ± {figure.error:.2f} of the variance, {figure.first:.2f} of it alone"
        say(f"{share}: {figure.label}")
    if valuation.gas is not None:
        _show_gas(valuation.gas)
    for project in valuation.projects:
        _estimates("under its regime", project.estimates, f"{project.title} (regime {project.regime})")
    for line in valuation.unvalued:
        say(Styled(f"not valued: {line}", "yellow"))
    drawn = f"{valuation.scenarios} scenarios, seed {valuation.seed}"
    say(Styled(f"{valuation.economics}; {drawn}, {valuation.discount_rate * 100:g} percent a year", "dim"))


def _estimates(what: str, estimates: Sequence[Estimate], title: str) -> None:
    """A row for each estimate: low, middle and high."""
    rows = [(one.label, *map(_size, (one.low, one.middle, one.high)), one.unit) for one in estimates]
    table((what, "P10", "middle", "P90", "unit"), rows, title=title)


def _show_gas(gas: GasBalance) -> None:
    """The gas balance, month by month."""
    heads = (
        "production",
        "imports",
        "withdrawal",
        "consumption",
        "leaving",
        "losses",
        "injection",
        "storage",
        "gap",
    )
    table(
        ("month", *heads),
        [(month.month, *(f"{getattr(month, name):,.0f}" for name in heads)) for month in gas.months],
        title=f"Gas in million cubic metres; storage counts {gas.storage_definition}",
        caption=f"supply equals use to {gas.unbalanced:.1g} in every month",
    )


def show_explained(opened: Sequence[Explained]) -> None:
    """A number and what it rests on: each line once, deeper ones further right, inputs with their origin."""
    for one in opened:
        place = f"{one.page}.{one.name} {one.year}: {one.value:,.6g}"
        said = f"  = {one.formula}" if one.formula else ""
        origin = f"  [{one.origin}]" if one.origin else ""
        say(f"{place}{said}{origin}", first="  " * min(one.depth, 12))


def _size(number: float) -> str:
    """A number that a person can read, in three significant digits: ``1.23 billion``."""
    for size, word in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1e3, " thousand")):
        if abs(number) >= size:
            return f"{number / size:,.3g}{word}"
    return f"{number:,.3g}"


def _short(text: str, width: int = 70) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"
