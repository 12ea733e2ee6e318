"""How much two texts say in the same words: MinHash for whole agreements, weighted words for clauses.

Whole agreements: MinHash over 5-word shingles with 128 permutations (Broder 1997), 16 bands of 8, so that
pairs over about 0.7 meet; the library rensa. Clauses: cosine of words weighted by term frequency and rarity
(TF-IDF, Salton and Buckley 1988), with pairs of neighbouring words beside single ones.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any
from zlib import crc32

PERMUTATIONS = 128
BANDS = 16
_ROWS = PERMUTATIONS // BANDS
_SHINGLE = 5
_ASCII = re.compile("[\x00-\x7f]+")
_APART = bytes(
    byte if byte >= 0x80 or chr(byte).isalnum() or byte == ord("_") else ord(" ") for byte in range(256)
)
"""Table for ``bytes.translate``: ASCII characters that are of no word become spaces."""
_SEED = 1969
_MIX = 0x9E3779B97F4A7C15
"""Knuth's multiplier, so that the order of words counts."""


def words_of(lower: str) -> list[str]:
    """The words of a text in lower case: runs of letters, figures and underscores."""
    # what stands between words is put as spaces, and split; to look for every word takes twice as long
    data = lower.encode("utf-8", "surrogatepass").translate(_APART)
    for letter in set(_ASCII.sub("", lower)):
        if not letter.isalnum():
            data = data.replace(letter.encode("utf-8", "surrogatepass"), b" ")
    return data.decode("utf-8", "surrogatepass").split()


def signature(words: Sequence[str]) -> tuple[int, ...]:
    """MinHash signature of a text by its words."""
    import numpy as np
    from rensa import RMinHash

    known = {word: crc32(word.encode()) for word in set(words)}
    hashed = np.fromiter(map(known.__getitem__, words), np.uint64, len(words))
    if not len(hashed):
        hashed = np.zeros(1, np.uint64)
    shingles = hashed[: max(1, len(hashed) - _SHINGLE + 1)].copy()
    for ahead in range(1, min(_SHINGLE, len(hashed))):
        shingles = shingles * _MIX + hashed[ahead : ahead + len(shingles)]
    rows = RMinHash.digest_matrix_from_flat_token_hashes(shingles, [0, len(shingles)], PERMUTATIONS, _SEED)
    return tuple(rows.to_rows()[0])


def bands(signature: Sequence[int]) -> list[int]:
    """One key for each band; two texts that share a key are held against each other."""
    return [hash((band, *signature[band * _ROWS : (band + 1) * _ROWS])) for band in range(BANDS)]


def jaccard(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimated share of shingles that two texts have in common."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / PERMUTATIONS


def stems(text: str) -> list[str]:
    """The words of a text as the index has them: in lower case, English ones as their stems."""
    return list(analyser().analyze(text))


@cache
def analyser() -> Any:
    """The analyser of the index's words; words of other languages pass unstemmed."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = (
        TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(60)).filter(Filter.lowercase())
    )
    return builder.filter(Filter.stemmer("english")).build()


class Weighing:
    """Clauses as weighted words, with rarity as the corpus knows it."""

    def __init__(self, documents: int, frequency: Callable[[str], int]) -> None:
        self._documents = max(documents, 1)
        self._frequency = cache(frequency)

    def rarity(self, word: str) -> float:
        """Inverse document frequency, smoothed so that a word nobody uses counts most."""
        return math.log((1 + self._documents) / (1 + self._frequency(word))) + 1

    def weights(self, words: Sequence[str]) -> dict[str, float]:
        """Weights of the words and of their neighbouring pairs, of length one in all."""
        counts = Counter(words)
        rare = {word: self.rarity(word) for word in counts}
        weights = {word: (1 + math.log(number)) * rare[word] for word, number in counts.items()}
        for (first, second), number in Counter(pairwise(words)).items():
            weights[f"{first} {second}"] = _PAIRS * (1 + math.log(number)) * min(rare[first], rare[second])
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}

    @staticmethod
    def likeness(one: dict[str, float], other: dict[str, float]) -> float:
        """From 0 (no word in common) to 1 (the same words)."""
        # summed exactly, since a set has no order that could be kept
        return math.fsum(one[word] * other[word] for word in one.keys() & other.keys())


_PAIRS = 0.5
"""What a pair of neighbouring words counts beside a word."""
