"""Merkle trees as in RFC 6962: one hash for a whole log, and short proofs about it.

Pure functions over leaf hashes. A *head* (size and root) that somebody keeps outside proves later which
events the log held then; ``inclusion`` proves one event to an outsider who sees nothing else of the log,
``consistency`` that a later log only added to an earlier one. Source of the methods: RFC 6962 section 2.1,
and RFC 9162 sections 2.1.3.2 and 2.1.4.2 for checking the proofs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def leaf(body: bytes) -> bytes:
    """Hash of one event's bytes."""
    return hashlib.sha256(b"\x00" + body).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Root of the tree over the leaf hashes; of nothing, the hash of nothing."""
    if not leaves:
        return hashlib.sha256().digest()
    level = list(leaves)
    while len(level) > 1:
        # an odd last node goes up unchanged, which makes RFC 6962's split at the largest power of two
        paired = [_node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def inclusion(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Audit path of the leaf ``index`` (from 0) in the tree over all leaves.

    Raises:
        IndexError: there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"no leaf {index} in a tree of {len(leaves)}")
    if len(leaves) == 1:
        return ()
    split = _split(len(leaves))
    if index < split:
        return (*inclusion(leaves[:split], index), root(leaves[split:]))
    return (*inclusion(leaves[split:], index - split), root(leaves[:split]))


def included(body_hash: bytes, index: int, size: int, path: Sequence[bytes], head: bytes) -> bool:
    """Whether the path proves that the leaf stands at ``index`` of the tree of ``size`` with this root."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, body_hash
    for step in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = _node(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = _node(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == head


def consistency(leaves: Sequence[bytes], size: int) -> tuple[bytes, ...]:
    """Proof that the tree over all leaves begins with the tree over the first ``size``.

    Raises:
        IndexError: ``size`` is not between 1 and the number of leaves.
    """
    if not 0 < size <= len(leaves):
        raise IndexError(f"no tree of {size} in one of {len(leaves)}")
    return _subproof(leaves, size, whole=True)


def consistent(size: int, old: bytes, new_size: int, new: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the tree of ``new_size`` begins with that of ``size``."""
    if not 0 < size <= new_size:
        return False
    if size == new_size:
        return not proof and old == new
    steps = list(proof) if size & (size - 1) else [old, *proof]
    place, last = size - 1, new_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    if not steps:
        return False
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = _node(step, before), _node(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = _node(after, step)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old and after == new


def _subproof(leaves: Sequence[bytes], size: int, *, whole: bool) -> tuple[bytes, ...]:
    if size == len(leaves):
        return () if whole else (root(leaves),)
    split = _split(len(leaves))
    if size <= split:
        return (*_subproof(leaves[:split], size, whole=whole), root(leaves[split:]))
    return (*_subproof(leaves[split:], size - split, whole=False), root(leaves[:split]))


def _split(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
