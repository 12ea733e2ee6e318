"""Whose dollars a bare ``$`` means in one instrument."""

from __future__ import annotations

from .quantities.lexicon import lexicon


def resolved(text: str) -> str:
    """ISO code of the only dollars that the text points to, by code, sign or country; else ``$``.

    When it points to several, as a Canadian price list with an American party does, it is not decided.
    """
    named = [code for code, pattern in lexicon().dollars if pattern.search(text)]
    return named[0] if len(named) == 1 else "$"
