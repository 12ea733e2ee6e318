"""TF-IDF word vectors of provisions and the cosine between them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .words import plain_words

Matrix = NDArray[np.float32]

_DENSE = 24_000_000
"""Cells up to which the vocabulary is kept whole; above it words share columns."""


def cosines(left: Sequence[str], right: Sequence[str], rarity: Sequence[str]) -> Matrix:
    """Cosine of the TF-IDF vectors of each text of ``left`` with each of ``right``, 0 to 1.

    Term frequency is damped (1 + ln tf), rarity is the smoothed inverse document frequency
    over the texts ``rarity`` (Salton and Buckley 1988).
    """
    vocabulary: dict[str, int] = {}
    seen = [_identifiers(text, vocabulary) for text in rarity]
    rows_left = [_identifiers(text, vocabulary) for text in left]
    rows_right = [_identifiers(text, vocabulary) for text in right]
    spread = np.zeros(max(1, len(vocabulary)), dtype=np.float32)
    for row in seen:
        spread[np.unique(row)] += 1
    weight: Matrix = (np.log((1 + len(seen)) / (1 + spread)) + 1).astype(np.float32)
    columns = max(1, min(len(vocabulary), _DENSE // max(1, len(left) + len(right))))
    a, b = _vectors(rows_left, weight, columns), _vectors(rows_right, weight, columns)
    result: Matrix = np.clip(a @ b.T, 0, 1)
    return result


def _identifiers(text: str, vocabulary: dict[str, int]) -> NDArray[np.int64]:
    return np.array(
        [vocabulary.setdefault(word, len(vocabulary)) for word in plain_words(text)], dtype=np.int64
    )


def _vectors(rows: Sequence[NDArray[np.int64]], weight: Matrix, columns: int) -> Matrix:
    table = np.zeros((len(rows), columns), dtype=np.float32)
    for index, row in enumerate(rows):
        words, counts = np.unique(row, return_counts=True)
        np.add.at(table[index], words % columns, (1 + np.log(counts)) * weight[words])
    length = np.sqrt((table * table).sum(axis=1, keepdims=True))
    table /= np.where(length == 0, np.float32(1), length)
    return table
