"""What moves the result: who must consent, thresholds, side payments, and every assumption by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from fullpowers.model import OptionReach, Tipping, WhatIf

from .dominance import Ints
from .majority import Majority
from .situation import Situation
from .solutions import nash
from .table import House, Table
from .voices import Exact, Voice, ends, middle

_USUAL = ((Exact(1, 2), True, "more than half"), (Exact(3, 5), False, "three fifths"),
          (Exact(2, 3), False, "two thirds"), (Exact(3, 4), False, "three quarters"))  # fmt: skip
"""Majorities that constitutions ask for."""
_SMALL = 10_000_000
_QUICKLY = 600_000
"""Sums over which each of the many counts below is exact; beyond it is drawn."""


@dataclass(frozen=True)
class Levers:
    """The table as it stands, and the first counter-offer if there is one."""

    situation: Situation
    offer: Ints | None

    @property
    def table(self) -> Table:
        return self.situation.table

    @property
    def _titles(self) -> list[str]:
        return [actor.title for actor in self.situation.preferences.ordered]

    @cached_property
    def _asked(self) -> list[House]:
        return [house for house in self.table.houses if house.asked]

    # -- how the win-sets move the outcome -------------------------------------------------------------

    def what_ifs(self) -> Iterator[WhatIf]:
        """As things stand, and with one thing otherwise."""
        now = self._tried("now", "as things stand", self.table)
        yield now
        if self.table.frontier().tolerance:
            # each case would take as long again, and be as uncertain
            return
        for house in self.table.houses[2:]:
            other = self._with(house, replace(house, asked=not house.asked))
            said = "without the consent of" if house.asked else "if it needed the consent of"
            yield self._tried("ratifier", f"{said} {self._titles[house.actor]}", other)
        for house in self.table.houses[2:]:
            if house.majority is not None and house.asked:
                yield from self._thresholds(house)
        for payment in self.situation.preferences.side_payments:
            yield self._tried("side payment", payment.title, self._paid(payment.points), payment.source)
        if now.outcome is None:
            yield from self._openings()

    def _tried(self, kind: str, label: str, table: Table, source: str = "") -> WhatIf:
        found = table.frontier()
        accepted, error = table.win_set([house for house in table.houses if house.asked], most=_QUICKLY)
        answer = None if self.offer is None else bool(table.agreed(self.offer[None, :])[0])
        if not len(found.values):
            return WhatIf(kind, label, accepted, None, None, None, answer, source, error)
        points = found.values[:, :2] + table.gifts[:2]
        outcome = points[nash(points, table.reservations[:2])]
        ours, theirs = ((_points(one.min()), _points(one.max())) for one in points.T)
        reached = (_points(outcome[0]), _points(outcome[1]))
        return WhatIf(kind, label, accepted, ours, theirs, reached, answer, source, error)

    def _with(self, old: House, new: House) -> Table:
        return replace(
            self.table, houses=tuple(new if house is old else house for house in self.table.houses)
        )

    def _thresholds(self, house: House) -> Iterator[WhatIf]:
        """The usual majorities other than its own, and the highest at which something still passes."""
        chamber, rule = self.table.chamber(house), house.majority
        all_, title = sum(chamber.seats), self._titles[house.actor]
        if rule is not None and not rule.present:
            # who is absent counts against, as in a majority of all members
            all_ = rule.seats or sum(self.table.voices[column].seats for column in house.columns)
        asked = {chamber.quota}
        for share, strict, name in _USUAL:
            votes = Majority(name, share=share, strict=strict).needed(all_, all_)
            if votes not in asked:
                asked.add(votes)
                label = f"if {title} needed {name}: {votes} votes of {all_}"
                yield self._tried("threshold", label, self._needing(house, votes))
        most = sum(chamber.seats)
        # half a dozen searches of which the hardest find nothing: only where each is quick
        highest = self._highest(house, most) if self.table.packages <= _SMALL else 0
        if highest not in asked and 0 < highest < most:
            label = f"the highest threshold of {title} at which something passes: {highest} votes of {all_}"
            yield self._tried("threshold", label, self._needing(house, highest))

    def _needing(self, house: House, votes: int) -> Table:
        return self._with(house, replace(house, majority=Majority(str(votes), votes=votes)))

    def _highest(self, house: House, all_: int) -> int:
        """By halving: what passes a high threshold passes a lower one."""
        low, high = 0, all_
        while low < high:
            votes = (low + high + 1) // 2
            if len(self._needing(house, votes).frontier().values):
                low = votes
            else:
                high = votes - 1
        return low

    def _paid(self, points: dict[str, float]) -> Table:
        """With what a side payment gives to actors and blocs, and takes from them.

        Points for a legislature go to each of its blocs.
        """
        actors = self.situation.preferences.ordered
        extra = tuple(
            sum((Exact(str(points[name])) for name in {voice.id, actors[voice.actor].id} if name in points),
                Exact(0))
            for voice in self.table.voices
        )  # fmt: skip
        return replace(self.table, extra=extra)

    def _openings(self) -> Iterator[WhatIf]:
        """Where nothing can be agreed: how far each would have to move alone for something to be."""
        for house in self._asked:
            if house.majority is not None:
                continue
            (column,) = house.columns
            others = [other for other in self._asked if other is not house]
            most = self.table.most(column, others)
            if most is None or most < 0:
                continue
            voice = self.table.voices[column]
            moved = tuple(
                replace(one, reservation=most - 1e-6) if one is voice else one for one in self.table.voices
            )
            label = f"if no deal counted at most {most:.1f} for {voice.title}, not {_number(voice):g}"
            yield self._tried("reservation", label, replace(self.table, voices=moved))

    # -- which options carry a deal --------------------------------------------------------------------

    def reach(self) -> Iterator[OptionReach]:
        """Of every option, in how many of the packages that all accept it stands."""
        accepted, unsure = self.table.win_set(self._asked, most=_QUICKLY)
        # what cannot be counted as a whole is not tried again in parts
        most = 0 if unsure else _QUICKLY
        for index, issue in enumerate(self.situation.preferences.issues):
            for row, option in enumerate(issue.options):
                count, error = (
                    self.table.win_set(self._asked, (index, row), most=most) if accepted else (0, 0.0)
                )
                yield OptionReach(issue.title, option.title, count, accepted, error)

    # -- every assumption by itself ----------------------------------------------------------------------

    def tipping(self) -> tuple[Tipping, ...]:
        """For each assumption, where it makes somebody refuse the first counter-offer; the nearest first."""
        if self.offer is None:
            return ()
        found = [
            one
            for house in self._asked
            for column in self._critical(house, self.offer)
            for one in self._of_voice(house, column, self.offer)
        ]
        return tuple(sorted(found, key=lambda one: (not one.plausible, _distance(one))))

    def _critical(self, house: House, offer: Ints) -> list[int]:
        """The voices that accept the offer and without each of which the house would not."""
        chamber = self.table.chamber(house)
        accepts = self.table.accepts(offer[None, :])[0]
        yes = {
            column: seats
            for column, seats in zip(chamber.columns, chamber.seats, strict=True)
            if accepts[column]
        }
        votes = sum(yes.values())
        return [column for column, seats in yes.items() if votes >= chamber.quota > votes - seats]

    def _of_voice(self, house: House, column: int, offer: Ints) -> Iterator[Tipping]:
        voice = self.table.voices[column]
        value = float(self.table.values(offer[None, :])[0, column])
        need = float(self.table.needs[column])
        refusing = self._titles[house.actor]

        def tips(about: str, assumed: tuple[float, float], at: float) -> Tipping:
            inside = assumed[0] - 1e-9 <= at <= assumed[1] + 1e-9
            return Tipping(voice.title, about, assumed, _points(at), inside, refusing, voice.source)

        reservation = float(self.table.reservations[column])
        if value - need + reservation <= 100:
            yield tips("having no deal", ends(voice.reservation), value - need + reservation)
        shares = [float(one) for one in voice.shares()]
        for index, issue in enumerate(self.situation.preferences.issues):
            row = int(offer[index])
            own = float(voice.values[index][row])
            if voice.weights:
                at = _weight(voice, index, [int(one) for one in offer], value - need)
                if at is not None:
                    yield tips(f"weight of {issue.title}", ends(voice.weights[index]), at)
            if shares[index] and own - (value - need) / shares[index] >= 0:
                about = f"value of {issue.title}: {issue.options[row].title}"
                yield tips(about, (own, own), own - (value - need) / shares[index])


def _weight(voice: Voice, index: int, rows: Sequence[int], slack: float) -> float | None:
    """The weight of one issue at which the voice gets just what it needs, the other weights as they are."""
    # with w for the weight, S for the sum of the others and A for what they bring: (A + w v) / (S + w) falls
    # by the slack where w (v - n) = S n - A, n being what the issues then bring together
    weights = [float(middle(one)) for one in voice.weights]
    values = [float(voice.values[issue][row]) for issue, row in enumerate(rows)]
    whole = sum(weights)
    brought = sum(weight * value for weight, value in zip(weights, values, strict=True))
    enough = brought / whole - slack
    others, rest = whole - weights[index], brought - weights[index] * values[index]
    if abs(values[index] - enough) < 1e-9:
        return None
    at = (others * enough - rest) / (values[index] - enough)
    return at if 0 <= at <= 1e4 and others + at > 0 else None


def _distance(one: Tipping) -> float:
    """How far it is from the middle of what is assumed, against its size."""
    centre = sum(one.assumed) / 2
    return abs(one.tips_at - centre) / (abs(centre) + 1.0)


def _number(voice: Voice) -> float:
    return float(middle(voice.reservation))


def _points(value: float) -> float:
    return round(float(value), 2)
