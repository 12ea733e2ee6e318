"""What holds for any two texts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.comparison import apply, compare, reverse
from fullpowers.model import Change, ChangeKind, Instrument, Party, Provision, ProvisionKind, Significance

ARTICLE, PARAGRAPH = ProvisionKind.ARTICLE, ProvisionKind.PARAGRAPH

WORDS = st.sampled_from(
    [
        *(
            "the",
            "Party",
            "shall",
            "may",
            "not",
            "intends",
            "to",
            "pay",
            "contribute",
            "50",
            "66",
            "percent",
            "of",
        ),
        *(
            "revenues",
            "from",
            "gas",
            "subject",
            "laws",
            "Board,",
            "and;",
            "or",
            "all",
            "certain",
            "(a)",
            "1.",
        ),
        *(
            "“Fund”",
            "means",
            "net",
            "costs",
            "—",
            "’s",
            "Україна",
            "зобов’язана",
            "\u00a0x",
            "a\tb",
            "co-operation",
        ),
    ]
)
PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
Article = tuple[str, list[str]]
ARTICLES = st.lists(
    st.tuples(st.sampled_from(["", "Scope", "The Fund"]), st.lists(PARAGRAPHS, max_size=4)), max_size=5
)


def instrument(articles: list[Article], numbered: bool) -> Instrument:
    """An instrument of these articles, with numbers or without."""
    text = ""
    provisions = []
    for k, (heading, paragraphs) in enumerate(articles, 1):
        start = len(text)
        number = f"Article {k}" if numbered else ""
        text += f"{number}. {heading}" if number else heading or "..."
        body = start + (len(number) + 2 if number else 0)
        children = []
        for m, paragraph in enumerate(paragraphs, 1):
            text += "\n"
            begin, mark = len(text), f"{m}. " if numbered else ""
            text += mark + paragraph
            children.append(
                Provision(PARAGRAPH, f"art-{k}/par-{m}", mark[:1], "", begin, begin + len(mark), len(text))
            )
        provisions.append(
            Provision(ARTICLE, f"art-{k}", number, heading, start, body, len(text), tuple(children))
        )
        text += "\n" * (1 if k < len(articles) else 0)
    return Instrument("", text, tuple(provisions), parties=(Party("the Party of the Fund"),))


@st.composite
def drafts(draw: st.DrawFn) -> Instrument:
    """A draft with some articles of some paragraphs."""
    return instrument(draw(ARTICLES), draw(st.booleans()))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Instrument, Instrument]:
    """Two drafts; the second is often the first with articles and paragraphs shuffled, dropped and edited."""
    articles = draw(ARTICLES)
    old = instrument(articles, draw(st.booleans()))
    if not draw(st.integers(0, 3)):
        return old, draw(drafts())
    later: list[Article] = []
    for heading, paragraphs in articles:
        kept = draw(st.permutations(paragraphs)) if draw(st.booleans()) else paragraphs
        kept = [paragraph for paragraph in kept if draw(st.integers(0, 6))]
        if len(kept) > 1 and not draw(st.integers(0, 3)):
            kept = [kept[0] + " " + kept[1], *kept[2:]]
        later.append((heading, [p.replace("shall", draw(st.sampled_from(["shall", "may"]))) for p in kept]))
    later = draw(st.permutations(later)) if not draw(st.integers(0, 2)) else later
    return old, instrument([*later, *draw(ARTICLES)[:1]], draw(st.booleans()))


@settings(max_examples=300, deadline=None)
@given(pairs())
def test_either_text_is_rebuilt_from_the_other(pair: tuple[Instrument, Instrument]) -> None:
    old, new = pair
    comparison = compare(old, new)
    assert apply(comparison, old.text) == new.text
    assert reverse(comparison, new.text) == old.text


@settings(max_examples=300, deadline=None)
@given(pairs())
def test_changes_cover_every_character_once_on_both_sides(pair: tuple[Instrument, Instrument]) -> None:
    old, new = pair
    comparison = compare(old, new)
    for text, passages in (
        (old.text, [passage for change in comparison.changes for passage in change.old]),
        (new.text, [passage for change in comparison.changes for passage in change.new]),
    ):
        seen = [0] * len(text)
        for passage in passages:
            assert text[passage.start : passage.end] == passage.quote
            for place in range(passage.start, passage.end):
                seen[place] += 1
        assert all(
            count == 1 or (count == 0 and sign == "\n") for count, sign in zip(seen, text, strict=True)
        )


@settings(max_examples=100, deadline=None)
@given(drafts())
def test_a_text_compared_with_itself_has_no_change(draft: Instrument) -> None:
    comparison = compare(draft, draft)
    assert {change.kind for change in comparison.changes} <= {ChangeKind.UNCHANGED}
    assert {change.significance for change in comparison.changes} <= {Significance.NONE}
    assert not any(change.edits or change.moved or change.renumbered for change in comparison.changes)
    assert comparison.similarity == 1


@settings(max_examples=300, deadline=None)
@given(pairs())
def test_comparing_the_other_way_round_is_the_mirror_image(pair: tuple[Instrument, Instrument]) -> None:
    old, new = pair
    there, back = compare(old, new), compare(new, old)
    assert {_shape(change) for change in there.changes} == {_mirror(change) for change in back.changes}
    assert there.similarity == back.similarity


@settings(max_examples=50, deadline=None)
@given(pairs())
def test_identifiers_follow_the_new_draft(pair: tuple[Instrument, Instrument]) -> None:
    comparison = compare(*pair)
    assert [change.id for change in comparison.changes] == [
        f"c{k}" for k in range(1, len(comparison.changes) + 1)
    ]
    starts = [change.new[0].start for change in comparison.changes if change.new]
    assert starts == sorted(starts)


MIRRORED = {
    ChangeKind.INSERTED: ChangeKind.DELETED,
    ChangeKind.DELETED: ChangeKind.INSERTED,
    ChangeKind.SPLIT: ChangeKind.MERGED,
    ChangeKind.MERGED: ChangeKind.SPLIT,
}


def _shape(change: Change) -> tuple[object, ...]:
    return (
        change.kind,
        tuple((passage.start, passage.end) for passage in change.old),
        tuple((passage.start, passage.end) for passage in change.new),
        tuple((e.old_start, e.old_end, e.new_start, e.new_end) for e in change.edits),
        change.moved,
        change.significance,
    )


def _mirror(change: Change) -> tuple[object, ...]:
    return (
        MIRRORED.get(change.kind, change.kind),
        tuple((passage.start, passage.end) for passage in change.new),
        tuple((passage.start, passage.end) for passage in change.old),
        tuple((e.new_start, e.new_end, e.old_start, e.old_end) for e in change.edits),
        change.moved,
        change.significance,
    )
