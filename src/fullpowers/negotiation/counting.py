"""How many packages an actor accepts, exactly: a convolution over sums of whole-numbered values."""

from __future__ import annotations

from collections.abc import Sequence

from fullpowers.model import InvalidData

MOST = 2_000_000
"""Different sums that may be kept."""


def count_accepted(issues: Sequence[Sequence[tuple[int, ...]]], needs: tuple[int, ...]) -> int:
    """Number of packages whose sums reach every need.

    Args:
        issues: for each issue, for each option, its whole-numbered value to each actor.
        needs: the least sum for each actor.

    Sums that already suffice are taken together, and sums that can no longer suffice are dropped,
    so that the work grows with the different sums and not with the packages.

    Raises:
        InvalidData: more than :data:`MOST` different sums; value options in coarser steps.
    """
    actors = range(len(needs))
    best = [[max(option[actor] for option in options) for actor in actors] for options in issues]
    rest = [0] * len(needs)
    remaining = []
    for values in reversed(best):
        remaining.append(tuple(rest))
        rest = [rest[actor] + values[actor] for actor in actors]
    remaining.reverse()
    least = [[min(option[actor] for option in options) for actor in actors] for options in issues]
    worst = [0] * len(needs)
    floors = []
    for values in reversed(least):
        floors.append(tuple(worst))
        worst = [worst[actor] + values[actor] for actor in actors]
    floors.reverse()
    sums: dict[tuple[int, ...], int] = {tuple(0 for _ in actors): 1}
    for options, more, floor in zip(issues, remaining, floors, strict=True):
        grown: dict[tuple[int, ...], int] = {}
        for reached, ways in sums.items():
            for option in options:
                total = tuple(
                    # whatever comes, this actor will have enough
                    needs[actor] - floor[actor] if value + floor[actor] >= needs[actor] else value
                    for actor in actors
                    for value in (reached[actor] + option[actor],)
                )
                if all(total[actor] + more[actor] >= needs[actor] for actor in actors):
                    grown[total] = grown.get(total, 0) + ways
        if len(grown) > MOST:
            raise InvalidData(
                "too many different sums to count packages exactly; value options in coarser steps"
            )
        sums = grown
    return sum(sums.values())
