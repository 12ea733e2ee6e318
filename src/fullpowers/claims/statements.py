"""An article's statements: what is claimed, by whom, through whom, in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fullpowers.model import SpeakerKind

from .lists import attribution, found, topics

_QUOTE = re.compile(r"[“\"«„](?P<inside>[^“”\"«»„]{3,600})[”\"»“]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"»’']?\s+(?=[“\"«„‘A-ZА-ЯІЇЄҐ])|\n+|;\s+")
_NAME = r"(?:[A-ZА-ЯІЇЄҐ][\w’'.-]+)(?:\s+(?:of|de|von|van|al|the|for)?\s*[A-ZА-ЯІЇЄҐ][\w’'.-]+){0,5}"
_LONGEST = 200_000
"""Characters of an article that are read; a newspaper article has some thousands."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with its place in the article."""

    text: str
    """The words that are claimed."""
    speaker: str
    kind: SpeakerKind
    channel: str
    start: int
    end: int
    verbatim: bool
    hedges: tuple[str, ...]
    relay: tuple[str, ...] = ()
    """Outlets that it came through, the nearest to the speaker first."""


def statements(article: str) -> tuple[Statement, ...]:
    """Every attributed statement of the article, and what its own voice says of the draft, in order.

    A sentence without a cue is taken only when it speaks of the draft or is hedged; a quotation
    that stands alone belongs to whoever spoke or was spoken of last.
    """
    made: list[Statement] = []
    last = _Speaker("", SpeakerKind.REPORTER, "")
    mentioned = ""
    for start, end in _clauses(article[:_LONGEST]):
        clause = article[start:end]
        quotes = [match for match in _QUOTE.finditer(clause) if _is_speech(match, clause)]
        speakers = [_resolved(one, mentioned or last.name) for one in _speakers(clause)]
        mentioned = _mention(clause) or mentioned
        if speakers:
            for position, speaker in enumerate(speakers):
                stop = speakers[position + 1].begin if position + 1 < len(speakers) else len(clause)
                made += _relayed(_said(clause, start, speaker, quotes, stop, position == 0), clause)
                last = speaker
            mentioned = mentioned if _mention(clause) else last.name
        elif quotes and _mostly_quoted(clause, quotes):
            if mentioned and mentioned != last.name:
                last = _Speaker(mentioned, _kind(mentioned), "")
            made += _quoted(clause, start, last, quotes)
        elif _hedges(clause) or found(topics().subject, clause):
            made += _own_voice(clause, start)
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Speaker:
    name: str
    kind: SpeakerKind
    channel: str
    begin: int = 0
    end: int = 0
    form: str = "forward"
    """``forward``: the statement follows the cue; ``backward``: it stands before it; ``described``:
    it is the next quotation."""


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Sentences, and the halves of a sentence that a semicolon divides; never cut inside a quotation."""
    quoted = [match.span() for match in _QUOTE.finditer(text)]
    begin, index = 0, 0
    for match in _SENTENCE_END.finditer(text):
        while index < len(quoted) and quoted[index][1] <= match.start():
            index += 1
        # the mark that closes a quotation belongs to the sentence before
        if index < len(quoted) and quoted[index][0] < match.start() and quoted[index][1] > match.start() + 1:
            continue
        end = match.start() + len(match.group().rstrip())
        if text[begin:end].strip():
            yield _trimmed(text, begin, end)
        begin = match.end()
    if text[begin:].strip():
        yield _trimmed(text, begin, len(text))


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end


def _speakers(clause: str) -> list[_Speaker]:
    """Who speaks in the clause, in order; quotations are blanked, so that nobody inside them counts."""
    words = attribution()
    blank = _QUOTE.sub(lambda match: "“" + "_" * (len(match.group()) - 2) + "”", clause)
    verb = rf"(?P<verb>{words.verbs})"
    who = r"(?P<who>(?:[\w’'.-]+ ){0,9}?[\w’'.-]+)"
    heard = rf"reporters|journalists|lawmakers|them|him|her|{words.outlets}|(?:[\w’'.-]+ ){{0,3}}{_NAME}"
    to = rf"(?:\s+(?P<to>{heard})(?= that| he| she| they| it|[,.:“]|$| on | in ))?"
    adverb = r"(?:also |later |then |previously |only |again )?"
    forms = (
        ("described", re.compile(words.described, re.IGNORECASE)),
        ("forward", re.compile(rf"\b(?:{words.according})\s+(?P<who>[^,.;“”]+)", re.IGNORECASE)),
        ("backward", re.compile(rf"[,”],?\s*as\s+(?P<who>{_NAME}) (?:put it|called|dubbed|described)\b")),
        (
            "backward",
            re.compile(rf"[,”]\s*{verb}\s+(?P<who>(?:an? |one |the |two )[^,.;“”]{{2,70}}|{_NAME})"),
        ),
        (
            "forward",
            re.compile(rf"(?:^|[,;”]\s*|\band )(?P<who>{_NAME}), [^,;“”]{{3,80}}, {adverb}{verb}\b{to}"),
        ),
        (
            "forward",
            re.compile(
                rf"^(?P<who>{_NAME})\b[^“”;]{{5,120}}, (?P<verb>telling|saying|insisting|arguing)\b{to}"
            ),
        ),
        ("forward", re.compile(rf"(?:^|[,;”]\s*|\band ){who}\s+{adverb}{verb}\b{to}")),
    )
    taken: list[_Speaker] = []
    for form, pattern in forms:
        for match in pattern.finditer(blank):
            if any(one.begin < match.end() and match.start() < one.end for one in taken):
                continue
            groups = match.groupdict()
            name = _cleaned(groups.get("who") or groups.get("by") or "")
            if not name or not _can_speak(name):
                continue
            channel = groups.get("to") or ""
            told = found(words.told, groups.get("verb") or "")
            if channel and not told and not re.search(words.outlets, channel):
                channel = ""
            behind = blank[match.start() : match.start() + 1] == "”" and form == "forward"
            taken.append(
                _Speaker(
                    name, _kind(name), channel.strip(), match.start(), match.end(),
                    "backward" if behind and not _QUOTE.search(blank, match.end()) else form,
                )
            )  # fmt: skip
    return sorted(taken, key=lambda one: one.begin)


def _resolved(speaker: _Speaker, before: str) -> _Speaker:
    """A pronoun stands for whoever was spoken of before."""
    if speaker.name.casefold() in ("he", "she", "they", "it") and before:
        return replace(speaker, name=before, kind=_kind(before))
    return speaker


def _mention(clause: str) -> str:
    """The person whom the clause is about: its subject, when that is a name."""
    called = re.search(rf"\bas [\w’' ]+ (?:called|dubbed|named) (?P<who>{_NAME})", clause)
    if called:
        return called.group("who")
    subject = re.match(
        rf"(?:[A-Z][^,“”]{{3,60}}, )?(?P<who>{_NAME})(?=, | (?:was|is|has|had|would|could|did|\w+ed)\b)",
        clause,
    )
    return subject.group("who") if subject and len(subject.group("who").split()) > 1 else ""


def _cleaned(who: str) -> str:
    return re.sub(
        r"^(?:and|that|when|while|but|as|where|which)\s+", "", who.strip(" ,;“”_"), flags=re.IGNORECASE
    )


def _can_speak(who: str) -> bool:
    """Whether the words can name a speaker: a name, an office, an unnamed person, or a pronoun."""
    words = attribution()
    return bool(
        re.search(r"[A-ZА-ЯІЇЄҐ]", who)
        or any(found(pattern, who) for pattern in words.unnamed)
        or found(words.offices, who)
        or found(rf"^(?:the|our|their) (?:[\w-]+ )?(?:{words.titles})\b", who)
        or who.casefold() in ("he", "she", "they")
    )


def _kind(who: str) -> SpeakerKind:
    words = attribution()
    titled = re.search(rf"(?:official|minister|adviser|spokesman|spokeswoman|envoy)\s+{_NAME}", who)
    if not titled and any(found(pattern, who) for pattern in words.unnamed):
        return SpeakerKind.UNNAMED
    if re.match(r"(?:an?|one|another|some) ", who, re.IGNORECASE) and not found(
        words.offices, who.split(" who ")[0]
    ):
        return SpeakerKind.UNNAMED
    if found(rf"^(?:the|our|their) (?:[\w-]+ )?(?:{words.titles})$", who):
        return SpeakerKind.OFFICE
    if found(words.documents, who):
        return SpeakerKind.DOCUMENT
    if found(rf"\b(?:{words.offices}|association|company|union|party)\b", who.split(" who ")[0]):
        return SpeakerKind.OFFICE
    return SpeakerKind.NAMED if re.search(_NAME, who) else SpeakerKind.UNNAMED


def _said(
    clause: str, start: int, speaker: _Speaker, quotes: list[re.Match[str]], stop: int, first: bool
) -> Iterator[Statement]:
    """What one speaker says in the clause: the quotations that are theirs, or the words beside the cue."""
    begin = 0 if first else speaker.begin
    if speaker.form == "described":
        yield from _quoted(clause, start, speaker, [one for one in quotes if one.start() >= speaker.end][:1])
        return
    own = [quote for quote in quotes if begin <= quote.start() < stop]
    if own:
        yield from _quoted(clause, start, speaker, own)
        return
    after = re.match(
        r"\s*(?:,|:)?\s*(?:on [A-Z]\w+ )?(?:on condition of anonymity )?"
        r"(?:in an? (?:statement|post|speech|interview) )?(?:that\s+)?",
        clause[speaker.end :],
    )
    content = speaker.end + (after.end() if after else 0), stop
    if speaker.form == "backward" or content[1] - content[0] < 12:
        content = begin, speaker.begin
    for left, right in _parts(clause, *content):
        text = clause[left:right].strip(" ,.;")
        if len(text) > 3:
            yield Statement(
                text,
                speaker.name,
                speaker.kind,
                speaker.channel,
                start + left,
                start + right,
                False,
                _hedges(clause),
            )


def _relayed(said: Iterable[Statement], clause: str) -> Iterator[Statement]:
    """The chain of relay: an outlet that cites somebody is not the speaker, but passes the words on."""
    outlets = attribution().outlets
    citing = re.search(r",? citing (?P<who>[^,.;“”]{3,80})", clause)
    for one in said:
        if citing and re.search(outlets, one.speaker):
            who = _cleaned(citing["who"])
            text = one.text.replace(citing[0], "").strip(" ,")
            yield replace(
                one, text=text, speaker=who, kind=_kind(who), channel=one.speaker, relay=(one.speaker,)
            )
        elif one.channel and re.search(outlets, one.channel):
            yield replace(one, relay=(one.channel,))
        else:
            yield one


def _parts(clause: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The statements that “and that” strings together."""
    for match in re.finditer(r",? and that ", clause[begin:end]):
        yield begin, begin + match.start()
        yield from _parts(clause, begin + match.end(), end)
        return
    yield begin, end


def _quoted(clause: str, start: int, speaker: _Speaker, quotes: list[re.Match[str]]) -> Iterator[Statement]:
    for quote in quotes:
        begin, end = quote.span("inside")
        yield Statement(
            quote.group("inside").strip(" ,"), speaker.name, speaker.kind, speaker.channel,
            start + begin, start + end, True, _hedges(clause),
        )  # fmt: skip


def _own_voice(sentence: str, start: int) -> Iterator[Statement]:
    """What the paper says itself, or passes on without saying from whom."""
    hedges = _hedges(sentence)
    checked = any(found(topic.words, sentence) for topic in topics().topics)
    if hedges or checked:
        yield Statement(
            sentence.strip(" ."), "", SpeakerKind.REPORTER, "", start, start + len(sentence), False, hedges
        )


def _hedges(sentence: str) -> tuple[str, ...]:
    pattern = "|".join(attribution().hedges)
    return tuple(
        dict.fromkeys(match.group().casefold() for match in re.finditer(pattern, sentence, re.IGNORECASE))
    )


def _is_speech(match: re.Match[str], sentence: str) -> bool:
    """Whether quotation marks hold words that somebody said, not a name or a single scare word."""
    inside, before = match.group("inside"), sentence[: match.start()]
    if re.match(rf",?\s*as {_NAME} (?:put it|called|dubbed|described)\b", sentence[match.end() :]):
        return True
    if re.search(r"\bthe\s*$", before, re.IGNORECASE) and len(inside.split()) < 5:
        return False
    if len(inside.split()) >= 3:
        return True
    return bool(
        re.search(r"(?:was|were|is|are|as|as an?|and|be|being|called|said)\s*$", before, re.IGNORECASE)
        and (" " in inside or "-" in inside)
    )


def _mostly_quoted(sentence: str, quotes: list[re.Match[str]]) -> bool:
    return sum(len(quote.group()) for quote in quotes) > 0.7 * len(sentence)
