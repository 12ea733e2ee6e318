"""What to answer: counter-offers, the trade in words, the text to propose, and what to concede after that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fullpowers.model import CounterOffer, Instrument, Package, Passage, ProposedWording, Trade

from .dominance import Floats, Ints
from .frontier import Frontier, Rules
from .preferences import IssueEntry, Preferences
from .table import Table, search
from .voices import ends

Described = Callable[[str, Ints], Package]
"""Makes a package of a label and its choice."""
_OFFERS = 3
_CHANGE = 100.0
"""Points that a changed issue costs in the third objective; large, so that no grid rounds it away."""
_BETTER = 1e-6
_WORTH_NAMING = 2.0
"""Points to the other side from which on something that is left as it is counts as given."""


def counter_choices(table: Table, present: Ints) -> list[Ints]:
    """Packages to answer the present draft with: better for us, ratifiable, and acceptable to them.

    First those that are not worse for them than the present draft. Where there are none, as when the draft
    is all that they wish, those that they should still prefer to no deal, even if that is as good for them as
    it plausibly can be; and if there are none of these, then by the middle of what is assumed.
    """
    now = table.values(present[None, :])[0]
    ours = max(float(now[0]) + _BETTER, float(table.needs[0]))
    middle, most = float(table.needs[1]), float(ends(table.voices[1].reservation)[1])
    found = _fewest_changes(
        table, present, (ours, max(float(now[1]), middle)), (float(now[0]), float(now[1]))
    )
    for floor in (most, middle):
        found = found or _fewest_changes(table, present, (ours, floor), (float(table.needs[0]), middle))
    return found


def _fewest_changes(
    table: Table, present: Ints, floors: tuple[float, float], origin: tuple[float, float]
) -> list[Ints]:
    """The fewest changes of text first; more only where that gives more to both.

    For each number of changes it is the package with the largest product of gains over ``origin``. The search
    is exact: changes of text are a third objective beside the values to the principals.
    """
    found = _by_changes(table, present, *floors)
    changes = (found.choices != present).sum(axis=1)
    # a point is added to their gain, so that what costs them nothing is still told apart by what it gives us
    product = (found.values[:, 0] - origin[0]) * np.maximum(found.values[:, 1] - origin[1] + 1.0, 0.0)
    best: list[Ints] = []
    reached = -np.inf
    for count in sorted(set(changes.tolist())):
        of_these = np.flatnonzero(changes == count)
        top = of_these[int(product[of_these].argmax())]
        if product[top] > reached + _BETTER:
            best.append(found.choices[top])
            reached = float(product[top])
    return best if len(best) <= _OFFERS else [*best[: _OFFERS - 1], best[-1]]


def _by_changes(table: Table, present: Ints, ours: float, theirs: float) -> Frontier:
    """The frontier of value to us, value to them, and issues left as they are."""
    kept = [np.full(size, -_CHANGE) for size in table.sizes]
    for issue, row in enumerate(present):
        kept[issue][row] = 0.0
    issues = [np.insert(values, 2, kept[issue], axis=1) for issue, values in enumerate(table.allowed)]
    needs = np.insert(
        np.maximum(table.needs, [ours, theirs, *[-np.inf] * (len(table.needs) - 2)]), 2, -np.inf
    )
    chambers = tuple(
        replace(chamber, columns=tuple(column + (column >= 2) for column in chamber.columns))
        for chamber in table.chambers
    )
    joints = tuple(replace(joint, values=np.insert(joint.values, 2, 0.0)) for joint in table.joints)
    found = search(issues, Rules(3, needs, chambers, joints))
    return replace(found, values=np.delete(found.values, 2, axis=1))


def concession_choices(table: Table, best: Frontier, floor: float) -> list[Ints]:
    """From the package of the frontier that is best for us to the last one above ``floor``, issue by issue.

    First is given what brings the other side most for each point that it costs us; nothing is taken back but
    with the last step. A step that not all would accept goes together with the next.
    """
    kept = np.flatnonzero(best.values[:, 0] >= floor)
    if not len(kept):
        return []
    opening, last = best.choices[kept[0]], best.choices[kept[-1]]
    way, here = [opening], opening
    for issue in _cheapest_first(table, opening, last):
        here = here.copy()
        here[issue] = last[issue]
        if table.agreed(here[None, :])[0]:
            way.append(here)
    if (way[-1] != last).any():
        way.append(last)
    return way


def _cheapest_first(table: Table, opening: Ints, last: Ints) -> list[int]:
    """The issues on which we give way, by what they bring the other side for each point of ours."""
    given = []
    for issue, worth in enumerate(table.worth):
        ours, theirs = worth[last[issue], :2] - worth[opening[issue], :2]
        if ours < 0:
            given.append((float(theirs / ours), issue))
    return [issue for _, issue in sorted(given)]


@dataclass(frozen=True)
class Speaker:
    """Puts packages into words, against the text of the present draft."""

    preferences: Preferences
    table: Table
    instrument: Instrument | None
    described: Described

    def offer(self, label: str, previous: Ints | None, choice: Ints, present: Ints | None) -> CounterOffer:
        """A package as trades against the one before it, and as words to put into the present draft.

        Without a package before it, it is an opening; without a present draft no words are put into one.
        """
        if previous is None or (previous == choice).all():
            return CounterOffer(self.described(label, choice), (), "")
        before, after = self.table.values(np.stack([previous, choice]))[:, :2]
        trades = tuple(self._trades(previous, choice))
        sums = np.sum([[gain for _, gain in trade.gains] for trade in trades], axis=0)
        beyond = after - before - sums if trades else np.zeros(2)
        package = self.described(label, choice)
        changes = tuple(self._trades(present, choice)) if present is not None else ()
        titles = self._titles()
        return CounterOffer(
            package,
            trades,
            self._words(trades, after - before, package, self._left(previous, choice)),
            tuple((who, round(float(more), 2)) for who, more in zip(titles, beyond, strict=True))
            if np.abs(beyond).max() > 0.05
            else (),
            tuple(self._wordings(present, choice, changes)) if present is not None else (),
            tuple(self._unworded(present, choice)) if present is not None else (),
        )

    def passages(self, issue: IssueEntry) -> tuple[Passage, ...]:
        """The words of an issue's provision in the present draft."""
        found = self._own(issue.provision)
        return (found,) if found is not None and found.quote else ()

    def _own(self, path: str) -> Passage | None:
        provision = self.instrument.provision(path) if self.instrument and path else None
        if provision is None or self.instrument is None:
            return None
        own = self.instrument.text[provision.body : provision.own_end]
        start = provision.body + len(own) - len(own.lstrip())
        return self.instrument.passage(start, start + len(own.strip()))

    def _titles(self) -> tuple[str, str]:
        us, them = self.preferences.ordered[:2]
        return us.title, them.title

    def _trades(self, present: Ints, choice: Ints) -> Iterator[Trade]:
        for index, issue in enumerate(self.preferences.issues):
            before, after = int(present[index]), int(choice[index])
            if before != after:
                change = self.table.worth[index][after] - self.table.worth[index][before]
                gains = zip(self._titles(), change[:2], strict=True)
                yield Trade(
                    issue.title, issue.options[before].title, issue.options[after].title,
                    tuple((who, round(float(gain), 2)) for who, gain in gains), self.passages(issue),
                )  # fmt: skip

    def _left(self, previous: Ints, choice: Ints) -> list[str]:
        """What stays as it is though we would have it otherwise, and is worth something to them."""
        found = []
        for index, issue in enumerate(self.preferences.issues):
            row = int(choice[index])
            ours, theirs = self.table.worth[index][:, 0], self.table.worth[index][:, 1]
            kept = float(theirs[row] - theirs[int(ours.argmax())])
            if row == previous[index] and kept >= _WORTH_NAMING:
                found.append((-kept, f"{issue.title}: {issue.options[row].title}"))
        return [said for _, said in sorted(found)]

    def _words(self, trades: Sequence[Trade], change: Floats, package: Package, left: Sequence[str]) -> str:
        us, them = self._titles()
        gets = [f"{trade.issue}: {trade.after}" for trade in trades if trade.gains[0][1] > 0]
        gives = [f"{trade.issue}: {trade.after}" for trade in trades if trade.gains[0][1] <= 0]
        said = [f"Ask for {_list(gets)}."] if gets else []
        said += [f"Give {_list(gives)}."] if gives else []
        # an offer that gives nothing new still gives what it leaves as they want it
        said += [f"Leave to {them}: {_list(left)}."] if left and gets and not gives else []
        said.append(
            f"It is worth {_signed(change[0])} points to {us} and {_signed(change[1])} to {them}, on the "
            "assumed preferences."
        )
        theirs = package.standpoints[1]
        if change[1] < -_BETTER:
            above = theirs.value - theirs.reservation
            said.append(
                f"That leaves {them} {abs(above):.0f} points {'above' if above >= 0 else 'below'} no deal."
            )
        for point, house in zip(package.standpoints, self.table.houses, strict=True):
            if house.asked and point.ballot is not None:
                ballot = point.ballot
                said.append(f"{point.actor}: {ballot.votes} votes, {ballot.needed} needed.")
        if package.agreed is not None and package.agreed < 1:
            said.append(f"All would accept it in {100 * package.agreed:.0f} % of the draws.")
        return " ".join(said)

    def _wordings(self, present: Ints, choice: Ints, trades: Sequence[Trade]) -> Iterator[ProposedWording]:
        left = iter(trades)
        for index, issue in enumerate(self.preferences.issues):
            if present[index] == choice[index]:
                continue
            trade = next(left)
            option = issue.options[int(choice[index])]
            worth = ", ".join(f"{who} {_signed(gain)}" for who, gain in trade.gains)
            why = f"{issue.title}: {trade.after}, in the place of {trade.before} ({worth})."
            own = self._own(issue.provision)
            if own is not None and (option.wording or option.strikes):
                yield ProposedWording(issue.provision, own.quote, option.wording, why, own)
            elif option.wording:
                path = issue.provision or issue.after
                behind = self._behind(issue.after)
                yield ProposedWording(path, "", f"\n{option.wording}", why, behind)

    def _behind(self, path: str) -> Passage | None:
        """The empty passage where a provision would be put in: behind one, with all that is in it."""
        if self.instrument is None:
            return None
        provision = self.instrument.provision(path) if path else None
        end = provision.end if provision is not None else len(self.instrument.text)
        while end and self.instrument.text[end - 1].isspace():
            end -= 1
        return self.instrument.passage(end, end)

    def _unworded(self, present: Ints, choice: Ints) -> Iterator[str]:
        for index, issue in enumerate(self.preferences.issues):
            option = issue.options[int(choice[index])]
            if present[index] != choice[index] and not (option.wording or option.strikes):
                yield issue.title


def _signed(points: float) -> str:
    """Whole points with their sign, and never "-0"."""
    return f"{points:+.0f}" if abs(points) >= 0.5 else "0"


def _list(items: Sequence[str]) -> str:
    return "; ".join(items)
