"""The hall: the whole way from a file to a brief, top to bottom.

bytes -> Instrument -> Analysis -> Comparison, Opinion, Ledger -> Review -> answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ._version import __version__
from .model import (
    Analysis,
    Claim,
    Development,
    Instrument,
    Manifest,
    Negotiation,
    Opinion,
    Reading,
    Review,
    Valuation,
)

if TYPE_CHECKING:
    from .matter import Matter

_LIBRARIES = ("lap", "lxml", "msgspec", "numpy", "rapidfuzz")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a review depends on besides the drafts.

    Attributes:
        on: the day of the review; rules and deadlines are those of that day (default: today).
        facts: facts from outside the text, by the names that ``fullpowers check`` prints.
        packs: folders of the user's own law packs.
        matter: the matter file's content, if there is one.
        economics: file of figures for the valuation (default: the matter's, then none).
        press: articles whose statements are held against the draft, besides the matter's.
    """

    on: date | None = None
    facts: Mapping[str, bool | float | None] = field(default_factory=dict)
    packs: Sequence[Path] = ()
    matter: Matter | None = None
    economics: Path | None = None
    press: Sequence[Path] = ()


def review(
    new: str | Path,
    *,
    against: str | Path | None = None,
    side: str,
    circumstances: Circumstances | None = None,
    progress: Callable[[str], None] = lambda stage: None,
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
    # the rooms are entered here, so that importing the package stays quick; reading first, because
    # its worker process gets ready while the others are entered
    from .reading import start

    start()
    from .balance import weigh
    from .brief import answer
    from .comparison import compare, rank
    from .language import analyse
    from .law import check, follow, parties_of

    given = circumstances or Circumstances()
    matter = given.matter
    on = given.on or (matter.on if matter else None) or date.today()
    facts = {**(matter.facts if matter else {}), **given.facts}

    progress(f"reading {Path(new).name}")
    draft = _read(Path(new), matter)
    progress("analysing its sentences")
    analysis = analyse(draft)
    previous = before = comparison = None
    if against is not None:
        progress(f"reading {Path(against).name}")
        previous = _read(Path(against), matter)
        before = analyse(previous)
        progress("comparing the drafts")
        rejected = _read(Path(new), matter, Reading.REJECTED) if draft.revisions else None
        comparison = compare(previous, draft, before=before, after=analysis, rejected=rejected)
        party = parties_of(previous, side), parties_of(draft, side)
        comparison = rank(comparison, previous, draft, party=party, before=before, after=analysis)
    progress("checking the law")
    opinion = check(draft, analysis, jurisdiction=side, on=on, facts=facts, pack_folders=given.packs)
    developments: tuple[Development, ...] = ()
    if previous is not None and before is not None and comparison is not None:
        earlier = check(previous, before, jurisdiction=side, on=on, facts=facts, pack_folders=given.packs)
        developments = follow(earlier, opinion, comparison, pack_folders=given.packs)
    progress("weighing what is given and got")
    ledger = weigh(draft, analysis)

    figures = given.economics or (matter.economics_file if matter else None)
    valuation = None
    if figures is not None:
        progress("valuing the terms")
        valued = [(previous, before)] if previous is not None and before is not None else []
        valuation = _value([*valued, (draft, analysis)], side, figures)

    articles = (*(matter.press_files if matter else ()), *given.press)
    if articles:
        progress("holding what is said against the text")
    claims = _claims(articles, draft, analysis, opinion)

    negotiation = None
    if matter is not None and matter.preferences_file is not None:
        progress("looking for an answer")
        negotiation = _negotiate(draft, matter.preferences_file)

    progress("writing the answers")
    found = Review(
        matter=matter.matter if matter else draft.title,
        side=side,
        party=parties_of(draft, side),
        on=on,
        instrument=draft,
        analysis=analysis,
        opinion=opinion,
        ledger=ledger,
        manifest=_manifest(draft, previous, opinion, facts, figures),
        previous=previous,
        previous_analysis=before,
        comparison=comparison,
        valuation=valuation,
        claims=claims,
        negotiation=negotiation,
        developments=developments,
    )
    return replace(found, answers=answer(found))


def _value(drafts: Sequence[tuple[Instrument, Analysis]], side: str, figures: Path) -> Valuation:
    from .law import parties_of
    from .value import Subject, load_economics, value

    subjects = [Subject(text, analysis, parties_of(text, side)) for text, analysis in drafts]
    return value(subjects, load_economics(figures))


def _negotiate(draft: Instrument, preferences: Path) -> Negotiation:
    from .negotiation import load_preferences, negotiate

    return negotiate(load_preferences(preferences), draft)


def _claims(
    articles: Sequence[Path], draft: Instrument, analysis: Analysis, opinion: Opinion
) -> tuple[Claim, ...]:
    from .claims import verify
    from .reading import read

    return tuple(
        claim
        for article in articles
        for claim in verify(read(article).text, draft, analysis, opinion=opinion, name=article.name)
    )


def _read(path: Path, matter: Matter | None, reading: Reading = Reading.ACCEPTED) -> Instrument:
    from .reading import read

    return read(path, reading=reading, receipt=matter.receipt(path) if matter else None)


def _manifest(
    draft: Instrument,
    previous: Instrument | None,
    opinion: Opinion,
    facts: Mapping[str, bool | float | None],
    figures: Path | None,
) -> Manifest:
    import hashlib
    import platform
    from importlib.metadata import version

    from .reading import containment

    sources = [text.source for text in (draft, previous) if text is not None and text.source is not None]
    return Manifest(
        fullpowers=__version__,
        python=platform.python_version(),
        libraries=tuple((name, version(name)) for name in _LIBRARIES),
        inputs=(
            *((source.name, source.sha256) for source in sources),
            *(((figures.name, hashlib.sha256(figures.read_bytes()).hexdigest()),) if figures else ()),
        ),
        packs=opinion.packs,
        parameters=(
            ("for", opinion.jurisdiction),
            ("on", opinion.on.isoformat()),
            *((f"fact {name}", str(value).lower()) for name, value in sorted(facts.items())),
        ),
        containment=containment(),
    )
