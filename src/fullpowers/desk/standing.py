"""Positions on a draft: what the delegation holds of each provision, carried along with the provisions."""

from __future__ import annotations

from dataclasses import dataclass

from fullpowers.model import Comparison, Mandate
from fullpowers.records import Attitude, Position, Records

from .access import Seat
from .opened import Opened, opened_in

_WORDS = {
    Attitude.ACCEPT: "We accept this.",
    Attitude.ACCEPT_IF: "We accept this if",
    Attitude.OPPOSE: "We oppose this.",
    Attitude.OPEN: "Our position is open.",
}


@dataclass(frozen=True, slots=True)
class Stand:
    """The position on a provision as it stands beside a draft."""

    position: Position
    path: str
    """Of the provision in this draft."""
    from_draft: str
    """Label of the earlier draft on which it was taken; empty for this one."""
    red_line_by: str
    """Name of the person who set the red line."""

    @property
    def words(self) -> str:
        """The attitude, for a person."""
        return _WORDS[self.position.attitude]

    @property
    def css(self) -> str:
        """The attitude as a class of the style sheet."""
        return self.position.attitude.value.replace(" ", "-")

    @property
    def condition(self) -> str:
        return self.position.condition

    @property
    def red_line(self) -> bool:
        return self.position.red_line

    @property
    def note(self) -> str:
        return self.position.note


def stands(seat: Seat, draft: Opened) -> dict[str, Stand]:
    """The positions on a draft; nothing for those who may not see them."""
    return held(seat.desk.records, draft) if seat.may("see positions") else {}


def mandates(records: Records, draft: Opened) -> tuple[Mandate, ...]:
    """The positions on a draft as the review and the brief take them."""
    return tuple(
        Mandate(
            path,
            stand.position.attitude.value,
            stand.condition,
            stand.red_line,
            stand.red_line_by,
            stand.note,
        )
        for path, stand in held(records, draft).items()
    )


def held(records: Records, draft: Opened) -> dict[str, Stand]:
    """The positions on a draft by the path of their provision.

    A position taken on an earlier draft goes along with its provision until another is taken there.
    """
    matter = draft.draft.matter
    everything = records.positions.all(matter)
    if not everything:
        return {}
    names = {one.id: one.name for one in records.people.everybody(removed=True)}
    drafts = {one.id: one for one in records.drafts.all(matter)}
    found: dict[str, Stand] = {}
    here: Opened | None = draft
    onward: list[dict[str, str]] = []
    seen: set[str] = set()
    while here is not None and here.draft.id not in seen:
        seen.add(here.draft.id)
        for position in everything:
            path = _followed(position.path, onward) if position.draft == here.draft.id else ""
            if path and path not in found:
                label = here.draft.label or here.draft.name if onward else ""
                found[path] = Stand(position, path, label, names.get(position.red_line_by, ""))
        onward.insert(0, moved(here.review.comparison))
        earlier = drafts.get(here.reviewed.against)
        here = opened_in(records, earlier) if earlier is not None and _taken(everything, seen) else None
    return found


def moved(comparison: Comparison | None) -> dict[str, str]:
    """Path in the new draft of each provision of the old one that is still there."""
    paths: dict[str, str] = {}
    for change in comparison.changes if comparison else ():
        for old, new in zip(change.old, change.new, strict=False):
            paths.setdefault(old.path, new.path)
    return paths


def _taken(everything: tuple[Position, ...], seen: set[str]) -> bool:
    """Whether positions were taken on drafts that are not looked at yet."""
    return any(position.draft not in seen for position in everything)


def _followed(path: str, onward: list[dict[str, str]]) -> str:
    """Where a provision is after some comparisons; empty when it is gone."""
    for paths in onward:
        path = paths.get(path, "")
    return path
