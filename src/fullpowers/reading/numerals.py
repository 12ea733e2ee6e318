"""A count as a document prints it: 3, iii, c, third, (3)."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ARABIC_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_CHICAGO = "*†‡§"
_MOST_LETTERS = 30
"""Word gives up on letters after thirty rounds of the alphabet."""
_ONES_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen
"""
_ONES = tuple(_ONES_WORDS.split())
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def numeral(count: int, style: str) -> str:
    """``count`` in a numbering format of WordprocessingML (``w:numFmt``), in digits when not known here."""
    return _STYLES.get(style, str)(count)


def is_known(style: str) -> bool:
    """Whether ``numeral`` prints this format as the document does."""
    return style in _STYLES


def roman(count: int) -> str:
    """Lower-case Roman; digits outside 1 to 3999."""
    if not 0 < count < 4000:
        return str(count)
    letters = ""
    for worth, sign in _ROMAN:
        letters += sign * (count // worth)
        count %= worth
    return letters


def letters(count: int, alphabet: str = _LATIN) -> str:
    """a to z, then aa, bb and so on; digits beyond thirty rounds."""
    if not 0 < count <= len(alphabet) * _MOST_LETTERS:
        return str(count)
    rounds, index = divmod(count - 1, len(alphabet))
    return alphabet[index] * (rounds + 1)


def words(count: int) -> str:
    """The cardinal in English words: ``twenty-one``; digits outside 0 to 999,999."""
    if not 0 <= count < 1_000_000:
        return str(count)
    if count < 20:
        return _ONES[count]
    if count < 100:
        tens, ones = divmod(count, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    size, name = (1000, "thousand") if count >= 1000 else (100, "hundred")
    head, rest = divmod(count, size)
    return f"{words(head)} {name}" + (f" {words(rest)}" if rest else "")


def ordinal(count: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    if count % 100 in (11, 12, 13):
        return f"{count}th"
    return f"{count}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th') }"


def ordinal_words(count: int) -> str:
    """The ordinal in English words: ``twenty-first``; ``1000000th`` beyond words."""
    text = words(count)
    if text.isdigit() or count < 0:
        return ordinal(count)
    start = max(text.rfind(" "), text.rfind("-")) + 1
    last = text[start:]
    made = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return text[:start] + made


def _circled(count: int) -> str:
    return chr(0x245F + count) if 1 <= count <= 20 else str(count)


_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "": str,
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": letters,
    "upperLetter": lambda count: letters(count).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda count: roman(count).upper(),
    "russianLower": lambda count: letters(count, _RUSSIAN),
    "russianUpper": lambda count: letters(count, _RUSSIAN).upper(),
    "arabicAlpha": lambda count: letters(count, _ARABIC_ALPHA),
    "hebrew2": lambda count: letters(count, _HEBREW),
    "chicago": lambda count: letters(count, _CHICAGO),
    "ordinal": ordinal,
    "cardinalText": lambda count: words(count).capitalize(),
    "ordinalText": lambda count: ordinal_words(count).capitalize(),
    "decimalEnclosedParen": lambda count: f"({count})",
    "decimalFullStop": lambda count: f"{count}.",
    "numberInDash": lambda count: f"- {count} -",
    "decimalEnclosedCircle": _circled,
}
