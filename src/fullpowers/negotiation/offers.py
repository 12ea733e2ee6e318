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

Described = Callable[[str, Ints], Package]
"""Makes a package of a label and its choice."""
_OFFERS, _STEPS = 3, 5
_CHANGE = 100.0
"""Points that a changed issue costs in the third objective; large, so that no grid rounds it away."""
_BETTER = 1e-6


def counter_choices(table: Table, present: Ints) -> list[Ints]:
    """Packages better for us than the present draft, not worse for them than it or no deal, and ratifiable.

    The fewest changes of text come first; more changes are offered only where they give both more: the
    largest product of gains for each number of changes. The search is exact: changes of text are a third
    objective beside the values to the principals.
    """
    now = table.values(present[None, :])[0]
    floor = max(float(now[1]), float(table.needs[1]))
    found = _by_changes(table, present, max(float(now[0]) + _BETTER, float(table.needs[0])), floor)
    changes = (found.choices != present).sum(axis=1)
    product = (found.values[:, 0] - now[0]) * (found.values[:, 1] - floor + 1.0)
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


def concession_choices(best: Frontier, floor: float) -> list[Ints]:
    """From the package of the frontier that is best for us down to the last one above ``floor``, in steps.

    Each step gives the other side at least its part of the whole way, with as few changes of text and then as
    little loss to us as that takes.
    """
    kept = np.flatnonzero(best.values[:, 0] >= floor)
    if not len(kept):
        return []
    values, choices = best.values[kept], best.choices[kept]
    way = [0]
    part = (values[-1, 1] - values[0, 1]) / (_STEPS - 1)
    while way[-1] < len(values) - 1:
        here = way[-1]
        giving = np.flatnonzero(values[:, 1] >= values[here, 1] + max(part, _BETTER) - _BETTER)
        if not len(giving):
            break
        changes = (choices[giving] != choices[here]).sum(axis=1)
        few = giving[changes == changes.min()]
        way.append(int(few[values[few, 0].argmax()]))
    return [choices[one] for one in way]


@dataclass(frozen=True)
class Speaker:
    """Puts packages into words, against the text of the present draft."""

    preferences: Preferences
    table: Table
    instrument: Instrument | None
    described: Described

    def offer(self, label: str, present: Ints, choice: Ints) -> CounterOffer:
        """A package as changes of the one before it."""
        before, after = self.table.values(np.stack([present, choice]))[:, :2]
        trades = tuple(self._trades(present, choice))
        sums = np.sum([[gain for _, gain in trade.gains] for trade in trades], axis=0)
        beyond = after - before - sums if trades else np.zeros(2)
        package = self.described(label, choice)
        wordings = tuple(self._wordings(present, choice, trades))
        titles = self._titles()
        return CounterOffer(
            package,
            trades,
            self._words(trades, after - before, package),
            tuple((who, round(float(more), 2)) for who, more in zip(titles, beyond, strict=True))
            if np.abs(beyond).max() > 0.05
            else (),
            wordings,
            tuple(self._unworded(present, choice)),
        )

    def passages(self, issue: IssueEntry) -> tuple[Passage, ...]:
        """The words of an issue's provision in the present draft."""
        found = self._own(issue.provision)
        return (found,) if found is not None and found.quote else ()

    def _own(self, path: str) -> Passage | None:
        provision = self.instrument.provision(path) if self.instrument and path else None
        if provision is None or self.instrument is None:
            return None
        end = provision.own_end
        while end > provision.body and self.instrument.text[end - 1].isspace():
            end -= 1
        return self.instrument.passage(provision.body, end)

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

    def _words(self, trades: Sequence[Trade], change: Floats, package: Package) -> str:
        us, them = self._titles()
        gets = [f"{trade.issue}: {trade.after}" for trade in trades if trade.gains[0][1] > 0]
        gives = [f"{trade.issue}: {trade.after}" for trade in trades if trade.gains[0][1] <= 0]
        said = [f"Ask for {_list(gets)}."] if gets else []
        said += [f"Give {_list(gives)}."] if gives else []
        said.append(
            f"It is worth {_signed(change[0])} points to {us} and {_signed(change[1])} to {them}, on the "
            "assumed preferences."
        )
        for point in package.standpoints:
            ballot = point.ballot
            if ballot is not None:
                said.append(f"{point.actor}: {ballot.votes} votes of the {ballot.needed} needed.")
        return " ".join(said)

    def _wordings(self, present: Ints, choice: Ints, trades: Sequence[Trade]) -> Iterator[ProposedWording]:
        left = iter(trades)
        for index, issue in enumerate(self.preferences.issues):
            if present[index] == choice[index]:
                continue
            trade = next(left)
            option = issue.options[int(choice[index])]
            if not option.wording:
                continue
            worth = ", ".join(f"{who} {_signed(gain)}" for who, gain in trade.gains)
            why = f"{issue.title}: {trade.after}, in the place of {trade.before} ({worth})."
            own = self._own(issue.provision)
            if own is not None:
                yield ProposedWording(issue.provision, own.quote, option.wording, why, own)
                continue
            behind = self._behind(issue.after)
            path = issue.provision or issue.after
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
            if present[index] != choice[index] and not issue.options[int(choice[index])].wording:
                yield issue.title


def _signed(points: float) -> str:
    """Whole points with their sign, and never "-0"."""
    return f"{points:+.0f}" if abs(points) >= 0.5 else "0"


def _list(items: Sequence[str]) -> str:
    return "; ".join(items)
