"""The hall: the whole way from a file to a brief, top to bottom.

bytes -> Instrument -> Analysis -> Opinion, Comparison, Valuation, Ledger, Claims, Negotiation -> Review.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from .abreast import abreast, long
from .manifest import manifest
from .matter import Circumstances
from .model import Reading

if TYPE_CHECKING:
    from .model import (
        Analysis,
        Claim,
        Comparables,
        Comparison,
        Development,
        Event,
        Instrument,
        Ledger,
        Negotiation,
        Opinion,
        Review,
        Scoreboard,
        Valuation,
    )

Progress = Callable[[str], None]


def review(
    new: str | Path,
    *,
    against: str | Path | None = None,
    side: str,
    circumstances: Circumstances | None = None,
    progress: Progress = lambda stage: None,
) -> Review:
    """Review the draft ``new`` for ``side``, compared with the draft ``against`` if one is given.

    Args:
        new: file of the draft.
        against: file of the previous draft.
        side: ISO 3166 alpha-2 code of the state that the review is for.
        circumstances: day, outside facts, packs, matter.
        progress: called with each stage's name as it begins.

    Raises:
        UnreadableInput: a file cannot be read.
        InvalidData: a pack or a fact is not well formed.
        EvidenceError: a statement's passage does not verify; nothing is returned then.
    """
    given = circumstances or Circumstances()
    files = [Path(file) for file in (against, new) if file is not None]
    texts = _analysed(_instruments(files, given, progress), side, progress)

    # the rooms are entered where they are needed, so that importing the package stays quick
    from .brief import answer
    from .claims import disagreements
    from .law import follow
    from .model import Review
    from .reading import containment

    valuation = _valued(texts, given, progress)
    progress("checking the law, and weighing what is given and got")
    drafts = _examined(texts, side, given, valuation)
    draft, before = drafts[-1], drafts[0] if against is not None else None

    comparison = None
    developments: tuple[Development, ...] = ()
    if before is not None:
        progress("comparing the drafts")
        comparison = _compared(before, draft, Path(new), given)
        developments = follow(before.opinion, draft.opinion, comparison, pack_folders=given.packs)

    claims, articles = _claimed(drafts, Path(against or new), given, progress)

    found = Review(
        matter=given.matter.matter if given.matter else draft.instrument.title,
        side=side,
        party=draft.party,
        on=given.day,
        instrument=draft.instrument,
        analysis=draft.analysis,
        opinion=draft.opinion,
        ledger=draft.ledger,
        manifest=manifest(
            tuple(one.instrument for one in reversed(drafts)), draft.opinion, given, containment()
        ),
        previous=before.instrument if before else None,
        previous_analysis=before.analysis if before else None,
        comparison=comparison,
        valuation=valuation,
        claims=claims,
        negotiation=_negotiated(draft, side, given, valuation, progress),
        developments=developments,
        scoreboard=_scored(drafts, valuation) if before is not None else None,
        disagreements=disagreements(claims),
        chronology=given.chronology(articles),
        mandates=tuple(given.mandates),
    )
    found = replace(found, comparables=_compared_elsewhere(found, given, progress))
    progress("writing the answers")
    return replace(found, answers=answer(found))


@dataclass(frozen=True, slots=True)
class _Read:
    """One draft as it was read; ``party`` is the side as this draft names it."""

    instrument: Instrument
    analysis: Analysis
    party: str


@dataclass(frozen=True, slots=True)
class _Examined(_Read):
    """One draft with what was found in it by itself."""

    opinion: Opinion
    ledger: Ledger


def _instruments(files: list[Path], given: Circumstances, progress: Progress) -> list[Instrument]:
    """The drafts as read, while all that will be done with them is made ready."""
    from concurrent.futures import ThreadPoolExecutor

    from .reading import start

    start()  # the reader's process gets ready while the other rooms are entered
    for room in ("language", "comparison", "law"):
        import_module(f".{room}", __package__)
    from .language import ready

    with ThreadPoolExecutor(1) as beside:
        reading = beside.submit(lambda: [_read(file, given, progress) for file in files])
        ready()
    return reading.result()


def _read(file: Path, given: Circumstances, progress: Progress) -> Instrument:
    from .reading import read

    progress(f"reading {file.name}")
    return read(file, receipt=given.receipt(file))


def _analysed(instruments: list[Instrument], side: str, progress: Progress) -> list[_Read]:
    from .language import analyse
    from .law import parties_of
    from .model import Analysis

    progress("analysing the sentences")
    analyses = abreast(analyse, instruments, Analysis, pays=long(*(one.text for one in instruments)))
    return [
        _Read(instrument, analysis, parties_of(instrument, side))
        for instrument, analysis in zip(instruments, analyses, strict=True)
    ]


def _examined(
    texts: list[_Read], side: str, given: Circumstances, valuation: Valuation | None
) -> list[_Examined]:
    from .balance import weigh
    from .model import Ledger, Opinion

    def found(text: _Read) -> tuple[Opinion, Ledger]:
        opinion = _opinion(text, side, given, valuation)
        return opinion, weigh(text.instrument, text.analysis, valuation)

    pays = long(*(text.instrument.text for text in texts))
    return [
        _Examined(text.instrument, text.analysis, text.party, opinion, ledger)
        for text, (opinion, ledger) in zip(
            texts, abreast(found, texts, tuple[Opinion, Ledger], pays=pays), strict=True
        )
    ]


def _opinion(text: _Read, side: str, given: Circumstances, valuation: Valuation | None) -> Opinion:
    from .law import check

    return check(
        text.instrument,
        text.analysis,
        jurisdiction=side,
        on=given.day,
        facts=given.outside,
        pack_folders=given.packs,
        register=given.register_file,
        valuation=valuation,
    )


def _compared(before: _Examined, draft: _Examined, file: Path, given: Circumstances) -> Comparison:
    """What changed, in the order of its weight for the side; tracked changes are checked against it."""
    from .comparison import compare, rank
    from .reading import read

    old, new = before.instrument, draft.instrument
    rejected = read(file, reading=Reading.REJECTED, receipt=given.receipt(file)) if new.revisions else None
    was, is_ = before.analysis, draft.analysis
    comparison = compare(old, new, before=was, after=is_, rejected=rejected, models=given.models)
    return rank(comparison, old, new, party=(before.party, draft.party), before=was, after=is_)


def _compared_elsewhere(found: Review, given: Circumstances, progress: Progress) -> Comparables | None:
    """What other agreements say to what changed and to what the law minds; nothing without a corpus."""
    if given.corpus is None:
        return None
    from .corpus import Corpus, comparables
    from .model import Outcome, Significance

    progress("looking up precedents")
    changes = found.comparison.changes if found.comparison else ()
    weighty = [
        passage
        for change in changes
        if change.significance is Significance.SUBSTANTIVE
        for passage in change.new
    ]
    open_ = (Outcome.CONFLICTS, Outcome.CANNOT_TELL)
    minded = [passage for one in found.opinion.findings if one.outcome in open_ for passage in one.passages]
    return comparables(Corpus(given.corpus), found.instrument, found.analysis, (*weighty, *minded))


def _valued(drafts: list[_Read], given: Circumstances, progress: Progress) -> Valuation | None:
    """What the terms are worth; nothing without a file of figures."""
    if given.economics_file is None:
        return None
    from .value import Subject, load_economics, value

    progress("valuing the terms")
    subjects = [Subject(one.instrument, one.analysis, one.party) for one in drafts]
    return value(subjects, load_economics(given.economics_file))


def _scored(drafts: list[_Examined], valuation: Valuation | None) -> Scoreboard:
    from .balance import Assessed, score

    return score(
        [
            Assessed(one.instrument, one.analysis, one.ledger, one.party, one.opinion, valuation)
            for one in drafts
        ]
    )


def _claimed(
    drafts: list[_Examined], first: Path, given: Circumstances, progress: Progress
) -> tuple[tuple[Claim, ...], tuple[Event, ...]]:
    """What the articles say, each statement held against the draft that it means; the articles' days."""
    if not given.articles:
        return (), ()
    from .claims import Text, published, verify
    from .model import Event, EventKind
    from .reading import read

    progress("holding what is said against the text")
    texts = [Text(one.instrument, one.analysis, one.opinion) for one in drafts]
    unread = given.drafts_before(first)
    claims: list[Claim] = []
    events = []
    for article in given.articles:
        words = read(article).text
        day = published(words, article.name)
        claims += verify(words, texts, name=article.name, published=day, unread=unread)
        events += [Event(EventKind.ARTICLE, day.isoformat(), article.name)] if day else []
    return tuple(claims), tuple(events)


def _negotiated(
    draft: _Examined, side: str, given: Circumstances, valuation: Valuation | None, progress: Progress
) -> Negotiation | None:
    """What could be agreed, under the law of both states that the preferences name; nothing without them."""
    if given.preferences_file is None:
        return None
    from .negotiation import instructed, load_preferences, negotiate

    progress("looking for an answer")
    preferences = instructed(load_preferences(given.preferences_file), given.mandates)
    other = preferences.ordered[1].state
    theirs = _opinion(draft, other, given, valuation) if other and other != side else None
    opinions = {"us": draft.opinion, "them": theirs}
    paths = {name: one.path for name, one in opinions.items() if one is not None and one.path is not None}
    return negotiate(preferences, draft.instrument, paths=paths, valuation=valuation, on=given.day)
