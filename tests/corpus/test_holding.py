"""A draft held against the corpus: precedents beside its provisions, where it stands, whose words it uses."""

from __future__ import annotations

from pathlib import Path

from fullpowers.brief import render
from fullpowers.corpus import Corpus, comparables
from fullpowers.language import analyse
from fullpowers.matter import Circumstances
from fullpowers.model import TermKind
from fullpowers.reading import read_bytes
from fullpowers.review import review

from .conftest import FISHING, MINING

DRAFT = (
    FISHING.format(royalty=20, years=15, signed=2025).replace("NORWAY", "FRANCE").replace("Norway", "France")
)


def test_each_provision_with_a_term_has_its_precedents(corpus: Corpus) -> None:
    draft = read_bytes(DRAFT.encode(), "draft.txt")
    found = comparables(corpus, draft, analyse(draft))
    royalty = next(one for one in found.parallels if one.heading == "Royalty")
    assert (TermKind.ROYALTY, 4) in royalty.held
    assert royalty.of == 5
    assert royalty.precedents[0].heading == "Royalty"
    for one in found.parallels:
        one.passage.verify(draft)


def test_the_figures_of_the_draft_stand_in_those_of_others(corpus: Corpus) -> None:
    draft = read_bytes(DRAFT.encode(), "draft.txt")
    found = comparables(corpus, draft, analyse(draft))
    royalty = next(one for one in found.spreads if one.kind is TermKind.ROYALTY)
    assert (royalty.ours, royalty.below, len(royalty.values)) == (20, 3, 3)
    assert royalty.passage is not None
    assert "20 percent" in royalty.passage.verify(draft).quote


def test_borrowed_wording_is_traced_to_the_earliest_agreement(corpus: Corpus) -> None:
    draft = read_bytes(DRAFT.encode(), "draft.txt")
    found = comparables(corpus, draft, analyse(draft))
    assert found.borrowed
    assert {one.source.year for one in found.borrowed} == {2001}
    assert found.template.startswith("FISHERIES AGREEMENT")


def test_a_draft_is_no_precedent_of_itself(corpus: Corpus) -> None:
    draft = read_bytes(MINING.encode(), "draft.txt")
    found = comparables(corpus, draft, analyse(draft))
    assert all(one.agreement != draft.id for parallel in found.parallels for one in parallel.precedents)
    assert found.borrowed == ()


def test_the_brief_says_what_was_agreed_elsewhere_and_what_the_corpus_is(
    corpus: Corpus, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(DRAFT)
    new.write_text(DRAFT.replace("20 percent", "25 percent"))
    found = review(new, against=old, side="GH", circumstances=Circumstances(corpus=corpus.folder))
    page = render(found, "html")
    assert "What has been agreed elsewhere" in page
    assert "royalty: 4 of 5 agreements" in page
    assert "not what the world has agreed" in page
    assert ("corpus", corpus.state) in found.manifest.parameters


def test_beside_a_provision_stands_how_many_agreements_say_much_the_same(corpus: Corpus) -> None:
    draft = read_bytes(DRAFT.encode(), "draft.txt")
    found = comparables(corpus, draft, analyse(draft))
    royalty = next(one for one in found.parallels if one.heading == "Royalty")
    assert (royalty.alike, royalty.among, royalty.or_more) == (4, 5, False)
    likest = royalty.precedents[0]
    assert {likest.year, *(year for _, year, _ in likest.also)} == {2001, 2011}


def test_a_template_is_what_most_provisions_follow(corpus: Corpus) -> None:
    draft = read_bytes(DRAFT.encode(), "draft.txt")
    found = comparables(corpus, draft, analyse(draft))
    follow, of = found.followed
    assert found.template
    assert 2 * follow > of
    more = "\n\n".join(
        f"Article {at}\nMatter {at}\nCommittee {at} meets in month {at} and reads what was sent to it."
        for at in range(6, 16)
    )
    longer = read_bytes(DRAFT.replace("Done at", f"{more}\n\nDone at").encode(), "draft.txt")
    assert comparables(corpus, longer, analyse(longer)).template == ""


def test_of_several_figures_that_of_the_provision_that_changed_is_held_against_others(corpus: Corpus) -> None:
    text = DRAFT.replace("Article 3\nDuration", "Article 3\nSpecial royalty\nA royalty of 3 percent is due "
                         "for tuna.\n\nArticle 6\nDuration")  # fmt: skip
    draft = read_bytes(text.encode(), "draft.txt")
    (changed,) = (one for one in draft.walk() if one.heading == "Special royalty")
    for passages, ours in (((), 20), ((draft.passage(changed.start, changed.end),), 3)):
        found = comparables(corpus, draft, analyse(draft), passages)
        assert [one.ours for one in found.spreads if one.kind is TermKind.ROYALTY] == [ours]
