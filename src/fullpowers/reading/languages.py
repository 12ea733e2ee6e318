"""Which languages a text is in, by its commonest small words."""

from __future__ import annotations

import re
from collections import Counter

_SMALL_WORDS = {
    "en": "the of and to in shall be by any for with".split(),
    "fr": "le la les des et du dans par pour une".split(),
    "es": "el los las del y en por para una se".split(),
    "de": "der die das und von zu den mit für des".split(),
    "pt": "o os as do da dos e em por para uma".split(),
    "uk": "та і в у на з що або до є цієї України".split(),
    "ru": "и в на с что или по к настоящего для".split(),
}
_LETTERS = 50_000
_SHARE = 0.2


def languages_of(text: str) -> tuple[str, ...]:
    """ISO 639-1 codes, the language of most words first; empty when no known language shows."""
    counts = Counter(re.findall(r"[^\W\d_]+", text[:_LETTERS].lower()))
    scores = {code: sum(counts[word.lower()] for word in words) for code, words in _SMALL_WORDS.items()}
    most = max(scores.values())
    if most < 3:
        return ()
    shown = [code for code in scores if scores[code] > most * _SHARE * 2]
    return tuple(sorted(shown, key=lambda code: -scores[code]))
