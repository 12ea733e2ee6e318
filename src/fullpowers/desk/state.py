"""What one running desk holds."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from threading import Lock

from fullpowers.records import Records

from .elsewhere import Elsewhere
from .settings import Settings
from .throttle import Throttle


class Launch:
    """The word that opens the local desk: it works once."""

    def __init__(self) -> None:
        self._word: str | None = secrets.token_urlsafe(32)
        self._lock = Lock()

    @property
    def word(self) -> str:
        """The word; empty once it was used."""
        return self._word or ""

    def used(self, word: str) -> bool:
        """Whether this is the word, which is then worth nothing."""
        with self._lock:
            right = self._word is not None and secrets.compare_digest(word.encode(), self._word.encode())
            if right:
                self._word = None
            return right


@dataclass(frozen=True, slots=True)
class Desk:
    """The records and all that lives only as long as the program."""

    records: Records
    settings: Settings
    launch: Launch = field(default_factory=Launch)
    throttle: Throttle = field(default_factory=Throttle)
    elsewhere: Elsewhere | None = None
