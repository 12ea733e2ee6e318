"""Terms that are a quantity or a date: what kind they are, of what, owed by whom to whom."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from fullpowers.model import Instrument, Passage, Quantity, Term, TermKind

from ..actors import Actors
from ..money import resolved
from ..quantities import Mention, find_mentions
from ..sentences import Sentence
from .owing import bearer_of, beneficiary_of
from .rules import Rule, Rules, rules

_SHARES = frozenset(
    {TermKind.REVENUE_SHARE, TermKind.ROYALTY, TermKind.OWNERSHIP, TermKind.PERCENTAGE, TermKind.VOTES}
)
_OWED = _SHARES | {
    TermKind.AMOUNT, TermKind.CAP, TermKind.FLOOR, TermKind.TAX, TermKind.MINIMUM_COMMITMENT,
    TermKind.VOLUME, TermKind.DEADLINE, TermKind.NOTICE_PERIOD,
}  # fmt: skip
_FAR = 900
"""Code points behind a quantity in which its qualifiers are looked for."""
_ROWS = 60
"""Sentences before a row of a table in which the words that open the table are looked for."""
_MONEY = re.compile(r"[A-Z]{3}$|\$$")


def quantified_terms(instrument: Instrument, sentences: Sequence[Sentence]) -> Iterator[Term]:
    """One term for each quantity and date of the sentences."""
    actors = Actors(instrument)
    dollars = resolved(instrument.text)
    mentions = find_mentions(instrument.text)
    starts = [mention.start for mention in mentions]
    for number, sentence in enumerate(sentences):
        for mention in mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]:
            yield _term(instrument, sentences, number, mention, actors, dollars)


def _term(
    instrument: Instrument,
    sentences: Sequence[Sentence],
    number: int,
    mention: Mention,
    actors: Actors,
    dollars: str,
) -> Term:
    sentence = sentences[number]
    passage = instrument.passage(mention.start, mention.end)
    if mention.quantity is None:
        label = _words(instrument.text[mention.start : mention.end])
        return Term(TermKind.DATE, label, passage, value=mention.date or "", rule="date")
    quantity = mention.quantity
    if quantity.unit == "$":
        quantity = Quantity(quantity.amount, dollars, quantity.comparator, quantity.per, quantity.figures)
    words = rules()
    base = _base(instrument, sentence, mention, words)
    rule = _rule(instrument.text, sentence, mention, quantity, base, words)
    opening = _opening(instrument.text, sentences, number) if rule.rest else None
    if opening:
        rule = _rule_of_opening(instrument.text, opening, quantity, words) or rule
        base = base or _base_in(instrument, *opening, words)
    owed = rule.kind in _OWED
    share = quantity.unit in ("percent", "fraction")
    return Term(
        kind=rule.kind,
        label=_label(
            instrument.text, sentence, mention, base if base and base.start > mention.start else None
        ),
        passage=passage,
        quantity=quantity,
        base=base if rule.kind in _SHARES else None,
        qualifiers=tuple(_qualifiers(instrument, sentences, number, mention, rule.kind, base)),
        bearer=bearer_of(instrument, sentence, mention.start, actors) if owed else "",
        beneficiary=beneficiary_of(instrument, sentence, mention.start, actors) if owed else "",
        rule=rule.id,
        basis=_basis(instrument, base, mention, sentence, words) if rule.kind in _SHARES and share else "",
    )


def _rule(
    text: str, sentence: Sentence, mention: Mention, quantity: Quantity, base: Passage | None, words: Rules
) -> Rule:
    """The first rule that fits; a quantity of an unheard-of unit is left to the last one."""
    near = text[max(sentence.start, mention.start - words.near) : mention.start]
    whole = text[max(sentence.start, mention.start - 400) : mention.start]
    after = text[mention.end : min(sentence.end, mention.end + words.near)]
    head = base.quote if base else ""
    money = _MONEY.search(quantity.unit) is not None
    for rule in words.rules:
        if rule.money != money or (rule.units and quantity.unit not in rule.units):
            continue
        if rule.per and quantity.per not in rule.per:
            continue
        if rule.comparators and quantity.comparator not in rule.comparators:
            continue
        shown = (
            (rule.base, head, True),
            (rule.before, whole if rule.wide else near, False),
            (rule.after, after, False),
        )
        tests = [(p.match(part) if start else p.search(part)) for p, part, start in shown if p]
        if not tests or any(tests):
            return rule
    return words.rules[-1]


def _opening(text: str, sentences: Sequence[Sentence], number: int) -> tuple[int, int] | None:
    """The words that a point completes, or those before the table that a row stands in."""
    sentence = sentences[number]
    if sentence.chapeau:
        return sentence.chapeau[-1]
    if not (sentence.row or "\t" in text[sentence.start : sentence.end]):
        return None
    for other in reversed(sentences[max(0, number - _ROWS) : number]):
        if not _same_article(sentence, other):
            return None
        if text[other.end - 1] == ":":
            return other.start, other.end
    return None


def _rule_of_opening(text: str, opening: tuple[int, int], quantity: Quantity, words: Rules) -> Rule | None:
    """What the opening words say that the figures of a list or table are."""
    shown = text[opening[0] : opening[1]].rstrip(" :")
    for rule in words.rules:
        fits = rule.before and quantity.unit in rule.units and not rule.per and not rule.comparators
        if fits and rule.before and rule.before.search(shown):
            return rule
    return None


def _base_in(instrument: Instrument, start: int, end: int, words: Rules) -> Passage | None:
    """What the shares of a list are shares of, when its opening words say so."""
    opened = words.opens.search(instrument.text, start, end)
    if opened is None:
        return None
    closed = words.closes.search(instrument.text, opened.end(), end)
    stop = closed.start() if closed else end
    stop = opened.end() + len(instrument.text[opened.end() : stop].rstrip(" ,;:."))
    return instrument.passage(opened.end(), stop) if stop > opened.end() else None


def _base(instrument: Instrument, sentence: Sentence, mention: Mention, words: Rules) -> Passage | None:
    """What a share is a share of: the words behind "of", up to the end of the phrase."""
    if mention.quantity is None or mention.quantity.unit not in ("percent", "fraction"):
        return None
    text = instrument.text
    opened = words.opens.match(text, mention.end, sentence.end) or words.bare.match(
        text, mention.end, sentence.end
    )
    if opened is None:
        return None
    start = opened.end()
    closed = words.closes.search(text, start, min(sentence.end, start + 400))
    end = closed.start() if closed else min(sentence.end, start + 400)
    end = start + len(text[start:end].rstrip(" ,;:.\u00a0"))
    return instrument.passage(start, end) if end > start else None


def _basis(
    instrument: Instrument, base: Passage | None, mention: Mention, sentence: Sentence, words: Rules
) -> str:
    """Gross, net, or not said: an unspecified base is itself an open question."""
    if base and base.end <= mention.start:  # said in the opening words of a list
        shown = instrument.text[base.start : base.end + 60]
    else:
        end = base.end if base else mention.end
        shown = instrument.text[mention.start : min(sentence.end, end + 60)]
    if words.gross.search(shown):
        return "gross"
    return "net" if words.net.search(shown) else "unspecified"


def _qualifiers(
    instrument: Instrument,
    sentences: Sequence[Sentence],
    number: int,
    mention: Mention,
    kind: TermKind,
    base: Passage | None,
) -> Iterator[Passage]:
    sentence, text, words = sentences[number], instrument.text, rules()
    for pattern, kinds, at_once in words.qualifiers:
        if kinds and kind not in kinds:
            continue
        far = min(sentence.end, mention.end + _FAR)
        first = pattern.match(text, mention.end, far) if at_once else None
        for found in ([first] if first else []) if at_once else pattern.finditer(text, mention.end, far):
            words_of_it = found[0].strip(" ,;’'")
            start = found.start() + found[0].index(words_of_it)
            if words_of_it:
                yield instrument.passage(start, start + len(words_of_it))
    if kind not in _SHARES or base is None:
        return
    nouns = {word.lower()[:7] for word in re.findall(r"[^\W\d_]{6,}", base.quote)}
    for other in sentences[number + 1 : number + 7]:
        if not _same_article(sentence, other):
            break
        own = text[other.start : other.end]
        if words.exclusion.search(own) and any(
            word[:7] in nouns for word in re.findall(r"[^\W\d_]{6,}", own.lower())
        ):
            yield instrument.passage(other.start, other.end)


def _same_article(one: Sentence, other: Sentence) -> bool:
    return one.provision.path.split("/")[0] == other.provision.path.split("/")[0]


def _label(text: str, sentence: Sentence, mention: Mention, base: Passage | None) -> str:
    """The quantity with what follows it, short enough for a table."""
    end = base.end if base else min(sentence.end, mention.end + 60)
    shown = _words(text[mention.start : end])
    if base is None:
        shown = re.split(r"[.;:\t](?:\s|$)|\b(?:shall|will|may|provided)\b", shown)[0].rstrip(" ,")
    return shown if len(shown) <= 160 else shown[:157].rsplit(" ", 1)[0] + " …"


def _words(text: str) -> str:
    return " ".join(text.split())
