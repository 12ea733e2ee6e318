"""A second look at doubtful pairs, with a learned model: a cascade (docs/comparison.md).

Where the best partner of a provision is hardly better than the next one, the model says which of the nearest
it is like. It moves their likeness among each other and leaves its level alone: whether there is a partner at
all is told by the words, which tell it better (measured on the ALIGN set, by which the weights were chosen).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .blocks import Unit
from .learned import Model
from .vectors import Matrix

_MARGIN = 0.2
"""Lead of the best partner over the next below which it is doubtful."""
_NEAREST = 4
"""Partners of a doubtful provision that the model is asked about."""
_SAY = 0.3
"""Weight of the model against the likeness of words."""


def reconsidered(
    likeness: Matrix, score: Matrix, left: Sequence[Unit], right: Sequence[Unit], model: Model
) -> tuple[Matrix, int]:
    """``likeness`` with the say of ``model`` in its doubtful rows, and how many they are.

    Args:
        likeness: of words, left by right.
        score: what the assignment goes by; doubt is told from it.
        left: provisions of one draft.
        right: those of the other.
        model: is asked about the doubtful ones of ``left`` and the nearest of ``right``.
    """
    if len(right) < 2:
        return likeness, 0
    ordered = np.argsort(-score, axis=1, kind="stable")[:, :_NEAREST]
    best = np.take_along_axis(score, ordered, axis=1)
    rows = np.flatnonzero(best[:, 0] - best[:, 1] < _MARGIN)
    if not len(rows):
        return likeness, 0
    nearest = ordered[rows]
    columns, places = np.unique(nearest, return_inverse=True)
    alike = model.likeness(
        [left[i].wording for i in rows.tolist()], [right[j].wording for j in columns.tolist()]
    )
    said = np.take_along_axis(alike, places.reshape(nearest.shape), axis=1)
    again = likeness.copy()
    again[rows[:, None], nearest] += np.float32(_SAY) * (said - said.mean(axis=1, keepdims=True))
    return again, len(rows)
