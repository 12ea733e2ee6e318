"""The terms that an instrument defines, where, for what part of it, and how often it uses them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from fullpowers.model import Definition, Instrument, from_yaml

from .sentences import Sentence

_WORD = re.compile(r"[^\W_][\w’'-]*")
_NAME = r"[A-Z][\w’'&/-]*(?: (?:(?:of|and|the|for|in|or|to) )?[A-Z][\w’'&/-]*){0,5}"
_LOWNAME = (
    r"(?!(?:the|by|all|any|other|such|an?|this|these|those|of|and|or|best|every|no|some|to|provide|if|it) )"
    r"[A-Za-z0-9][\w’'/-]*(?: (?!means|shall|will|may|is|are|be|not|which|that|by)[\w’'/-]+){0,7}"
)
_UKNAME = r"[А-ЯІЇЄҐ][\w’'-]*(?: [\w’'-]+){0,4}?(?=[),;]| означ| є\b| [-–—] )"
_FAR = 240


def find_definitions(instrument: Instrument, sentences: Sequence[Sentence]) -> tuple[Definition, ...]:
    """All definitions in the order of the text, with the meaning, the scope, and the number of uses.

    Inline ones (``the Reconstruction Investment Fund (Fund)``) and those of a list or an article
    (``“Fund” means ...``), English and Ukrainian. A term defined twice stands twice.
    """
    found: list[Definition] = []
    for sentence in sentences:
        for definition in _in_sentence(instrument, sentence):
            if not any(_overlap(definition, other) for other in found[-6:]):
                found.append(definition)
    own = [_own(one) for one in found]
    counts = uses(instrument.text, {one.term for one in found}, own)
    unused = {one.term for one in found if not counts.get(one.term)}
    if unused:  # "AFFILIATE means ..." is used as "Affiliate", "Business Days" as "Business Day"
        forms = {form: term for term in sorted(unused) for form in _other_forms(term)}
        for form, count in uses(instrument.text, set(forms), own).items():
            counts[forms[form]] = counts.get(forms[form], 0) + count
    return tuple(replace(one, uses=counts.get(one.term, 0)) for one in found)


def uses(text: str, terms: set[str], skipped: Sequence[tuple[int, int]] = ()) -> dict[str, int]:
    """How often each term stands in ``text``, whole words only, the longest term winning; plurals count.

    ``skipped`` are spans that do not count, such as the places where terms are defined.
    """
    heads: dict[str, list[str]] = {}
    for term in terms:
        first = _WORD.search(term)
        if first:
            heads.setdefault(first[0], []).append(term)
    for listed in heads.values():
        listed.sort(key=len, reverse=True)
    for head in list(heads):
        for form in (_plural(head), head + "’s", head + "'s"):
            heads.setdefault(form, []).extend(term for term in heads[head] if term == head)
    spans = sorted(skipped)
    starts = [start for start, _ in spans]
    counts: dict[str, int] = {}
    end = 0
    for word in _WORD.finditer(text):
        if word.start() < end or word[0] not in heads:
            continue
        name = next((one for one in heads[word[0]] if _stands(text, word, one)), None)
        if name is None:
            continue
        end = max(word.end(), word.start() + len(name))
        place = bisect_right(starts, word.start()) - 1
        if place < 0 or spans[place][1] <= word.start():
            counts[name] = counts.get(name, 0) + 1
    return counts


def _stands(text: str, word: re.Match[str], term: str) -> bool:
    if term in (word[0], word[0].removesuffix("’s").removesuffix("'s")) or _plural(term) == word[0]:
        return True
    if not text.startswith(term, word.start()):
        return False
    after = text[word.start() + len(term) : word.start() + len(term) + 3]
    return not after[:1].isalnum() or after[:1] in "s" or after[:2] == "es"


def _other_forms(term: str) -> set[str]:
    """The singular, and for a term in capitals the same in ordinary letters."""
    forms = {_singular(term)}
    if term.isupper():
        forms |= {term.title(), _singular(term.title()), term.capitalize()}
    return forms - {term}


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _plural(word: str) -> str:
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeou" else word + "s"


def _own(definition: Definition) -> tuple[int, int]:
    return definition.passage.start, definition.passage.end


def _overlap(one: Definition, other: Definition) -> bool:
    return one.passage.start < other.passage.end and other.passage.start < one.passage.end


def _in_sentence(instrument: Instrument, sentence: Sentence) -> Iterator[Definition]:
    words, text = _patterns(), instrument.text
    own = text[sentence.start : sentence.end]
    if not words.cue.search(own):
        return
    found: list[tuple[int, int, str, int, int]] = []
    for pattern, is_list, starts in words.patterns:
        for match in _matches(pattern, starts, text, sentence):
            for start, end in _terms(text, match, words):
                term = text[start:end]
                if match[0][0] in "([" and not _introduced(text, match.start(), start, words):
                    continue
                if _plausible(term, words) and not any(a < end and start < b for a, b, *_ in found):
                    meaning = (
                        (match.end(), sentence.end) if is_list else _named(text, sentence, match.start())
                    )
                    found.append((start, end, _bare(term), *meaning))
    for start, end, term, left, right in sorted(found):
        left, right = _trim(text, left, right)
        yield Definition(
            term,
            instrument.passage(start, end),
            meaning=instrument.passage(left, right) if right > left else None,
            scope=_scope(instrument, sentence, words),
        )


def _introduced(text: str, bracket: int, term: int, words: _Patterns) -> bool:
    """Whether a quoted term in brackets is a name: capitalised, alone, or behind a word that names."""
    lead = text[bracket + 1 : term].strip(" “\"«„'‘`")
    return not text[term].islower() or not lead or words.naming.search(lead) is not None


_ADDRESS = re.compile(
    r"\b(?:Chapter|Article|Annex|Appendix|Section|Part|Paragraph|Schedule|Exhibit|Rule|Clause)e?s?"
    r" [\w.()-]{1,12}$",
    re.I,
)


def _names(text: str, match: re.Match[str]) -> bool:
    """Whether an unquoted name in brackets is one: by "the", its last word, its initials, or a second use."""
    name = match["name"]
    if not match[0].lstrip().startswith("("):
        return True
    before = text[max(0, match.start() - 80) : match.start() + 1].rstrip(" (")
    last = before.rpartition(" ")[2]
    if _ADDRESS.search(before) or any(letter.isdigit() for letter in last):
        return False  # "Chapter 12 (Dispute Settlement)" gives a heading, no name
    initials = "".join(word[0] for word in re.findall(r"[A-Z]\w+", before))
    if len(name.split()) > 1 and name.isupper():
        return initials.endswith(name.replace(" ", ""))
    return (
        _patterns().naming.search(match[0].lstrip(" (").split(" ", 1)[0]) is not None
        or name.split()[-1].lower().rstrip("s") in before.lower()
        or (name.isupper() and len(name) > 1 and initials.endswith(name))
        or (len(name.split()) > 1 and text.count(name) > 1)
    )


def _matches(
    pattern: re.Pattern[str], starts: bool, text: str, sentence: Sentence
) -> Iterator[re.Match[str]]:
    if not starts:
        yield from pattern.finditer(text, sentence.start, sentence.end)
        return
    if match := pattern.match(text, sentence.start, sentence.end):
        yield match


def _between(opening: str, closing: str) -> str:
    """A term between one pair of quotation marks; an apostrophe opens none inside a word."""
    inner = r"[^\W_](?:[^“”\"«»„()\n]|\([RTMC]{1,2}\)){0,98}?"
    if opening in "'‘`":
        return rf"(?<![\w’']){opening}([^\W_][^“”\"«»„()\n’']{{0,60}}?),?{closing}(?!\w)"
    space = r"[ \u00a0\u202f]?" if opening == "«" else ""  # as French prints them
    return rf"{opening}{space}({inner})[,.;]?{space}{closing}"


def _terms(text: str, match: re.Match[str], words: _Patterns) -> list[tuple[int, int]]:
    """The term without quotation marks that the pattern names, or all quoted ones in the match."""
    if match.groupdict().get("name"):
        return [match.span("name")] if _names(text, match) else []
    found = words.quoted.finditer(text, match.start(), match.end())
    return [one.span(one.lastindex or 0) for one in found]


def pointing(instrument: Instrument, definition: Definition) -> bool:
    """Whether a definition only points to where the term is defined: no second definition."""
    start = definition.passage.end
    return _patterns().pointing.search(instrument.text, start, start + 48) is not None


_CAPITALISED = re.compile(
    r"(?P<det>\b(?i:the|each|any|such|all|every|said|that|a|an|of|under|by|to|its)) "
    r"(?P<term>[A-Z][a-z][\w’-]*(?: [A-Z][a-z][\w’-]*){0,3})(?![\w’'-]| [A-Z])"
)


def undefined(
    instrument: Instrument, sentences: Sequence[Sentence], definitions: Sequence[Definition]
) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Terms with capitals that follow "the" or "such" three times and are nowhere defined, named, introduced.

    Only in texts that define terms at all; a term that "a" or "an" introduces once explains itself. A name
    of a party, a word that also stands small in the text, and the words of the data's list are no terms.
    """
    if not definitions:
        return
    words, text = _patterns(), instrument.text
    known = {one.term.lower() for one in definitions}
    known.update(name.lower() for party in instrument.parties for name in (party.name, *party.aliases))
    seen: dict[str, list[tuple[int, int]]] = {}
    introduced: set[str] = set()
    for sentence in sentences:
        if not sentence.operative:
            continue
        for match in _CAPITALISED.finditer(text, sentence.start, sentence.end):
            term = match["term"].removesuffix("’s").rstrip("’'")
            if match["det"].lower() in ("a", "an"):
                introduced.add(term)
            elif match["det"].lower() in ("the", "each", "such", "any", "said", "every"):
                seen.setdefault(term, []).append(match.span("term"))
    lowered = text.casefold()
    for term, spans in seen.items():
        plain = term.lower()
        if len(spans) < 3 or term in introduced or _known(plain, known, words.known):
            continue
        if f" {plain}" in text or f"“{plain}" in lowered:
            continue
        yield term, spans


def _known(term: str, defined: set[str], listed: frozenset[str]) -> bool:
    """Whether a term is defined, or is made of words that are, or of words that need no definition."""
    forms = {
        term,
        term.removesuffix("s"),
        term.removesuffix("es"),
        term + "s",
        term.removesuffix("ies") + "y",
    }
    if forms & defined or forms & listed:
        return True
    parts = term.split()
    return (
        parts[-1] in listed
        or parts[0] in listed
        or any(f" {form} " in f" {name} " for form in forms for name in defined)
    )


def _plausible(term: str, words: _Patterns) -> bool:
    bare = _bare(term)
    if bare.lower() in words.pronouns:
        return False
    return 1 < len(bare) <= 100 and any(letter.isalpha() for letter in bare) and len(bare.split()) <= 10


def _bare(term: str) -> str:
    bare = " ".join(term.split()).strip(" ,.;:“”\"«»„‘’'")
    return re.sub(
        r"^(?:the|an?|each|any|collectively|individually),? (?:the |an? )?(?=\w)", "", bare, flags=re.I
    )


_OPENS = re.compile(
    r"(?:^|[;:“”(]\s?|\s)(?=(?:the|an?|any|all|such|each|this|that|those|its|their)\s)|[;:]\s|"
    r"\b(?:between|by and between)\s",
    re.I,
)


def _named(text: str, sentence: Sentence, at: int) -> tuple[int, int]:
    """The words before an inline definition: back to the last determiner that no "of" stands before."""
    start = max(sentence.start, at - _FAR)
    own = text[start:at]
    begin = 0
    for opened in _OPENS.finditer(own):
        if not re.search(r"\b(?:of|in|to|by|with|for|and)\s*$", own[: opened.end()], re.I):
            begin = opened.end()
    return start + begin, at


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,:–—-\u00a0\t\n":
        start += 1
    while end > start and text[end - 1] in " ,;.\u00a0\t\n":
        end -= 1
    return start, end


def _scope(instrument: Instrument, sentence: Sentence, words: _Patterns) -> str:
    spans = [*sentence.chapeau, (sentence.start, sentence.end)]
    for start, end in spans:
        found = words.scope.search(instrument.text, start, end)
        if found:
            return sentence.provision.path.split("/")[0]
    return sentence.provision.path.split("/")[0] if sentence.annex else ""


@dataclass(frozen=True, slots=True)
class _Entry:
    pattern: str
    source: str
    starts: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class _File:
    quotes: tuple[str, ...]
    inline: tuple[_Entry, ...]
    list: tuple[_Entry, ...]
    scopes: tuple[_Entry, ...]
    pointing: str
    naming: str
    cue: str
    pronouns: tuple[str, ...]
    known: _Known


@dataclass(frozen=True, slots=True)
class _Patterns:
    quoted: re.Pattern[str]
    patterns: tuple[tuple[re.Pattern[str], bool, bool], ...]
    """Each with whether the meaning follows the term, and whether it must begin the sentence."""
    scope: re.Pattern[str]
    pointing: re.Pattern[str]
    naming: re.Pattern[str]
    """Words inside a bracket that give a name: "the", "hereinafter", "collectively"."""
    pronouns: frozenset[str]
    known: frozenset[str]
    cue: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    text = files("fullpowers.language").joinpath("data/definitions.yaml").read_text(encoding="utf-8")
    data = from_yaml(text, _File, where="language/data/definitions.yaml")

    quoted = "|".join(_between(*pair) for pair in data.quotes)
    unnamed = re.sub(r"(?<!\\)\((?!\?)", "(?:", quoted)

    def compiled(entry: _Entry) -> re.Pattern[str]:
        pattern = entry.pattern.replace("QUOTED", unnamed).replace("UKNAME", _UKNAME)
        pattern = pattern.replace("LOWNAME", _LOWNAME).replace("NAME", _NAME)
        return re.compile(pattern)

    return _Patterns(
        re.compile(quoted),
        tuple(
            (compiled(entry), is_list, entry.starts)
            for entries, is_list in ((data.list, True), (data.inline, False))
            for entry in entries
        ),
        re.compile("|".join(entry.pattern for entry in data.scopes), re.I),
        re.compile(data.pointing, re.I),
        re.compile(data.naming, re.I),
        frozenset(data.pronouns),
        frozenset(data.known.words),
        re.compile(rf"[{''.join(set(''.join(data.quotes)))}(]|{data.cue}", re.I),
    )
