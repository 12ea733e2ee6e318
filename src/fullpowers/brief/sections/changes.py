"""The changes of substance, weightiest first, and the map of where the instrument was rewritten."""

from __future__ import annotations

from dataclasses import replace

from fullpowers.model import Change, Comparison, LearnedHelp, Review, Significance

from ..answers.changes import describe, effects_of
from ..characters import quoted
from ..document import Block, Bullets, Figure, Fold, Prose, Section, Statement, Table
from ..pictures.change_map import change_map
from ..places import Places
from ..voice import Voice
from .precedents import beside

_STATES = {
    "edited": "reworded",
    "moved": "moved",
    "split": "divided",
    "merged": "joined",
    "inserted": "new",
    "deleted": "gone",
    "unchanged": "unchanged",
}


def changes(review: Review, where: Places, say: Voice) -> tuple[Section, ...]:
    """The part on changes; none when there is no earlier draft."""
    comparison = review.comparison
    if comparison is None:
        return ()
    weighty = comparison.ranked(Significance.SUBSTANTIVE, Significance.UNDECIDED)
    blocks: list[Block] = [_table(weighty, comparison.side, review, where, say)] if weighty else []
    if not weighty:
        blocks.append(Prose(Statement(say("No change of substance was found."))))
    blocks += _map(review, where, say)
    editorial = comparison.ranked(Significance.EDITORIAL)
    if editorial:
        blocks.append(
            Fold(
                say.count("{n} change of wording only", "{n} changes of wording only", len(editorial)),
                (Bullets(tuple(_wording(change, where, say) for change in editorial)),),
            )
        )
    if comparison.reformatted:
        blocks.append(_formatting(comparison, where, say))
    if comparison.learned is not None:
        blocks.append(Prose(Statement(_learned(comparison.learned, say))))
    if comparison.not_compared:
        left = tuple(Statement(line) for line in comparison.not_compared)
        blocks.append(Fold(say("What was not compared"), (Bullets(left),)))
    return (Section("changes", say("What changed"), tuple(blocks)),)


def _learned(help_: LearnedHelp, say: Voice) -> str:
    """Which learned model took part, and in how much."""
    return say(
        "Learned help: the partners of {n} of {of} provisions were doubtful and were scored again by {model} "
        "({package}, sha256 {sha256}).",
        n=str(help_.doubtful),
        of=str(help_.of),
        model=help_.model,
        package=help_.package,
        sha256=help_.sha256,
    )


def _formatting(comparison: Comparison, where: Places, say: Voice) -> Fold:
    """Words that stayed and are set otherwise."""
    items = tuple(
        Statement(
            say("{words} was {was}, is {now}", words=quoted(one.new.quote, 90), was=one.was, now=one.now),
            (one.new,),
            lead=where.label(one.new),
        )
        for one in comparison.reformatted
    )
    title = say.count(
        "{n} change of formatting alone", "{n} changes of formatting alone", len(comparison.reformatted)
    )
    return Fold(title, (Bullets(items),))


def _table(weighty: tuple[Change, ...], party: str, review: Review, where: Places, say: Voice) -> Table:
    """The changes in the order of ``party``, with the reason of the order; without one, by weight alone."""
    title = say("Changes of substance, weightiest first")
    headings = [say("Where"), say("What happened"), say("What it does")]
    if party:
        title = say("Changes of substance, weightiest for {party} first", party=party)
        headings.append(say("Why it stands here"))
    rows = (_row(change, review, where, say) for change in weighty)
    return Table(title, tuple(headings), tuple(row if party else row[:3] for row in rows))


def _row(change: Change, review: Review, where: Places, say: Voice) -> tuple[Statement, ...]:
    passage = (change.new or change.old)[0]
    state = say(_STATES[change.kind.value])
    if change.moved and change.kind.value != "moved":
        state += say(" and moved")
    if change.tracked is False:
        state += say("; not marked in the file")
    if change.significance is Significance.UNDECIDED:
        state += say("; may be of substance")
    effects = effects_of(change) or [describe(change, say)]
    elsewhere = [f"{one.lead}: {one.text}." for one in beside(review, change.new, say)]
    evidence = tuple(
        passage for reason in change.reasons for passage in (reason.new, reason.old) if passage is not None
    )
    return (
        Statement(where.label(passage), target=change.id),
        Statement(state),
        Statement(" ".join([*effects, *elsewhere]), evidence),
        Statement(change.rank),
    )


def _wording(change: Change, where: Places, say: Voice) -> Statement:
    passage = (change.new or change.old)[0]
    what = " ".join(effects_of(change)) or describe(change, say)
    return Statement(what, lead=where.label(passage), target=change.id)


def _map(review: Review, where: Places, say: Voice) -> list[Block]:
    drawn = change_map(review, where, say)
    if drawn is None:
        return []
    figure, table = drawn
    legend = tuple(
        (class_, say(name))
        for class_, name in (("kept", "kept"), ("come", "added"), ("gone", "removed"), ("moved", "moved"))
    )
    title = say("Where the instrument was rewritten")
    return [Figure(title, figure, table.caption, legend), replace(table, caption="")]
