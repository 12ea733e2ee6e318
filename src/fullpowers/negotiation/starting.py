"""A first file of preferences from the drafts: what differs between them, each way with its words.

An issue is a provision that holds a term and is not the same in all drafts; its options are what the drafts
say there, with the text of the provision as the wording. What anybody wants is left to be asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from fullpowers.model import Analysis, Instrument, InvalidData

from .preferences import ActorEntry, IssueEntry, OptionEntry, Preferences

_ALIKE = 0.6
"""Share of the words that two provisions have in common to be taken for the same one."""
_ABSENT = "none"
_TITLE = 90


@dataclass(frozen=True, slots=True)
class Drafted:
    """One draft, by the name that it shall have in the file."""

    name: str
    instrument: Instrument
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class _Clause:
    """A provision that holds terms: its path, its own words, what its terms say."""

    path: str
    text: str
    label: str

    @property
    def words(self) -> list[str]:
        return self.text.split()


def start(drafts: Sequence[Drafted]) -> Preferences:
    """Issues and options from at least two drafts, in the order of receipt; the last is the present one.

    Raises:
        InvalidData: there are fewer than two drafts, two have one name, or no term differs between them.
    """
    if len(drafts) < 2 or len({one.name for one in drafts}) < len(drafts):
        raise InvalidData("issues are found between two drafts or more, each with a name of its own")
    threads = _threads([tuple(_clauses(one)) for one in drafts])
    issues, held = [], [{} for _ in drafts]  # type: list[IssueEntry], list[dict[str, str]]
    for thread in threads:
        texts = list(dict.fromkeys(clause.text if clause else "" for clause in thread))
        if len(texts) < 2:
            continue
        issue = f"issue-{len(issues) + 1}"
        options = tuple(_options(thread, texts))
        present, last = thread[-1], next(clause for clause in reversed(thread) if clause)
        issues.append(IssueEntry(issue, _short(last.label), options, present.path if present else ""))
        for place, clause in enumerate(thread):
            held[place][issue] = options[texts.index(clause.text if clause else "")].id
    if not issues:
        raise InvalidData("no term differs between these drafts")
    return Preferences(
        title="Who wants what: to be filled in",
        issues=tuple(issues),
        actors=(_nobody("us", "Our side"), _nobody("them", "The other side")),
        drafts={one.name: package for one, package in zip(drafts, held, strict=True)},
    )


def _nobody(side: str, title: str) -> ActorEntry:
    return ActorEntry(side, title, "principal", side, source="not asked yet")  # type: ignore[arg-type]


def _clauses(draft: Drafted) -> Iterator[_Clause]:
    """The provisions of a draft that hold terms, in its order."""
    labels: dict[str, list[str]] = {}
    for term in draft.analysis.terms:
        labels.setdefault(term.passage.path, []).append(term.label)
    for provision in draft.instrument.walk():
        if provision.path in labels:
            own = draft.instrument.text[provision.body : provision.own_end].strip()
            if own:
                yield _Clause(provision.path, own, labels[provision.path][0])


def _threads(drafts: Sequence[Sequence[_Clause]]) -> list[list[_Clause | None]]:
    """For each provision its clause in every draft, matched from the last draft backwards by common words."""
    threads: list[list[_Clause | None]] = [[clause] for clause in drafts[-1]]
    for before in reversed(drafts[:-1]):
        known = [next(clause for clause in thread if clause) for thread in threads]
        pairs = sorted(
            (
                (_alike(one, other), -place, -row)
                for place, one in enumerate(known)
                for row, other in enumerate(before)
            ),
            reverse=True,
        )
        taken: dict[int, int] = {}
        for likeness, place, row in pairs:
            if likeness >= _ALIKE and -place not in taken and -row not in taken.values():
                taken[-place] = -row
        length = len(threads[0]) if threads else len(drafts) - 1
        for place, thread in enumerate(threads):
            thread.insert(0, before[taken[place]] if place in taken else None)
        new = [clause for row, clause in enumerate(before) if row not in taken.values()]
        threads += [[clause, *[None] * length] for clause in new]
    return threads


def _alike(one: _Clause, other: _Clause) -> float:
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    # cheap bounds first: most pairs have little in common
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()


def _options(thread: Sequence[_Clause | None], texts: Sequence[str]) -> Iterator[OptionEntry]:
    clauses = [next((clause for clause in thread if clause and clause.text == text), None) for text in texts]
    labels = [clause.label for clause in clauses if clause]
    for number, clause in enumerate(clauses, 1):
        if clause is None:
            yield OptionEntry(_ABSENT, "not in it", strikes=True)
        elif labels.count(clause.label) == 1:
            yield OptionEntry(f"option-{number}", _short(clause.label), clause.text)
        else:
            others = [other for other in clauses if other and other is not clause]
            told = f"{clause.label}: {_own_words(clause, others[0])}" if others else clause.label
            yield OptionEntry(f"option-{number}", _short(told), clause.text)


def _own_words(clause: _Clause, other: _Clause) -> str:
    """The words that only this one has, as they stand."""
    matcher = SequenceMatcher(None, other.words, clause.words, autojunk=False)
    parts = [
        " ".join(clause.words[begin:end])
        for kind, _, _, begin, end in matcher.get_opcodes()
        if kind != "equal" and begin < end
    ]
    return " ... ".join(parts) or "shorter"


def _short(text: str) -> str:
    return text if len(text) <= _TITLE else f"{text[: _TITLE - 1].rsplit(' ', 1)[0]}…"
