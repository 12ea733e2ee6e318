"""The file ``preferences.yaml``: issues with their options, and what they are worth to whom, with sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from fullpowers.model import InvalidData, from_yaml

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class OptionEntry:
    """One way to settle an issue; ``wording`` is proposed text, when there is one."""

    id: str
    title: str
    wording: str = ""


@dataclass(frozen=True, slots=True)
class IssueEntry:
    """Something to be settled; ``provision`` is its path in the present draft."""

    id: str
    title: str
    options: tuple[OptionEntry, ...]
    provision: str = ""


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """Who decides: two principals who negotiate, and ratifiers who accept or refuse.

    Attributes:
        values: for each issue, for each option, 0 (worst) to 100 (best).
        weights: swing weight of each issue: how much it matters to go from its worst to its best
            option. One number, or its least and greatest plausible value.
        reservation: what having no deal is worth, on the scale 0 to 100 of the whole package.
        red_lines: options that are refused whatever else is offered.
        votes: seats that the package needs, of ``seats``; for the brief only.
        source: where these preferences come from; for the other side they are assumptions.
    """

    id: str
    title: str
    role: Literal["principal", "ratifier"]
    side: Literal["us", "them"]
    weights: dict[str, float | tuple[float, float]]
    values: dict[str, dict[str, float]]
    reservation: float
    source: str
    red_lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    votes: int = 0
    seats: int = 0


@dataclass(frozen=True, slots=True)
class Preferences:
    """All of the file."""

    title: str
    issues: tuple[IssueEntry, ...]
    actors: tuple[ActorEntry, ...]
    drafts: dict[str, dict[str, str]] = field(default_factory=dict)
    """For each draft, by a name, which option it holds for each issue; the last one is the present draft."""

    def __post_init__(self) -> None:
        if len(self.issues) < 1 or any(len(issue.options) < 1 for issue in self.issues):
            raise InvalidData("preferences: at least one issue, and each with at least one option")
        sides = [(actor.role, actor.side) for actor in self.actors]
        if sides.count(("principal", "us")) != 1 or sides.count(("principal", "them")) != 1:
            raise InvalidData("preferences: exactly one principal on each side ('us' and 'them')")
        for actor in self.actors:
            self._complete(actor)
        for name, package in self.drafts.items():
            for issue in self.issues:
                if package.get(issue.id) not in {option.id for option in issue.options}:
                    raise InvalidData(f"preferences: draft {name!r} has no option of issue {issue.id!r}")

    def _complete(self, actor: ActorEntry) -> None:
        for issue in self.issues:
            values = actor.values.get(issue.id, {})
            missing = {option.id for option in issue.options} - set(values)
            if missing or issue.id not in actor.weights:
                raise InvalidData(
                    f"preferences: {actor.id} has no weight or not every value for issue {issue.id!r}"
                )
            if not all(0 <= value <= 100 for value in values.values()):
                raise InvalidData(f"preferences: values of {actor.id} for {issue.id!r} go from 0 to 100")
        if not 0 <= actor.reservation <= 100:
            raise InvalidData(f"preferences: the reservation of {actor.id} lies between 0 and 100")

    @property
    def ordered(self) -> tuple[ActorEntry, ...]:
        """Our principal, theirs, then the ratifiers in the order of the file."""
        principals = sorted(
            (actor for actor in self.actors if actor.role == "principal"),
            key=lambda actor: actor.side != "us",
        )
        return (*principals, *(actor for actor in self.actors if actor.role == "ratifier"))


def weights_of(preferences: Preferences, actor: ActorEntry) -> Floats:
    """The middle weights of the issues, normalised to sum to one: shape (issues,)."""
    middle = [float(np.mean(actor.weights[issue.id])) for issue in preferences.issues]
    if min(middle) < 0 or sum(middle) <= 0:
        raise InvalidData(f"preferences: weights of {actor.id} are not below nought, and not all nought")
    return np.array(middle) / sum(middle)


def tables(preferences: Preferences, weights: Mapping[str, Floats] | None = None) -> list[Floats]:
    """For each issue the weighted values of its options: (options, actors in :attr:`ordered`)."""
    given = weights or {actor.id: weights_of(preferences, actor) for actor in preferences.ordered}
    return [
        np.array(
            [
                [given[actor.id][index] * actor.values[issue.id][option.id] for actor in preferences.ordered]
                for option in issue.options
            ]
        )
        for index, issue in enumerate(preferences.issues)
    ]


def load(path: Path) -> Preferences:
    """Read a preferences file.

    Raises:
        InvalidData: there is no such file, it is not well formed, or not complete.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InvalidData(f"{path.name}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InvalidData(f"{path.name}: not UTF-8 text") from error
    return from_yaml(text, Preferences, where=path.name)
