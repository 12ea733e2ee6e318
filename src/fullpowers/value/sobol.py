"""Sobol sequences: points that fill a cube more evenly than random ones.

Direction numbers of Joe and Kuo (2008); points in the order of the Gray code (Antonov and Saleev 1979);
a random shift of all digits makes estimates unbiased, and several shifts make their error known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from fullpowers.model import from_yaml

from .compute import Floats

_BITS = 30


@dataclass(frozen=True, slots=True)
class _Dimension:
    polynomial: int
    initial: tuple[int, ...]


@cache
def _dimensions() -> tuple[_Dimension, ...]:
    text = files(__package__).joinpath("data/sobol.yaml").read_text(encoding="utf-8")
    lines = from_yaml(text, tuple[str, ...], where="value/data/sobol.yaml")
    parted = (line.partition(": ") for line in lines)
    return tuple(_Dimension(int(first), tuple(map(int, rest.split()))) for first, _, rest in parted)


def most_dimensions() -> int:
    """How many dimensions there are numbers for."""
    return 1 + len(_dimensions())


@cache
def _directions(dimension: int) -> tuple[int, ...]:
    """Direction numbers of one dimension, each shifted to the left end of the word."""
    if dimension == 0:
        return tuple(1 << (_BITS - 1 - k) for k in range(_BITS))
    entry = _dimensions()[dimension - 1]
    degree = entry.polynomial.bit_length() - 1
    numbers = list(entry.initial)
    for k in range(degree, _BITS):
        new = numbers[k - degree] ^ (numbers[k - degree] << degree)
        for step in range(1, degree):
            if (entry.polynomial >> (degree - step)) & 1:
                new ^= numbers[k - step] << step
        numbers.append(new)
    return tuple(number << (_BITS - 1 - k) for k, number in enumerate(numbers))


def points(count: int, dimensions: int, shift: NDArray[np.uint32] | None = None) -> Floats:
    """The first ``count`` points, of the shape (dimensions, count), each strictly between 0 and 1.

    Args:
        count: at most 2**30; a power of two fills the cube evenly.
        dimensions: at most :func:`most_dimensions`.
        shift: digits to exchange, one word of 30 bits for each dimension; none leaves the sequence as it is.
    """
    index = np.arange(count, dtype=np.uint32)
    gray = index ^ (index >> np.uint32(1))
    found = np.zeros((dimensions, count), dtype=np.uint32)
    for bit in range(max(1, (count - 1).bit_length())):
        chosen = ((gray >> np.uint32(bit)) & np.uint32(1)).astype(bool)
        column = np.array([_directions(one)[bit] for one in range(dimensions)], dtype=np.uint32)
        found[:, chosen] ^= column[:, None]
    if shift is not None:
        found ^= shift[:, None]
    middle: Floats = (found.astype(np.float64) + 0.5) / 2.0**_BITS
    return middle


def shifted(count: int, dimensions: int, seed: int, replicates: int) -> Floats:
    """``count`` points in ``replicates`` blocks, each the same sequence under a shift of its own."""
    random = np.random.Generator(np.random.PCG64([seed, 20080101]))
    size = -(-count // replicates)
    blocks = []
    for _ in range(replicates):
        shift = random.integers(0, 2**_BITS, size=dimensions, dtype=np.uint32)
        blocks.append(points(size, dimensions, shift))
    whole: Floats = np.concatenate(blocks, axis=1)[:, :count]
    return whole
