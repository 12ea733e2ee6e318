"""Kinds of clauses learned from examples that somebody annotated; the weights are made where they are used.

Words, pairs of words and pieces of words, weighted by rarity (TF-IDF, Salton and Buckley 1988), and a ridge
regression on one column for each kind (Rifkin and others 2003, regularised least-squares classification): a
closed form, so that the same examples give the same weights. How well it does is told by leaving out every
group of examples in turn, which the closed form gives without fitting anew (Cook and Weisberg 1982).
"""

from __future__ import annotations

import io
import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from fullpowers.model import BrokenRecords, InvalidData

if TYPE_CHECKING:
    import numpy as np

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_MONEY = re.compile(r"(?:us)?[$€£]|\b(?:usd|dollars?|euros?)\b")
_LONGEST = 6_000
"""Characters of a text that count; what follows is detail."""
_PIECES = (3, 4, 5)
_LEAST = 2
"""Texts that must hold a feature before it counts."""
_FEATURES = 60_000
"""The commonest features that are kept."""
_BLOCK = 4_096
_RIDGE = 0.5
"""Weight of the penalty; between 0.3 and 2 the share of right answers moves by less than a point."""
_SURE = 0.9
"""Share of right answers, on examples left out, that a told kind must have."""


@dataclass(frozen=True, slots=True)
class Example:
    """An annotated text. ``group`` is where it comes from, such as a contract; groups are left out whole."""

    text: str
    kind: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned: features with their rarity, a column of weights for each kind."""

    kinds: tuple[str, ...]
    features: dict[str, int]
    rarity: np.ndarray
    weights: np.ndarray
    sure: float
    """Lead over the second kind from which a kind is told."""
    examples: int = 0
    right: float = 0.0
    """Share of the examples whose kind came out when their group was left out."""
    told: float = 0.0
    """Share of the examples whose lead was large enough."""

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        """A row for each text, a column for each kind."""
        import numpy as np

        found = np.zeros((len(texts), len(self.kinds)), dtype=np.float32)
        for row, text in enumerate(texts):
            columns, values = _weighted(text, self.features, self.rarity)
            found[row] = values @ self.weights[columns]
        return found

    def kinds_of(self, texts: Sequence[str]) -> list[tuple[str, float, bool]]:
        """The likest kind of each text, its lead over the next, and whether that is enough to tell it."""
        leads = _leads(self.scores(texts))
        return [(self.kinds[best], float(lead), bool(lead >= self.sure)) for best, lead in leads]

    def to_bytes(self) -> bytes:
        """As a NumPy archive without objects."""
        import numpy as np

        head = {
            "kinds": self.kinds, "features": list(self.features), "sure": self.sure,
            "examples": self.examples, "right": self.right, "told": self.told,
        }  # fmt: skip
        out = io.BytesIO()
        said = np.frombuffer(json.dumps(head).encode(), dtype=np.uint8)
        np.savez(out, head=said, rarity=self.rarity, weights=self.weights)
        return out.getvalue()


def learn(examples: Sequence[Example]) -> Learned:
    """Learn kinds from examples, and how well it does on groups left out.

    Raises:
        InvalidData: fewer than two kinds, or fewer than two groups.
    """
    import numpy as np

    kinds = tuple(sorted({one.kind for one in examples}))
    groups = [one.group or str(at) for at, one in enumerate(examples)]
    if len(kinds) < 2 or len(set(groups)) < 2:
        raise InvalidData("examples must be of two kinds or more, from two contracts or more")
    features, rarity = _vocabulary([one.text for one in examples])
    rows = [_weighted(one.text, features, rarity) for one in examples]
    answers = np.array([kinds.index(one.kind) for one in examples])
    wanted = np.where(answers[:, None] == np.arange(len(kinds)), 1.0, -1.0)
    alike = np.zeros((len(rows), len(rows)))
    for _, block in _blocks(rows, len(features)):
        alike += block @ block.T
    inverse = np.linalg.inv(alike + _RIDGE * np.eye(len(rows)))
    dual = inverse @ wanted
    weights = np.zeros((len(features), len(kinds)), dtype=np.float32)
    for first, block in _blocks(rows, len(features)):
        weights[first : first + block.shape[1]] = block.T @ dual
    leads = _leads(_left_out(inverse, dual, wanted, groups))
    right = np.array([best == answer for (best, _), answer in zip(leads, answers, strict=True)])
    sure = _threshold(np.array([lead for _, lead in leads]), right)
    told = float(np.mean([lead >= sure for _, lead in leads]))
    return Learned(kinds, features, rarity, weights, sure, len(examples), float(right.mean()), told)


def read_learned(file: Path) -> Learned | None:
    """What was learned, from its file; nothing where there is none.

    Raises:
        BrokenRecords: the file is damaged.
    """
    import numpy as np

    if not file.exists():
        return None
    try:
        with np.load(file, allow_pickle=False) as held:
            head = json.loads(held["head"].tobytes())
            features = {name: at for at, name in enumerate(head.pop("features"))}
            kinds = tuple(head.pop("kinds"))
            return Learned(kinds, features, held["rarity"], held["weights"], **head)
    except (ValueError, KeyError, TypeError, OSError, BadZipFile, zlib.error) as error:
        raise BrokenRecords(f"{file}: what was learned cannot be read: {error}") from error


def examples_in(file: Path, text: str = "text", kind: str = "kind", group: str = "contract") -> list[Example]:
    """Examples from a JSONL file; the names of its fields are given.

    Raises:
        InvalidData: a line is no object with both fields.
    """
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            found.append(Example(str(row[text]), str(row[kind]), str(row.get(group, ""))))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidData(f"{file}:{number}: no object with `{text}` and `{kind}`") from error
    return found


def _left_out(inverse: Any, dual: Any, wanted: Any, groups: Sequence[str]) -> Any:
    """Scores of every example as they would be had its group not been learned from."""
    import numpy as np

    found = np.empty_like(wanted)
    for group in dict.fromkeys(groups):
        inside = np.array([at for at, one in enumerate(groups) if one == group])
        found[inside] = wanted[inside] - np.linalg.solve(inverse[np.ix_(inside, inside)], dual[inside])
    return found


def _threshold(leads: Any, right: Any) -> float:
    """The least lead from which nine in ten answers are right."""
    import numpy as np

    order = np.argsort(-leads, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.nonzero(share >= _SURE)[0]
    return float(leads[order[enough[-1]]]) if len(enough) else math.inf


def _leads(scores: Any) -> list[tuple[int, float]]:
    import numpy as np

    order = np.argsort(-scores, axis=1, kind="stable")[:, :2]
    return [(int(one), float(row[one] - row[two])) for row, (one, two) in zip(scores, order, strict=True)]


def _features(text: str) -> Iterator[str]:
    lower = text[:_LONGEST].lower()
    words = _WORD.findall(_FIGURE.sub("0", lower))
    yield from words
    yield from map(" ".join, pairwise(words))
    yield from (f"first {word}" for word in words[:3])
    if "%" in lower or "percent" in lower or "per cent" in lower:
        yield "has a percentage"
    if _MONEY.search(lower):
        yield "has money"
    yield f"length {len(words).bit_length()}"
    for word in words:
        bordered = f"<{word}>"
        for size in _PIECES:
            for at in range(len(bordered) - size + 1):
                yield "|" + bordered[at : at + size]


def _vocabulary(texts: Sequence[str]) -> tuple[dict[str, int], Any]:
    import numpy as np

    counts = Counter(name for text in texts for name in set(_features(text)))
    kept = sorted(
        (name for name, number in counts.items() if number >= _LEAST), key=lambda name: (-counts[name], name)
    )[:_FEATURES]
    rarity = [math.log((1 + len(texts)) / (1 + counts[name])) + 1 for name in kept]
    return {name: at for at, name in enumerate(kept)}, np.array(rarity, dtype=np.float32)


def _weighted(text: str, features: dict[str, int], rarity: Any) -> tuple[Any, Any]:
    """Columns and values of a text, of length one in words and in pieces alike."""
    import numpy as np

    counts = Counter(name for name in _features(text) if name in features)
    columns = np.array([features[name] for name in counts], dtype=np.int64)
    values = np.array([1 + math.log(number) for number in counts.values()], dtype=np.float32)
    values = values * rarity[columns]
    pieces = np.array([name[0] == "|" for name in counts], dtype=bool)
    for part in (pieces, ~pieces):
        length = float(np.linalg.norm(values[part]))
        if length:
            values[part] /= length
    return columns, values


def _blocks(rows: Sequence[tuple[Any, Any]], features: int) -> Iterator[tuple[int, Any]]:
    """The rows as dense blocks of columns, so that memory stays small whatever the words."""
    import numpy as np

    for first in range(0, features, _BLOCK):
        block = np.zeros((len(rows), min(_BLOCK, features - first)), dtype=np.float32)
        for row, (columns, values) in enumerate(rows):
            inside = (columns >= first) & (columns < first + _BLOCK)
            block[row, columns[inside] - first] = values[inside]
        yield first, block
