"""Agreements that nearly repeat an earlier one: by bands of MinHash signatures, then by the whole of them."""

from __future__ import annotations

from array import array
from dataclasses import replace

from .entries import Agreement
from .likeness import bands, jaccard
from .store import Store

_NEAR = 0.8
"""Estimated share of 5-word shingles in common from which one repeats the other."""


class Signatures:
    """The signatures of a corpus, to hold a new agreement against."""

    def __init__(self, store: Store) -> None:
        self._signatures: dict[str, array[int]] = {}
        self._by_band: dict[int, list[str]] = {}
        for row in store.agreements(columns=["id", "signature"]):
            self._remember(row["id"], tuple(row["signature"]))

    def told(self, agreement: Agreement) -> Agreement:
        """The agreement with the one it nearly repeats, if any; remembered for those that come after."""
        candidates = {one for key in bands(agreement.signature) for one in self._by_band.get(key, ())}
        best = max(
            ((jaccard(agreement.signature, self._signatures[one]), one) for one in sorted(candidates)),
            default=(0.0, ""),
        )
        self._remember(agreement.id, agreement.signature)
        return replace(agreement, like=best[1], likeness=best[0]) if best[0] >= _NEAR else agreement

    def _remember(self, identifier: str, signature: tuple[int, ...]) -> None:
        self._signatures[identifier] = array("I", signature)
        for key in bands(signature):
            self._by_band.setdefault(key, []).append(identifier)
