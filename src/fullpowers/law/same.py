"""A key for caches: the very same value, told by identity.

Hashing a whole instrument or law by its contents takes as long as what the cache would save.
"""

from __future__ import annotations

from typing import Generic, TypeVar

Value = TypeVar("Value")


class Same(Generic[Value]):
    """Equal to another only when both hold the one object; the cache that keeps it keeps the object alive."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.value is self.value
