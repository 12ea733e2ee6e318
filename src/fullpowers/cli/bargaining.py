"""What `negotiate` prints on a terminal."""

from __future__ import annotations

from fullpowers.model import CounterOffer, Negotiation
from fullpowers.negotiation import Division

from .screen import Styled, say, table

_TIPPING = 5
"""Assumptions that are shown; ``--json`` has all."""


def show_negotiation(found: Negotiation) -> None:
    """The answer, where drafts and offers stand, both levels, what is doubtful, and whose preferences."""
    say(found.headline)
    _packages(found)
    for number, offer in enumerate(found.offers, 1):
        _words(number, offer)
    if found.concessions:
        say(Styled("\nWhat to open with, and what to give after that:", "bold"))
        for step in found.concessions:
            changes = "; ".join(f"{trade.issue}: {trade.after}" for trade in step.trades) or "as it is"
            values = ", ".join(f"{point.value:.0f}" for point in step.package.standpoints[:2])
            say(f"{step.package.label} ({values}): {changes}", first="  ")
    _two_levels(found)
    _doubts(found)
    say(Styled("\nWhose preferences (those of the other side are assumptions):", "bold"))
    for actor, source in found.actors:
        say(Styled(f"{actor}: {source}", "dim"), first="  ")


def _packages(found: Negotiation) -> None:
    rows = []
    for package in (*found.drafts, *(offer.package for offer in found.offers), *found.solutions):
        cells = [
            f"{one.value:.0f} {'+' if one.accepts else '-'}"
            + (f" {one.ballot.votes}/{one.ballot.needed}" if one.ballot else "")
            for one in package.standpoints
        ]
        certain = package.ratifiable and all(one.accepts for one in package.standpoints[:2])
        chance = float(certain) if package.agreed is None else package.agreed
        rows.append((package.label, *cells, f"{100 * chance:.0f} %"))
    heads = ("package", *(actor for actor, _ in found.actors), "all accept")
    table(heads, rows, title="points of 100; + accepts, - refuses; votes for/needed")


def _words(number: int, offer: CounterOffer) -> None:
    if offer.wordings or offer.unworded:
        say(Styled(f"\nWords of counter-offer {number}:", "bold"))
    for wording in offer.wordings:
        if not wording.new:
            say(f"{wording.provision}: to be struck", first="  ")
        else:
            where = f"behind {wording.provision}" if not wording.old else wording.provision
            say(f"{where}: {wording.new.strip()}", first="  ")
    if offer.unworded:
        say(f"no words for: {'; '.join(offer.unworded)}", first="  ")


def _two_levels(found: Negotiation) -> None:
    say(Styled("\nAt home and abroad:", "bold"))
    for one in found.win_sets:
        drawn = f" (± {2 * one.error:,.0f}, drawn)" if one.error else ""
        values = "".join(f", {who} {low:.0f} to {high:.0f}" for who, low, high in one.values)
        counted = f"{one.accepted:,}{drawn} of {one.packages:,} packages{values}"
        say(f"{' and '.join(one.actors)}: {counted}", first="  ")
    for risk in found.defections:
        say(f"{risk.package}: {risk.words}", first="  ")
    if len(found.what_ifs) > 1:
        rows = []
        for case in found.what_ifs:
            cells = ["-", "-"]
            if case.outcome and case.ours and case.theirs:
                spans = zip(case.outcome, (case.ours, case.theirs), strict=True)
                cells = [f"{value:.0f} ({low:.0f} - {high:.0f})" for value, (low, high) in spans]
            holds = "-" if case.answer is None else "yes" if case.answer else "no"
            rows.append((case.label, f"{case.accepted:,}", *cells, holds))
        spans_of = (f"{who} (from - to)" for who in found.principals)
        table(("if", "packages", *spans_of, "offer 1 holds"), rows)
    closed = [f"{one.issue}: {one.option}" for one in found.reach if one.of and not one.accepted]
    if closed:
        say(f"no agreement holds: {'; '.join(closed)}", first="  ")


def _doubts(found: Negotiation) -> None:
    for one in found.waiting:
        say(f"{one.words}", first="  ")
    if found.worth_knowing:
        say(Styled("\nWhat to find out first:", "bold"))
        for worth in found.worth_knowing:
            say(f"{worth.actor}: {worth.about} (worth {worth.points:.1f} points)", first="  ")
    if found.tipping:
        say(Styled("\nWhat would tip counter-offer 1, the nearest first:", "bold"))
    for tip in found.tipping[:_TIPPING]:
        low, high = tip.assumed
        assumed = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        say(
            f"{tip.actor}: {tip.about} at {tip.tips_at:.0f} (assumed {assumed}): {tip.refusing} refuses",
            first="  ",
        )
    for remark in found.remarks:
        say(f"{remark}", first="  ")


def show_division(sides: tuple[str, str], procedures: dict[str, Division]) -> None:
    """What part of each item each side gets by each procedure, and the points that it makes."""
    for name, division in procedures.items():
        shares = ((one, str(division.first[one]), str(division.second[one])) for one in division.first)
        points = ("points", *(f"{float(one):.2f}" for one in division.points))
        table(("item", *sides), (*shares, points), title=name)
