"""What `negotiate` prints on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from fullpowers.model import CounterOffer, Negotiation
from fullpowers.negotiation import Division

_TIPPING = 5
"""Assumptions that are shown; ``--json`` has all."""


def show_negotiation(found: Negotiation) -> None:
    """The answer, where drafts and offers stand, both levels, what is doubtful, and whose preferences."""
    console = Console()
    console.print(found.headline, markup=False)
    console.print(_packages(found))
    for number, offer in enumerate(found.offers, 1):
        _words(console, number, offer)
    if found.concessions:
        console.print("\nWhat to open with, and what to give after that:", style="bold")
        for step in found.concessions:
            changes = "; ".join(f"{trade.issue}: {trade.after}" for trade in step.trades) or "as it is"
            values = ", ".join(f"{point.value:.0f}" for point in step.package.standpoints[:2])
            console.print(f"  {step.package.label} ({values}): {changes}", markup=False)
    _two_levels(console, found)
    _doubts(console, found)
    console.print("\nWhose preferences (those of the other side are assumptions):", style="bold")
    for actor, source in found.actors:
        console.print(f"  {actor}: {source}", style="dim", markup=False)


def _packages(found: Negotiation) -> Table:
    actors = [actor for actor, _ in found.actors]
    table = Table(
        "package", *actors, "all accept", title="points of 100; + accepts, - refuses; votes for/needed"
    )
    for package in (*found.drafts, *(offer.package for offer in found.offers), *found.solutions):
        cells = [
            f"{one.value:.0f} {'+' if one.accepts else '-'}"
            + (f" {one.ballot.votes}/{one.ballot.needed}" if one.ballot else "")
            for one in package.standpoints
        ]
        certain = package.ratifiable and all(one.accepts for one in package.standpoints[:2])
        chance = float(certain) if package.agreed is None else package.agreed
        table.add_row(package.label, *cells, f"{100 * chance:.0f} %")
    return table


def _words(console: Console, number: int, offer: CounterOffer) -> None:
    if offer.wordings or offer.unworded:
        console.print(f"\nWords of counter-offer {number}:", style="bold")
    for wording in offer.wordings:
        if not wording.new:
            console.print(f"  {wording.provision}: to be struck", markup=False)
        else:
            where = f"behind {wording.provision}" if not wording.old else wording.provision
            console.print(f"  {where}: {wording.new.strip()}", markup=False)
    if offer.unworded:
        console.print(f"  no words for: {'; '.join(offer.unworded)}", markup=False)


def _two_levels(console: Console, found: Negotiation) -> None:
    console.print("\nAt home and abroad:", style="bold")
    for one in found.win_sets:
        drawn = f" (± {2 * one.error:,.0f}, drawn)" if one.error else ""
        values = "".join(f", {who} {low:.0f} to {high:.0f}" for who, low, high in one.values)
        counted = f"{one.accepted:,}{drawn} of {one.packages:,} packages{values}"
        console.print(f"  {' and '.join(one.actors)}: {counted}", markup=False)
    for risk in found.defections:
        console.print(f"  {risk.package}: {risk.words}", markup=False)
    if len(found.what_ifs) > 1:
        table = Table("if", "packages", *(f"{who} (from - to)" for who in found.principals), "offer 1 holds")
        for case in found.what_ifs:
            cells = ["-", "-"]
            if case.outcome and case.ours and case.theirs:
                spans = zip(case.outcome, (case.ours, case.theirs), strict=True)
                cells = [f"{value:.0f} ({low:.0f} - {high:.0f})" for value, (low, high) in spans]
            holds = "-" if case.answer is None else "yes" if case.answer else "no"
            table.add_row(case.label, f"{case.accepted:,}", *cells, holds)
        console.print(table)
    closed = [f"{one.issue}: {one.option}" for one in found.reach if one.of and not one.accepted]
    if closed:
        console.print(f"  no agreement holds: {'; '.join(closed)}", markup=False)


def _doubts(console: Console, found: Negotiation) -> None:
    for one in found.waiting:
        console.print(f"  {one.words}", markup=False)
    if found.worth_knowing:
        console.print("\nWhat to find out first:", style="bold")
        for worth in found.worth_knowing:
            console.print(f"  {worth.actor}: {worth.about} (worth {worth.points:.1f} points)", markup=False)
    if found.tipping:
        console.print("\nWhat would tip counter-offer 1, the nearest first:", style="bold")
    for tip in found.tipping[:_TIPPING]:
        low, high = tip.assumed
        assumed = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        console.print(
            f"  {tip.actor}: {tip.about} at {tip.tips_at:.0f} (assumed {assumed}): {tip.refusing} refuses",
            markup=False,
        )
    for remark in found.remarks:
        console.print(f"  {remark}", markup=False)


def show_division(sides: tuple[str, str], procedures: dict[str, Division]) -> None:
    """What part of each item each side gets by each procedure, and the points that it makes."""
    console = Console()
    for name, division in procedures.items():
        table = Table("item", *sides, title=name)
        for item in division.first:
            table.add_row(item, str(division.first[item]), str(division.second[item]))
        table.add_row("points", *(f"{float(points):.2f}" for points in division.points), style="bold")
        console.print(table)
