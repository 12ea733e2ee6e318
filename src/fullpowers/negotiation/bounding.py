"""Which partial packages can still lead to something better than what is known to be acceptable.

A partial package is of no use when it, together with the best that the issues to come could add for the two
principals (whatever ratifiers think of it), is nowhere better than a package that is known already. The known
packages come from a quick search that keeps few partial packages; they need not be good for this to be exact.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .dominance import Bools, Floats, Ints, undominated

_STEPS = 24
"""Points of a bound; of a longer frontier neighbours are taken together at their upper corner."""
_EACH = 40
_LEVELS = 64
"""Different values of a third objective (changes of text, say) that are told apart."""
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
_CARE = (0.0, 0.5, 1.0, 2.0)
_SAME = 1e-9


def bounds(issues: Sequence[Floats], more: Sequence[Floats]) -> list[Floats]:
    """After each issue, what those to come add at most to the two principals: (points, 2).

    Args:
        issues: values of the options, of which the first two columns count.
        more: what interactions can add after each issue, to each column.
    """
    rest = np.zeros((1, 2))
    found = [_coarse(rest) + more[-1][:2]]
    for index in reversed(range(1, len(issues))):
        sums = (rest[:, None, :] + issues[index][None, :, :2]).reshape(-1, 2)
        rest = sums[undominated(sums)]
        found.append(_coarse(rest) + more[index - 1][:2])
    return found[::-1]


def _coarse(points: Floats) -> Floats:
    """At most so many points that together lie above all of a frontier."""
    ranked = points[np.argsort(-points[:, 0])]
    parts = np.array_split(ranked, min(_STEPS, len(ranked)))
    return np.array([part.max(axis=0) for part in parts])


def hopeful(sums: Floats, bound: Floats, known: Floats, levels: Floats | None = None) -> Bools:
    """Which of ``sums`` may still lead to a package that none of ``known`` is as good as.

    With ``levels``, the most that each can reach of a third objective, a known package counts only where it
    has as much of that (its third column).
    """
    if levels is None:
        return _above(sums, bound, known)
    reached = np.unique(levels)
    if len(reached) > _LEVELS:
        return np.ones(len(sums), dtype=bool)
    hope = np.zeros(len(sums), dtype=bool)
    for level in reached:
        here = levels == level
        hope[here] = _above(sums[here], bound, known[known[:, 2] >= level - _SAME])
    return hope


def _above(sums: Floats, bound: Floats, known: Floats) -> Bools:
    if not len(known):
        return np.ones(len(sums), dtype=bool)
    ranked = known[np.argsort(known[:, 0], kind="stable")]
    # the most for the second principal of all that give the first as much or more
    best = np.append(np.maximum.accumulate(ranked[::-1, 1])[::-1], -np.inf)
    hope = np.zeros(len(sums), dtype=bool)
    for ours, theirs in bound:
        place = np.searchsorted(ranked[:, 0], sums[:, 0] + ours - _SAME)
        hope |= sums[:, 1] + theirs > best[place] + _SAME
    return hope


def spread(sums: Floats) -> Ints:
    """A few partial packages that lead far in different directions, for the quick search."""
    low, span = sums.min(axis=0), np.maximum(np.ptp(sums, axis=0), 1e-12)
    scaled = (sums - low) / span
    judges = scaled[:, 2:].sum(axis=1)
    chosen = [
        np.argsort(-(share * scaled[:, 0] + (1 - share) * scaled[:, 1] + care * judges), kind="stable")[
            :_EACH
        ]
        for share in _SHARES
        for care in _CARE
    ]
    return np.unique(np.concatenate(chosen))
