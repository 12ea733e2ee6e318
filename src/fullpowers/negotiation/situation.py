"""What bears on the preferences of a file: the day, the law's path, the valuation, an interim deal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from statistics import NormalDist

from fullpowers.model import Estimate, InvalidData, RatificationPath, Step, Truth, Valuation

from .majority import Majority, majority
from .preferences import ActorEntry, EventEntry, Preferences, Uncertain
from .table import House, Table
from .voices import Voice, middle, voices_of

_TENTH = NormalDist().inv_cdf(0.9)


@dataclass(frozen=True)
class Situation:
    """The preferences, and what is known besides them.

    Attributes:
        paths: to entry into force, by side (``us``, ``them``); who must ratify, with which majority, when.
        valuation: its estimates give events their chances.
        on: the day of the review; deadlines before it have passed.
    """

    preferences: Preferences
    paths: Mapping[str, RatificationPath] = field(default_factory=dict)
    valuation: Valuation | None = None
    on: date | None = None

    @cached_property
    def table(self) -> Table:
        """Options, voices and houses as of the day."""
        return self.table_on(self.on)

    def table_on(self, day: date | None) -> Table:
        """The same on another day: deadlines that have passed by then count, and what delay has cost."""
        voices = self._at_day(voices_of(self.preferences, self.chances), day)
        houses = []
        for position, actor in enumerate(self.preferences.ordered):
            columns = tuple(k for k, voice in enumerate(voices) if voice.actor == position)
            houses.append(House(position, columns, self._rule(actor), self.is_asked(actor)))
        sizes = tuple(len(issue.options) for issue in self.preferences.issues)
        return Table(sizes, voices, tuple(houses))

    # -- chances of events ---------------------------------------------------------------------------

    @cached_property
    def chances(self) -> dict[str, float]:
        """Of every event whose chance is known."""
        found = ((event.id, self._chance(event)) for event in self.preferences.events)
        return {event: chance for event, chance in found if chance is not None}

    def _chance(self, event: EventEntry) -> float | None:
        if event.chance is not None:
            return event.chance
        estimate = next((one for one in self._estimates() if one.name == event.figure), None)
        return exceeding(estimate, event.above) if estimate else None

    def _estimates(self) -> Iterator[Estimate]:
        """Of the last draft's first reading, then of the projects."""
        if self.valuation is not None:
            for draft in reversed(self.valuation.drafts):
                yield from (one for reading in draft.readings[:1] for one in reading.estimates)
            yield from (one for project in self.valuation.projects for one in project.estimates)

    # -- the day --------------------------------------------------------------------------------------

    def reservation(self, actor: ActorEntry, day: date | None) -> float | None:
        """What no deal is worth after the last deadline that has passed; ``None`` while none has."""
        passed = [one for one in actor.deadlines if day is not None and one.on < day]
        return max(passed, key=lambda one: one.on).reservation if passed else None

    def _at_day(self, voices: tuple[Voice, ...], day: date | None) -> tuple[Voice, ...]:
        actors = self.preferences.ordered
        moved = []
        for voice in voices:
            later = self.reservation(actors[voice.actor], day)
            moved.append(voice if later is None else replace(voice, reservation=later))
        interim = self.preferences.interim
        if interim is None or not self._both_gain(moved):
            return tuple(moved)
        return tuple(
            replace(voice, reservation=_at_least(voice.reservation, interim.values[voice.id]))
            if voice.actor < 2
            else voice
            for voice in moved
        )

    def _both_gain(self, voices: list[Voice]) -> bool:
        interim = self.preferences.interim
        return interim is not None and all(
            interim.values[voice.id] > middle(voice.reservation) for voice in voices[:2]
        )

    # -- the law --------------------------------------------------------------------------------------

    def step(self, actor: ActorEntry) -> Step | None:
        """The step of its side's path in which a ratifier decides, if the path is known."""
        path = self.paths.get(actor.side)
        if path is None or actor.role != "ratifier":
            return None
        if actor.step:
            named = [one for one in path.steps if one.id == actor.step]
        else:
            # where several steps are its own, it decides in the one that takes a majority
            named = sorted(
                (one for one in path.steps if one.actor == actor.title), key=lambda one: not one.majority
            )
        return named[0] if named else None

    def is_asked(self, actor: ActorEntry) -> bool:
        """Whether its consent is needed: as the file says, else as the law does, else yes."""
        if actor.asked is not None:
            return actor.asked
        path = self.paths.get(actor.side)
        return not (actor.role == "ratifier" and path is not None and path.needed is Truth.FALSE)

    def _rule(self, actor: ActorEntry) -> Majority | None:
        if not actor.blocs:
            return None
        text = self.majority_text(actor)
        if not text:
            raise InvalidData(
                f"preferences: {actor.id} has blocs and no majority, such as '226 of 450' or '2/3 of present'"
            )
        rule = majority(text)
        seats = sum(bloc.seats for bloc in actor.blocs)
        if rule.seats and rule.seats < seats:
            raise InvalidData(f"preferences: the blocs of {actor.id} have {seats} seats of {rule.seats}")
        return rule

    def majority_text(self, actor: ActorEntry) -> str:
        """The majority as the file writes it, else as the law pack does; empty when neither does."""
        step = self.step(actor)
        return actor.majority or (step.majority if step else "")

    # -- in words -------------------------------------------------------------------------------------

    def remarks(self) -> Iterator[str]:
        """What the result rests on besides the figures of the file."""
        for actor in self.preferences.ordered:
            yield from self._on_law(actor)
            passed = [one for one in actor.deadlines if self.on is not None and one.on < self.on]
            if passed:
                last = max(passed, key=lambda one: one.on)
                yield (
                    f"{last.title} ({last.on}) has passed: no deal now counts {last.reservation:g} "
                    f"for {actor.title}."
                )
        interim = self.preferences.interim
        if interim is not None:
            both = self._both_gain(list(self._at_deadlines()))
            yield (
                f"Without an agreement both would do better by {interim.title}, which is taken as the "
                "alternative of both."
                if both
                else f"{interim.title} is no alternative: it is not better than no deal for both."
            )
        for event in self.preferences.events:
            if event.chance is None and event.id in self.chances:
                yield (
                    f"{event.title}: chance {100 * self.chances[event.id]:.0f} %, from the valuation "
                    f"({event.figure} above {event.above:g})."
                )

    def _at_deadlines(self) -> Iterator[Voice]:
        actors = self.preferences.ordered
        for voice in voices_of(self.preferences, self.chances):
            later = self.reservation(actors[voice.actor], self.on)
            yield voice if later is None else replace(voice, reservation=later)

    def _on_law(self, actor: ActorEntry) -> Iterator[str]:
        if actor.role != "ratifier":
            return
        path, step = self.paths.get(actor.side), self.step(actor)
        if not self.is_asked(actor):
            why = actor.why or (path.reason if path else "")
            yield f"{actor.title} is not asked" + (f": {why}" if why else ".")
        elif path is not None and path.needed is Truth.UNKNOWN and actor.asked is None:
            yield f"Whether {actor.title} must consent is open in law; it is counted as if it must."
        if step and actor.majority and step.majority and not _agree(actor.majority, step.majority):
            yield (
                f"The file has {actor.majority} for {actor.title}, the law pack {step.majority}; "
                "the file's is counted."
            )


def _at_least(number: Uncertain, least: float) -> Uncertain:
    return tuple(max(one, least) for one in number) if isinstance(number, tuple) else max(number, least)


def exceeding(estimate: Estimate, above: float) -> float:
    """The chance that a figure lies above a number, from its lower tenth, middle and upper tenth.

    On each side of the middle the figure is taken as normal, with the tenth as given.
    """
    distance = above - estimate.middle
    side = estimate.high - estimate.middle if distance > 0 else estimate.middle - estimate.low
    if side <= 0:
        return float(distance < 0) if distance else 0.5
    return round(1 - NormalDist().cdf(distance / side * _TENTH), 4)


def _agree(one: str, other: str) -> bool:
    """Whether two texts say the same majority; one that cannot be read agrees with everything."""
    try:
        first, second = majority(one), majority(other)
    except InvalidData:
        return True
    return (first.votes, first.share, first.strict, first.present) == (
        second.votes, second.share, second.strict, second.present,
    )  # fmt: skip
