"""Likeness of provisions by their words: TF-IDF cosine of words, word pairs or runs of letters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Terms = NDArray[np.int64]
"""The words of a text, or what is made of them, as numbers: the same number for the same term."""

_DENSE = 24_000_000
"""Cells up to which the vocabulary is kept whole; above it terms share columns."""
_RUN = 5
_MANY = 1 << 31
_BASE = 1_000_003


def numbered(texts: Sequence[Sequence[str]]) -> list[Terms]:
    """The words of each text as numbers."""
    words = list(chain.from_iterable(texts))
    numbers = {word: number for number, word in enumerate(dict.fromkeys(words))}
    terms = np.fromiter(map(numbers.__getitem__, words), np.int64, len(words))
    return np.split(terms, np.cumsum([len(text) for text in texts[:-1]])) if texts else []


def bigrams(terms: Terms) -> Terms:
    """Each word with the one behind it."""
    return terms[:-1] * _MANY + terms[1:]


def letter_runs(words: Sequence[str]) -> Terms:
    """Each run of five letters, across words: the same for words glued together, bent or hyphenated."""
    letters = "".join(words).replace("-", "").ljust(_RUN)
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    runs = codes[: len(codes) - _RUN + 1]
    for k in range(1, _RUN):
        # modulo 2 to the 64th: that two runs share a number is rarer than a misprint
        runs = runs * _BASE + codes[k : len(codes) - _RUN + 1 + k]
    return runs


def cosines(left: Sequence[Terms], right: Sequence[Terms], others: Sequence[Terms] = ()) -> Matrix:
    """Cosine of the TF-IDF vectors of each of ``left`` with each of ``right``, 0 to 1.

    Term frequency is damped (1 + ln tf), rarity is the smoothed inverse document frequency over all three
    (Salton and Buckley 1988).
    """
    rows = [*left, *right]
    vocabulary, terms = np.unique(_joined(rows), return_inverse=True)
    size = max(1, len(vocabulary))
    cells, often = np.unique(_owners(rows) * size + terms, return_counts=True)
    row, term = np.divmod(cells, size)
    spread = np.bincount(term, minlength=size) + _spread(others, vocabulary)
    rarity = np.log((1 + len(rows) + len(others)) / (1 + spread)) + 1
    columns = max(1, min(size, _DENSE // max(1, len(rows))))
    table = np.zeros((len(rows), columns), dtype=np.float32)
    np.add.at(table, (row, term % columns), ((1 + np.log(often)) * rarity[term]).astype(np.float32))
    length = np.sqrt(np.einsum("ij,ij->i", table, table))[:, None]
    table /= np.where(length == 0, np.float32(1), length)
    result: Matrix = np.clip(table[: len(left)] @ table[len(left) :].T, 0, 1)
    return result


def _spread(others: Sequence[Terms], vocabulary: Terms) -> NDArray[np.int64]:
    """In how many of ``others`` each term of the vocabulary stands."""
    size = max(1, len(vocabulary))
    if not others or not len(vocabulary):
        return np.zeros(size, dtype=np.int64)
    terms = _joined(others)
    places = np.minimum(np.searchsorted(vocabulary, terms), size - 1)
    known = vocabulary[places] == terms
    cells = np.unique(_owners(others)[known] * size + places[known])
    return np.bincount(cells % size, minlength=size)


def _joined(rows: Sequence[Terms]) -> Terms:
    return np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)


def _owners(rows: Sequence[Terms]) -> NDArray[np.int64]:
    """For each term of the joined rows, the row that it stands in."""
    return np.repeat(np.arange(len(rows)), [len(row) for row in rows])
