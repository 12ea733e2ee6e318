"""The file ``preferences.yaml``: issues with their options, and what they are worth to whom, with sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from fullpowers.model import InvalidData, from_yaml

from .majority import majority

Uncertain = float | tuple[float, ...]
"""A number, its least and greatest plausible value, or least, most likely and greatest."""


@dataclass(frozen=True, slots=True)
class ContingentEntry:
    """An option that depends on an event: ``then`` and ``otherwise`` are options of the same issue."""

    event: str
    then: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class OptionEntry:
    """One way to settle an issue.

    ``wording`` is the text of the provision that would say so; an option that ``strikes`` has none, and the
    provision goes.
    """

    id: str
    title: str
    wording: str = ""
    contingent: ContingentEntry | None = None
    strikes: bool = False


@dataclass(frozen=True, slots=True)
class IssueEntry:
    """Something to be settled.

    ``provision`` is its path in the present draft. Where the draft has none yet, ``after`` is the path of
    the provision behind which a wording would stand.
    """

    id: str
    title: str
    options: tuple[OptionEntry, ...]
    provision: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class EventEntry:
    """Something that a contingent term depends on.

    Its chance is ``chance``, or that of the estimate ``figure`` of the valuation lying ``above`` a number;
    an actor may believe in another one.
    """

    id: str
    title: str
    chance: float | None = None
    figure: str = ""
    above: float = 0.0
    source: str = ""


@dataclass(frozen=True, slots=True)
class InteractionEntry:
    """What options are worth together beyond their sum: ``points`` on the scale 0 to 100 of the package."""

    when: dict[str, str]
    points: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class BlocEntry:
    """Members of a legislature who vote alike; what is left out is as its ratifier says.

    ``present`` is how many of the seats vote; the others are absent.
    """

    id: str
    title: str
    seats: int
    weights: dict[str, Uncertain] = field(default_factory=dict)
    ranking: tuple[str, ...] = ()
    values: dict[str, dict[str, float]] = field(default_factory=dict)
    reservation: Uncertain | None = None
    red_lines: dict[str, tuple[str, ...]] | None = None
    interactions: tuple[InteractionEntry, ...] | None = None
    present: Uncertain | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineEntry:
    """A day after which having no deal is worth ``reservation``."""

    on: date
    title: str
    reservation: float


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """Who decides: two principals who negotiate, and ratifiers who accept or refuse.

    Attributes:
        source: where these preferences come from; for the other side they are assumptions.
        weights: swing weight of each issue: how much it matters to go from its worst to its best
            option.
        values: for each issue, for each option, 0 (worst) to 100 (best).
        reservation: what having no deal is worth, on the scale 0 to 100 of the whole package.
        red_lines: options that are refused whatever else is offered.
        ranking: issues from the weightiest down, in the place of weights.
        interactions: what options are worth together beyond their sum.
        beliefs: chances of events, where the actor's differ from those of the event.
        delay: points that any deal loses for each month (30 days) that it comes later.
        deadlines: days after which no deal is worth something else.
        asked: whether a ratifier's consent is needed; not for a sole executive agreement (``why`` says it).
            Left out, the law pack's path decides; without one it is needed.
        majority: votes needed, as ``226 of 450`` or ``2/3 of present``; read from the law pack if empty.
        step: the step of the path to entry into force in which a ratifier decides.
        blocs: of a legislature, each with seats and where it likes with preferences of its own.
        state: two-letter code of a principal's state, whose law says who ratifies and when.
    """

    id: str
    title: str
    role: Literal["principal", "ratifier"]
    side: Literal["us", "them"]
    source: str
    weights: dict[str, Uncertain] = field(default_factory=dict)
    values: dict[str, dict[str, float]] = field(default_factory=dict)
    reservation: Uncertain = 0.0
    red_lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ranking: tuple[str, ...] = ()
    interactions: tuple[InteractionEntry, ...] = ()
    beliefs: dict[str, float] = field(default_factory=dict)
    delay: float = 0.0
    deadlines: tuple[DeadlineEntry, ...] = ()
    asked: bool | None = None
    why: str = ""
    majority: str = ""
    step: str = ""
    blocs: tuple[BlocEntry, ...] = ()
    state: str = ""


@dataclass(frozen=True, slots=True)
class InterimEntry:
    """A deal for the meantime, when there is no full one; it is the alternative if both gain by it."""

    title: str
    values: dict[str, float]
    """To each principal, on the scale of the whole package."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class SidePaymentEntry:
    """A measure outside the deal that moves somebody: what it adds to and takes from actors and blocs."""

    id: str
    title: str
    points: dict[str, float]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Preferences:
    """All of the file."""

    title: str
    issues: tuple[IssueEntry, ...]
    actors: tuple[ActorEntry, ...]
    drafts: dict[str, dict[str, str]] = field(default_factory=dict)
    """For each draft, by a name, which option it holds for each issue; the last one is the present draft."""
    events: tuple[EventEntry, ...] = ()
    interim: InterimEntry | None = None
    side_payments: tuple[SidePaymentEntry, ...] = ()

    def __post_init__(self) -> None:
        if len(self.issues) < 1 or any(len(issue.options) < 1 for issue in self.issues):
            raise InvalidData("preferences: at least one issue, and each with at least one option")
        self._unique("issue", [issue.id for issue in self.issues])
        for issue in self.issues:
            self._unique(f"option of issue {issue.id!r}", [option.id for option in issue.options])
        self._unique("actor or bloc", [*self.names])
        sides = [(actor.role, actor.side) for actor in self.actors]
        if sides.count(("principal", "us")) != 1 or sides.count(("principal", "them")) != 1:
            raise InvalidData("preferences: exactly one principal on each side ('us' and 'them')")
        for actor in self.actors:
            self._sound(actor)
        for name, package in self.drafts.items():
            for issue in self.issues:
                if package.get(issue.id) not in {option.id for option in issue.options}:
                    raise InvalidData(f"preferences: draft {name!r} has no option of issue {issue.id!r}")
            self._options(package, f"draft {name!r}")
        self._contingent()
        for payment in self.side_payments:
            self._known(payment.points, self.names, f"side payment {payment.id!r}")
        if self.interim is not None and {one.id for one in self.ordered[:2]} - set(self.interim.values):
            raise InvalidData("preferences: the interim deal needs its value to both principals")

    def _unique(self, what: str, names: list[str]) -> None:
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise InvalidData(f"preferences: {what} {twice!r} stands there twice")

    def _known(self, given: dict[str, float], known: tuple[str, ...], where: str) -> None:
        for name in given:
            if name not in known:
                raise InvalidData(f"preferences: {where} names {name!r}, which is not in the file")

    def _options(self, chosen: dict[str, str], where: str) -> None:
        for issue_id, option in chosen.items():
            issue = next((one for one in self.issues if one.id == issue_id), None)
            if issue is None or option not in {one.id for one in issue.options}:
                raise InvalidData(
                    f"preferences: {where} names {issue_id}: {option}, which is not in the file"
                )

    def _sound(self, actor: ActorEntry) -> None:
        if actor.role == "principal" and actor.blocs:
            raise InvalidData(f"preferences: {actor.id} is a principal and has no blocs; ratifiers may have")
        if actor.role == "principal" and actor.asked is False:
            raise InvalidData(f"preferences: nothing is agreed without the principal {actor.id}")
        if actor.delay < 0:
            raise InvalidData(f"preferences: what delay costs {actor.id} is not below nought")
        if actor.majority:
            majority(actor.majority)
        for event, chance in actor.beliefs.items():
            if event not in {one.id for one in self.events} or not 0 <= chance <= 1:
                raise InvalidData(f"preferences: {actor.id} believes {event!r}: no such event, or no chance")
        for bloc in actor.blocs:
            if bloc.seats < 1:
                raise InvalidData(f"preferences: bloc {bloc.id!r} has no seats")

    def _contingent(self) -> None:
        for event in self.events:
            if event.chance is not None and not 0 <= event.chance <= 1:
                raise InvalidData(f"preferences: the chance of {event.id!r} lies between 0 and 1")
        for issue in self.issues:
            for option in issue.options:
                term = option.contingent
                if term is None:
                    continue
                if term.event not in {event.id for event in self.events}:
                    raise InvalidData(f"preferences: option {option.id!r} depends on no event of the file")
                self._options({issue.id: term.then}, f"option {option.id!r}")
                self._options({issue.id: term.otherwise}, f"option {option.id!r}")
                ends = [one for one in issue.options if one.id in (term.then, term.otherwise)]
                if any(one.contingent for one in ends):
                    raise InvalidData(f"preferences: option {option.id!r} depends on one that depends itself")

    @property
    def names(self) -> tuple[str, ...]:
        """Every actor and every bloc, by its id."""
        return tuple(name for actor in self.actors for name in (actor.id, *(bloc.id for bloc in actor.blocs)))

    @property
    def ordered(self) -> tuple[ActorEntry, ...]:
        """Our principal, theirs, then the ratifiers in the order of the file."""
        principals = sorted(
            (actor for actor in self.actors if actor.role == "principal"),
            key=lambda actor: actor.side != "us",
        )
        return (*principals, *(actor for actor in self.actors if actor.role == "ratifier"))


def load(path: Path) -> Preferences:
    """Read a preferences file.

    Raises:
        InvalidData: there is no such file, it is not well formed, or not complete.
    """
    return from_yaml(text_of(path), Preferences, where=path.name)


def text_of(path: Path) -> str:
    """The text of a file.

    Raises:
        InvalidData: there is no such file, or it is not UTF-8 text.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InvalidData(f"{path.name}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InvalidData(f"{path.name}: not UTF-8 text") from error
