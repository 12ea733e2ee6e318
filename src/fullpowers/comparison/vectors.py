"""Likeness of provisions by their words: TF-IDF cosine of words, word pairs or runs of letters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Words = Sequence[str]

_DENSE = 24_000_000
"""Cells up to which the vocabulary is kept whole; above it words share columns."""
_RUN = 5


def cosines(left: Sequence[Words], right: Sequence[Words], rarity: Sequence[tuple[Words, int]]) -> Matrix:
    """Cosine of the TF-IDF vectors of each of ``left`` with each of ``right``, 0 to 1.

    Term frequency is damped (1 + ln tf), rarity is the smoothed inverse document frequency
    over ``rarity``, texts with how often each stands there (Salton and Buckley 1988).
    """
    vocabulary: dict[str, int] = {}
    for words in (*left, *right):
        for word in words:
            vocabulary.setdefault(word, len(vocabulary))
    spread = np.zeros(len(vocabulary) + 1, dtype=np.float32)
    for words, times in rarity:
        spread[[vocabulary[word] for word in set(words) if word in vocabulary]] += times
    size = sum(times for _, times in rarity)
    weight: Matrix = (np.log((1 + size) / (1 + spread)) + 1).astype(np.float32)
    columns = max(1, min(len(vocabulary), _DENSE // max(1, len(left) + len(right))))
    a, b = (_vectors(rows, vocabulary, weight, columns) for rows in (left, right))
    result: Matrix = np.clip(a @ b.T, 0, 1)
    return result


def bigrams(words: Words) -> list[str]:
    """Each word with the one behind it."""
    return [f"{one} {two}" for one, two in pairwise(words)]


def letter_runs(words: Words) -> list[str]:
    """Each run of five letters, across words: the same for words glued together, bent or hyphenated."""
    letters = "".join(words).replace("-", "")
    return [letters[k : k + _RUN] for k in range(max(1, len(letters) - _RUN + 1))]


def _vectors(rows: Sequence[Words], vocabulary: dict[str, int], weight: Matrix, columns: int) -> Matrix:
    table = np.zeros((len(rows), columns), dtype=np.float32)
    for index, words in enumerate(rows):
        identifiers = np.array([vocabulary[word] for word in words], dtype=np.int64)
        unique, counts = np.unique(identifiers, return_counts=True)
        np.add.at(table[index], unique % columns, (1 + np.log(counts)) * weight[unique])
    length = np.sqrt((table * table).sum(axis=1, keepdims=True))
    table /= np.where(length == 0, np.float32(1), length)
    return table
