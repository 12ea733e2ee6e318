"""What `read`, `compare` and `check` print on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from fullpowers.model import (
    STREAMS,
    Change,
    ChangeKind,
    Claim,
    Comparison,
    Coverage,
    Explained,
    Finding,
    GasBalance,
    Instrument,
    Opinion,
    Outcome,
    ProjectValue,
    Provision,
    Severity,
    Significance,
    Valuation,
)

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
    console = Console()
    tree = Tree(f"[bold]{escape(instrument.title or 'untitled')}[/bold]")
    for provision in instrument.provisions:
        _branch(tree, provision, instrument)
    console.print(tree)
    for party in instrument.parties:
        names = f" ({', '.join(party.aliases)})" if party.aliases else ""
        console.print(f"party: {escape(party.name + names)}")
    if done := instrument.signing:
        said = ", ".join(part for part in (done.place, done.date) if part)
        console.print(f"done: {said}", markup=False)
    console.print(f"languages: {', '.join(instrument.languages) or 'not recognised'}")
    for version in instrument.versions:
        console.print(f"version in {version.language}: {len(version.links)} provisions linked")
    _coverage(console, instrument.coverage)
    _contested(console, instrument)
    for revision in instrument.revisions:
        console.print(
            escape(f"{revision.kind.value} by {revision.author} {revision.date}: {_short(revision.text)}")
        )
    for comment in instrument.comments:
        console.print(escape(f"comment by {comment.author} {comment.date}: {comment.text}"))
    for notice in instrument.notices:
        console.print(
            f"{notice.severity.value}: {notice.message}", style=_STYLE[notice.severity], markup=False
        )


def _coverage(console: Console, coverage: Coverage | None) -> None:
    """Where the characters of the file went."""
    if coverage is None:
        return
    counts = {name: getattr(coverage, name) for name in STREAMS}
    said = [f"{name} {count}" for name, count in counts.items() if count or name == "body"]
    console.print(f"coverage: {coverage.total} characters in the file: {', '.join(said)}", markup=False)


def _contested(console: Console, instrument: Instrument) -> None:
    """The open places of a negotiating text, counted by provision and by party."""
    from fullpowers.reading import open_places, positions

    if not instrument.contested:
        return
    table = Table("provision", "open places", title=f"{len(instrument.contested)} places not agreed")
    for path, count in open_places(instrument).items():
        table.add_row(path or "outside all provisions", str(count))
    console.print(table)
    for party in positions(instrument):
        console.print(escape(f"as {party} wants it: fullpowers read FILE --as {party!r}"))


def _branch(tree: Tree, provision: Provision, instrument: Instrument) -> None:
    own = instrument.text[provision.body : provision.own_end].strip()
    label = " ".join(part for part in (provision.number, provision.heading) if part)
    node = tree.add(
        f"[cyan]{escape(provision.path)}[/cyan] [dim]{provision.kind.value}[/dim] "
        f"[bold]{escape(label)}[/bold] {escape(_short(own))}"
    )
    for child in provision.children:
        _branch(node, child, instrument)


def show_comparison(comparison: Comparison, old: Instrument, new: Instrument) -> None:
    """What was done to the files, then changes of substance with their effects, then the counts."""
    console = Console()
    for notice in comparison.notices:
        console.print(
            f"{notice.severity.value}: {notice.message}", style=_STYLE[notice.severity], markup=False
        )
    if comparison.similarity < 0.2:
        console.print("The two texts look unrelated.", style="bold red")
    if comparison.side:
        console.print(f"In the order of {comparison.side}:", markup=False)
    for change in comparison.ranked(Significance.SUBSTANTIVE, Significance.UNDECIDED):
        _change(console, change)
    kinds = Counter(change.kind for change in comparison.changes)
    counts = [f"{kinds[kind]} {kind.value}" for kind in ChangeKind if kinds[kind]]
    renumbered = sum(bool(change.renumbered) for change in comparison.changes)
    console.print(
        f"{len(comparison.changes)} blocks: {', '.join(counts)}; {renumbered} renumbered", markup=False
    )
    for one in comparison.reformatted[:_FORMATS]:
        console.print(
            f"formatting: “{_short(one.new.quote)}” was {one.was}, is {one.now}", style="dim", markup=False
        )
    if len(comparison.reformatted) > _FORMATS:
        more = len(comparison.reformatted) - _FORMATS
        console.print(f"formatting: {more} more places", style="dim", markup=False)
    for instrument in (old, new):
        for notice in instrument.notices:
            if notice.severity is not Severity.INFO:
                console.print(
                    f"{instrument.source.name if instrument.source else ''}: {notice.message}", markup=False
                )
    if comparison.learned is not None:
        console.print(str(comparison.learned), style="yellow", markup=False)
    for line in comparison.not_compared:
        console.print(f"not compared: {line}", style="yellow", markup=False)


def _change(console: Console, change: Change) -> None:
    silent = " [bold red]not marked in the file[/]" if change.tracked is False else ""
    console.print(f"[bold]{escape(_where(change))}[/bold] [dim]{change.kind.value}[/dim]{silent}")
    for reason in change.reasons:
        console.print(f"  {escape(reason.effect)}")
    if change.rank:
        console.print(f"  {change.rank}", style="dim", markup=False)
    if not change.reasons:
        for edit in change.edits:
            console.print(f"  {escape(_short(edit.old))!r} -> {escape(_short(edit.new))!r}")


def _where(change: Change) -> str:
    passages = change.new or change.old
    return passages[0].path if passages else change.id


def show_opinion(opinion: Opinion) -> None:
    """Findings by outcome with their citations, then the path."""
    console = Console()
    grave = [finding for finding in opinion.findings if _follows(finding)]
    if grave:
        console.print(f"\n[bold red]follows in law ({len(grave)})[/]")
        for finding in grave:
            _finding(console, finding)
    for outcome in _OUTCOME:
        findings = [one for one in opinion.findings if one.outcome is outcome and one not in grave]
        if findings:
            console.print(f"\n[{_OUTCOME[outcome]}]{outcome.value} ({len(findings)})[/]")
        for finding in findings:
            _finding(console, finding)
    if opinion.path is not None:
        table = Table("step", "actor", "majority", "earliest", "likely", "latest", title=opinion.path.reason)
        for step in opinion.path.steps:
            table.add_row(
                step.title,
                step.actor,
                step.majority,
                *(str(day) for day in (step.earliest, step.likely, step.latest)),
            )
        console.print(table)
    for unchecked in opinion.unchecked:
        console.print(f"not checked: {unchecked}", style="yellow", markup=False)


def _follows(finding: Finding) -> bool:
    """A grave consequence that follows in law; it is told first."""
    consequence = finding.kind == "consequence" and finding.outcome is Outcome.CONFORMS
    return consequence and finding.severity is Severity.ALARM


def _finding(console: Console, finding: Finding) -> None:
    console.print(f"  [bold]{escape(finding.title)}[/bold] [dim]{finding.rule}[/dim]")
    if finding.outcome is Outcome.DOES_NOT_APPLY:
        return
    console.print(f"    {escape(finding.explanation)}")
    for citation in finding.citations:
        mark = "" if citation.verified else " (not verified)"
        console.print(f"    {escape(citation.instrument)}, {escape(citation.pin)}{mark}", style="dim")
    for position in finding.positions:
        console.print(
            f"    other reading ({position.outcome.value}): {position.holder}: {position.statement}",
            style="cyan",
            markup=False,
        )
    for question in finding.settles:
        console.print(f"    would decide it: {escape(question)}")


def show_claims(claims: tuple[Claim, ...]) -> None:
    """Each statement with who says it and what the text says to it."""
    console = Console()
    for claim in claims:
        who = claim.speaker or "the paper itself, or nobody named"
        console.print(f"{claim.status.value}: {claim.statement}", markup=False, style="bold")
        through = f", through {' and '.join(claim.relay)}" if claim.relay else ""
        fits = " Another draft has it." if claim.fits else ""
        console.print(f"  {who} ({claim.speaker_kind.value}{through}): {claim.reason}{fits}", markup=False)
        for passage in claim.passages:
            console.print(f"  {passage.path}: {_short(passage.quote)}", markup=False, style="dim")
        for one in claim.suggested:
            where = f"{one.passage.path}: {_short(one.passage.quote)}"
            console.print(f"  suggested by {one.model}: {one.relation}, {where} {one.reason}", markup=False)


def show_valuation(valuation: Valuation) -> None:
    """The headlines, each draft's readings, the bridge and what is not known."""
    console = Console()
    for headline in valuation.headlines:
        console.print(f"- {headline.text}", markup=False)
    for draft in valuation.drafts:
        for reading in draft.readings:
            table = Table("present value over the horizon", "P10", "middle", "P90", "unit")
            table.title = escape(f"{draft.label}: {reading.label}")
            for one in reading.estimates:
                table.add_row(one.label, *(_size(x) for x in (one.low, one.middle, one.high)), one.unit)
            console.print(table)
    for step in valuation.bridge:
        console.print(f"{valuation.currency} {_size(step.amount)}: {step.label}", markup=False)
    for gap in valuation.gaps[:8]:
        console.print(f"open, {valuation.currency} {_size(gap.amount)}: {gap.question}", markup=False)
    for figure in valuation.sensitivity[:8]:
        share = f"{figure.total:.2f} ± {figure.error:.2f} of the variance, {figure.first:.2f} of it alone"
        console.print(f"{share}: {figure.label}", markup=False)
    if valuation.gas is not None:
        _show_gas(console, valuation.gas)
    for project in valuation.projects:
        _show_project(console, project)
    for line in valuation.unvalued:
        console.print(f"not valued: {line}", style="yellow", markup=False)
    console.print(
        f"{valuation.economics}; {valuation.scenarios} scenarios, seed {valuation.seed}, "
        f"{valuation.discount_rate * 100:g} percent a year", style="dim", markup=False,
    )  # fmt: skip


def _show_project(console: Console, project: ProjectValue) -> None:
    """The indicators of a project under its regime."""
    table = Table("under its regime", "P10", "middle", "P90", "unit")
    table.title = escape(f"{project.title} (regime {project.regime})")
    for one in project.estimates:
        table.add_row(one.label, *(_size(x) for x in (one.low, one.middle, one.high)), one.unit)
    console.print(table)


def _show_gas(console: Console, gas: GasBalance) -> None:
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
    table = Table("month", *heads)
    table.title = escape(f"Gas in million cubic metres; storage counts {gas.storage_definition}")
    table.caption = f"supply equals use to {gas.unbalanced:.1g} in every month"
    for month in gas.months:
        table.add_row(month.month, *(f"{getattr(month, name):,.0f}" for name in heads))
    console.print(table)


def show_explained(opened: Sequence[Explained]) -> None:
    """A number and what it rests on: each line once, deeper ones further right, inputs with their origin."""
    console = Console()
    for one in opened:
        place = f"{'  ' * min(one.depth, 12)}{one.page}.{one.name} {one.year}: {one.value:,.6g}"
        said = f"  = {one.formula}" if one.formula else ""
        origin = f"  [{one.origin}]" if one.origin else ""
        console.print(f"{place}{said}{origin}", markup=False, soft_wrap=True)


def _size(number: float) -> str:
    """A number that a person can read, in three significant digits: ``1.23 billion``."""
    for size, word in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1e3, " thousand")):
        if abs(number) >= size:
            return f"{number / size:,.3g}{word}"
    return f"{number:,.3g}"


def _short(text: str, width: int = 70) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"
