"""The change map: each main provision in its length, with how much of it stayed, came and went."""

from __future__ import annotations

from dataclasses import dataclass

from fullpowers.model import Change, ChangeKind, Instrument, Passage, Review

from ..document import Statement, Table
from ..places import Places
from ..voice import Voice
from .svg import element, picture, tells

_WIDTH = 1000.0
_HEIGHT = 40.0
_BAR = 120.0


@dataclass(slots=True)
class _Tally:
    """Words of one main provision; a list of these is filled while walking the changes."""

    label: str
    change: str
    """The first change inside it."""
    same: int = 0
    added: int = 0
    removed: int = 0
    moved: int = 0

    @property
    def words(self) -> int:
        return self.same + self.added + self.removed + self.moved


def change_map(review: Review, where: Places, say: Voice) -> tuple[str, Table] | None:
    """The map as SVG, and its numbers as a table with a bar in each row; None without a comparison."""
    if review.comparison is None or review.previous is None:
        return None
    tallies = _tallies(review.comparison.changes, review.instrument, review.previous, where)
    if not tallies:
        return None
    total = sum(tally.words for tally in tallies) or 1
    changed = [tally for tally in tallies if tally.words != tally.same]
    caption = say(
        "{changed} of {all} main provisions changed; {percent} percent of the words of both drafts "
        "stand unchanged.",
        changed=len(changed),
        all=len(tallies),
        percent=round(100 * sum(tally.same for tally in tallies) / total),
    )
    if len(changed) == 0:
        return _strip(tallies, total, caption), Table(caption, (say("Provision"),), ())
    longest = max(tally.words for tally in changed)
    table = Table(
        caption,
        (say("Provision"), say("Words kept"), say("Added"), say("Removed"), say("Moved")),
        tuple(
            (
                Statement(tally.label, target=tally.change),
                *(Statement(str(count)) for count in (tally.same, tally.added, tally.removed, tally.moved)),
            )
            for tally in changed
        ),
        tuple(_bar(tally, longest) for tally in changed),
    )
    return _strip(tallies, total, caption), table


def _tallies(changes: tuple[Change, ...], new: Instrument, old: Instrument, where: Places) -> list[_Tally]:
    """One tally for each main provision in the order of the changes."""
    found: dict[str, _Tally] = {}
    for change in changes:
        instrument = new if change.new else old
        for passage in change.new or change.old:
            if passage.path.startswith("margin"):
                continue
            label = _main(passage, instrument, where)
            tally = found.get(label)
            if tally is None:
                tally = found[label] = _Tally(label, change.id)
            _count(tally, change, passage)
    return list(found.values())


def _main(passage: Passage, instrument: Instrument, where: Places) -> str:
    top = passage.path.split("/", 1)[0]
    provision = instrument.provision(top) if top.startswith(("part", "ch")) else None
    if provision is not None and "/" in passage.path:
        top = "/".join(passage.path.split("/")[:2])
    return where.provision(instrument.id, top)


def _count(tally: _Tally, change: Change, passage: Passage) -> None:
    words = len(passage.quote.split())
    if change.kind is ChangeKind.INSERTED:
        tally.added += words
    elif change.kind is ChangeKind.DELETED:
        tally.removed += words
    else:
        inside = [edit for edit in change.edits if passage.start <= edit.new_start <= passage.end]
        added = sum(len(edit.new.split()) for edit in inside)
        tally.added += added
        tally.removed += sum(len(edit.old.split()) for edit in inside)
        kept = max(0, words - added)
        if change.moved:
            tally.moved += kept
        else:
            tally.same += kept


_PARTS = (("same", "kept"), ("moved", "moved"), ("removed", "gone"), ("added", "come"))


def _stack(tally: _Tally, x: float, width: float, height: float, words: str = "") -> str:
    drawn = []
    said = tells(words) if words else ""
    for name, class_ in _PARTS:
        share = getattr(tally, name) / tally.words * width if tally.words else 0.0
        if share:
            drawn.append(element("rect", said, x=x, y=0, width=share, height=height, class_=class_))
            x += share
    return "".join(drawn)


def _strip(tallies: list[_Tally], total: int, caption: str) -> str:
    """All main provisions side by side, each as wide as its share of the words."""
    gap = min(2.0, _WIDTH / (4 * len(tallies)))
    room = _WIDTH - gap * (len(tallies) - 1)
    x, drawn = 0.0, []
    for tally in tallies:
        width = room * tally.words / total
        drawn.append(_stack(tally, x, width, _HEIGHT, f"{tally.label}: {_counts(tally)}"))
        x += width + gap
    return picture(_WIDTH, _HEIGHT, "".join(drawn), caption, "map")


def _bar(tally: _Tally, longest: int) -> str:
    stack = _stack(tally, 0.0, _BAR * tally.words / longest, 12.0)
    return picture(_BAR, 12, stack, _counts(tally), "bar")


def _counts(tally: _Tally) -> str:
    return f"{tally.same} kept, {tally.moved} moved, {tally.removed} removed, {tally.added} added"
