"""Texts to the numbers of BERT's uncased vocabulary: WordPiece, as Devlin et al. 2019 use it.

Written out because the usual package for it also installs a client that downloads models. The vocabulary
(``data/wordpiece.txt``) is the one published with BERT by Google under the Apache licence 2.0.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from .loading import text_of

_SYMBOLS = frozenset("$+<=>^`|~")
"""What counts as punctuation though Unicode calls it a symbol."""
_LONGEST = 100
"""Letters from which a word is unknown whatever it is."""
_UNKNOWN, _BEGIN, _END = "[UNK]", "[CLS]", "[SEP]"


def pieces(text: str, most: int) -> list[int]:
    """The pieces of ``text`` as numbers, at most ``most`` with the two that frame them."""
    numbers: list[int] = []
    for word in _words(text):
        if len(numbers) >= most - 2:
            break
        numbers += _pieces(word)
    vocabulary = _vocabulary()
    return [vocabulary[_BEGIN], *numbers[: most - 2], vocabulary[_END]]


def _words(text: str) -> Iterator[str]:
    """Words in small letters without accents; each mark and each Chinese character by itself."""
    word = ""
    for letter in unicodedata.normalize("NFD", text.lower()):
        category = unicodedata.category(letter)
        if letter.isspace():
            yield from filter(None, [word])
            word = ""
        elif category[0] == "C" or category == "Mn" or letter == "\ufffd":
            continue
        elif category[0] == "P" or letter in _SYMBOLS or "\u4e00" <= letter <= "\u9fff":
            yield from filter(None, [word, letter])
            word = ""
        else:
            word += letter
    yield from filter(None, [word])


@cache
def _pieces(word: str) -> tuple[int, ...]:
    """The longest pieces from the front that together are the word; all unknown when one is."""
    vocabulary = _vocabulary()
    if len(word) > _LONGEST:
        return (vocabulary[_UNKNOWN],)
    found: list[int] = []
    start = 0
    while start < len(word):
        mark = "##" if start else ""
        ends = range(len(word), start, -1)
        end = next((end for end in ends if mark + word[start:end] in vocabulary), None)
        if end is None:
            return (vocabulary[_UNKNOWN],)
        found.append(vocabulary[mark + word[start:end]])
        start = end
    return tuple(found)


@cache
def _vocabulary() -> dict[str, int]:
    return {piece: number for number, piece in enumerate(text_of("wordpiece.txt").split("\n")[:-1])}
