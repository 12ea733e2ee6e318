"""A small file of preferences for tests, made of a few words."""

from __future__ import annotations

from collections.abc import Mapping

from fullpowers.negotiation import Preferences
from fullpowers.negotiation.preferences import ActorEntry, BlocEntry, IssueEntry, OptionEntry, Uncertain


def issue(name: str, *options: str, provision: str = "") -> IssueEntry:
    """An issue whose titles are its ids."""
    return IssueEntry(name, name, tuple(OptionEntry(one, one) for one in options), provision)


def actor(
    name: str,
    side: str,
    values: Mapping[str, Mapping[str, float]],
    *,
    weights: Mapping[str, Uncertain] | None = None,
    **more: object,
) -> ActorEntry:
    """An actor who weighs all issues alike if nothing else is said; ``role`` is principal if not given."""
    return ActorEntry(
        id=name,
        title=name,
        role=more.pop("role", "principal"),  # type: ignore[arg-type]
        side=side,  # type: ignore[arg-type]
        source="invented",
        weights=dict(weights or dict.fromkeys(values, 1.0)),
        values={one: dict(options) for one, options in values.items()},
        **more,  # type: ignore[arg-type]
    )


def scale(ideal: float, steps: int = 100) -> dict[str, float]:
    """Single-peaked values of the points 0 to ``steps`` of one dimension: 100 at the ideal, less each way."""
    return {str(point): 100.0 - abs(point * 100 / steps - ideal) for point in range(steps + 1)}


def line(
    us: float, them: float, blocs: Mapping[str, tuple[int, float]], majority: str, status_quo: float
) -> Preferences:
    """One dimension from 0 to 100: two principals, and a legislature whose blocs have ideal points.

    What no deal is worth to a bloc is what the status quo is worth to it.
    """
    points = issue("point", *(str(one) for one in range(101)))
    house = actor(
        "house",
        "us",
        {"point": scale(50)},
        role="ratifier",
        majority=majority,
        blocs=tuple(
            BlocEntry(
                name,
                name,
                seats,
                values={"point": scale(ideal)},
                reservation=100.0 - abs(status_quo - ideal),
            )
            for name, (seats, ideal) in blocs.items()
        ),
    )
    return Preferences(
        "one dimension",
        (points,),
        (actor("us", "us", {"point": scale(us)}), actor("them", "them", {"point": scale(them)}), house),
    )
