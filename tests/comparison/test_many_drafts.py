"""More than two drafts: the history of a chain, and positions of several parties on one base text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.comparison import compilation_page, compile_positions, history, history_page
from fullpowers.model import Instrument, InvalidData, Row, Stance

from .conftest import drafts, text

BASE = """Article 1
The Fund
The Parties shall establish a Fund in Kyiv within two years of signature.

Article 2
Contributions
Ukraine shall contribute 50 percent of its revenues from gas to the Fund each year.

Article 3
Duration
This Agreement remains in force for ten years and may be extended by the Parties.
"""


def test_each_word_is_told_from_the_draft_in_which_it_came() -> None:
    second = BASE.replace("50 percent", "66 percent")
    third = second.replace("from gas", "from oil and gas")
    found = history([text(BASE), text(second), text(third)], ["Kyiv 1", "Washington", "Kyiv 2"])
    line = next(lineage for lineage in found.lineages if "66" in lineage.passage.quote)
    assert [(s.passage.quote.strip(), found.labels[s.since]) for s in line.stretches] == [
        ("Ukraine shall contribute", "Kyiv 1"),
        ("66", "Washington"),
        ("percent of its revenues from", "Kyiv 1"),
        ("oil and", "Kyiv 2"),
        ("gas to the Fund each year.", "Kyiv 1"),
    ]
    assert (line.since, line.changed) == (0, (1, 2))


def test_what_went_is_listed_with_its_draft() -> None:
    found = history([text(BASE), text(BASE.replace("Ukraine shall contribute", "Ukraine may contribute"))])
    assert not found.removed
    found = history([text(BASE), text(BASE[: BASE.index("Article 3")])])
    assert [draft for draft, _ in found.removed] == [1]
    assert "Duration" in found.removed[0][1].quote


def test_a_history_of_one_draft_is_refused() -> None:
    with pytest.raises(InvalidData):
        history([text(BASE)])


@settings(max_examples=60, deadline=None)
@given(st.lists(drafts(), min_size=2, max_size=4))
def test_stretches_cover_every_paragraph_of_the_last_draft(chain: list[Instrument]) -> None:
    found = history(chain)
    for lineage in found.lineages:
        assert "".join(stretch.passage.quote for stretch in lineage.stretches) == lineage.passage.quote
        assert 0 <= lineage.since < len(chain)
    assert sum(lineage.passage.end - lineage.passage.start for lineage in found.lineages) == sum(
        len(line) for line in chain[-1].text.split("\n")
    )


def stance(ours: str, theirs: str, words: str) -> Stance:
    found = compile_positions(text(BASE), {"UA": text(ours), "US": text(theirs)})
    return row(found.rows, words).stance


def row(rows: tuple[Row, ...], words: str) -> Row:
    return next(
        r
        for r in rows
        if any(words in p.quote for p in (*r.base, *(q for x in r.positions for q in x.passages)))
    )


CASES: list[tuple[Callable[[str], str], Callable[[str], str], Stance]] = [
    (lambda t: t, lambda t: t, Stance.UNTOUCHED),
    (lambda t: t.replace("50", "40"), lambda t: t, Stance.ONE_SIDE),
    (lambda t: t.replace("50", "40"), lambda t: t.replace("50", "66"), Stance.CONFLICTING),
    (lambda t: t.replace("50", "60"), lambda t: t.replace("50", "60"), Stance.AGREED),
    (lambda t: t.replace("50", "40"), lambda t: t.replace("each year", "each month"), Stance.COMPATIBLE),
]


@pytest.mark.parametrize(("ours", "theirs", "expected"), CASES, ids=[case[2].value for case in CASES])
def test_two_drafts_of_one_base_stand_to_each_other(
    ours: Callable[[str], str], theirs: Callable[[str], str], expected: Stance
) -> None:
    assert stance(ours(BASE), theirs(BASE), "Ukraine shall contribute") is expected


def test_what_one_side_adds_and_another_takes_out_have_their_rows() -> None:
    added = BASE + "\nArticle 4\nSecurity\nThe United States shall guarantee the security of Ukraine.\n"
    without = BASE[: BASE.index("Article 3")]
    found = compile_positions(text(BASE), {"UA": text(added), "US": text(without)})
    security = row(found.rows, "guarantee the security")
    assert (security.base, security.stance) == ((), Stance.ONE_SIDE)
    duration = row(found.rows, "remains in force")
    assert duration.stance is Stance.ONE_SIDE
    assert next(p for p in duration.positions if p.party == "US").passages == ()


def test_paragraphs_that_came_together_each_know_their_draft() -> None:
    first = BASE[: BASE.index("Article 3")]
    found = history([text(first), text(BASE), text(BASE.replace("ten years", "twenty years"))])
    added = [line for line in found.lineages if line.passage.path.startswith("art-3")]
    assert len(added) == 3
    assert {line.since for line in added} == {1}
    assert added[-1].changed == (2,)


def test_the_compilation_is_a_table_with_each_partys_changes_marked() -> None:
    drafts = {"UA": text(BASE.replace("50", "40")), "US": text(BASE.replace("50", "66"))}
    base = text(BASE)
    page = compilation_page(compile_positions(base, drafts), base, drafts)
    assert "<del>50</del><ins>40</ins>" in page
    assert "<del>50</del><ins>66</ins>" in page
    assert '<span class="stance conflicting">conflicting</span>' in page
    assert "8 untouched" in page
    assert "http:" not in page


def test_the_history_page_gives_every_word_the_colour_of_its_draft() -> None:
    drafts = [text(BASE), text(BASE.replace("50 percent", "66 percent"))]
    page = history_page(history(drafts, ["Kyiv", "Washington"]), drafts[-1])
    assert '<span class="d1">66</span>' in page
    assert "changed in Washington" in page
