"""The tree of provisions: what stands where in a text, however it is numbered and however flat it is."""

from __future__ import annotations

import pytest

from fullpowers.model import Instrument, ProvisionKind
from fullpowers.reading import read_bytes


def tree(text: str, name: str = "draft.txt") -> Instrument:
    return read_bytes(text.encode(), name)


def paths(instrument: Instrument, *kinds: ProvisionKind) -> list[str]:
    return [provision.path for provision in instrument.walk() if not kinds or provision.kind in kinds]


AGREEMENT = """AGREEMENT ON A JOINT RESOURCE FUND

The Government of Ukraine and the Government of the United States of America,

Desiring to rebuild what the war destroyed,

Recalling their friendship,

Have agreed as follows:

Article 1
Definitions

1. In this Agreement:

(a) “Fund” means the Joint Resource Fund;

(b) “revenues” means:

(i) royalties;

(ii) licence fees.

2. Headings have no effect.

Article 2
Contributions

Ukraine shall contribute 50 percent of revenues.

The Fund shall report every year.

ANNEX I
Deposits

1. Lithium.

2. Graphite.
"""


def test_an_agreement_becomes_a_tree():
    assert paths(tree(AGREEMENT)) == [
        "title",
        "text-1",
        "recital-1",
        "recital-2",
        "enacting",
        "art-1",
        "art-1/par-1",
        "art-1/par-1/a",
        "art-1/par-1/b",
        "art-1/par-1/b/i",
        "art-1/par-1/b/ii",
        "art-1/par-2",
        "art-2",
        "art-2/text-1",
        "annex-i",
        "annex-i/par-1",
        "annex-i/par-2",
    ]


def test_number_heading_and_wording_are_told_apart():
    instrument = tree(AGREEMENT)
    article = instrument.provision("art-2")
    assert article is not None
    assert (article.number, article.heading) == ("Article 2", "Contributions")
    assert instrument.text[article.body : article.own_end].strip() == (
        "Ukraine shall contribute 50 percent of revenues."
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Article 5", "Article 6"),
        ("ARTICLE V", "ARTICLE VI"),
        ("Article 5.1", "Article 5.2"),
        ("Article FOUR", "Article FIVE"),
        ("Article 3", "Article 3bis"),
        ("Article (5)", "Article (6)"),
        ("Article 5. Scope", "Article 6. Term"),
        ("Article 5 – Scope", "Article 6 – Term"),
        ("Article 5 (Scope)", "Article 6 (Term)"),
        ("Article premier", "Article 2"),
        ("Article 1er", "Article 2"),
        ("Artículo Primero", "Artículo Segundo"),
        ("ARTICULO 1-01", "ARTICULO 1-02"),
        ("Стаття 5", "Стаття 6"),
        ("Стаття перша", "Стаття друга"),
        ("Статья 5", "Статья 6"),
        ("المادة 5", "المادة 6"),
        ("المادة الخامسة", "المادة السادسة"),
        ("Artic1e 5", "Article 6"),
    ],
)
def test_articles_are_numbered_in_many_ways(first, second):
    text = f"TREATY\n\n{first}\n\nThe Parties shall meet.\n\n{second}\n\nThe Parties shall part.\n"
    instrument = tree(text)
    found = [p for p in instrument.walk() if p.kind is ProvisionKind.ARTICLE]
    assert [instrument.text[p.start :].split("\n")[0] for p in found] == [first, second]


def test_bare_numbers_are_sections_where_there_are_no_articles():
    instrument = tree("MEMORANDUM\n\n1. The Fund is set up.\n\nIt has a seat.\n\n2. The Fund ends.\n")
    assert paths(instrument) == ["title", "sec-1", "sec-1/text-1", "sec-2"]


def test_letters_that_are_no_number_begin_no_section():
    draft = tree("ill. Persons who are ill\n\n1. The Parties shall meet.\n\n2. They shall consult.\n")
    assert paths(draft, ProvisionKind.SECTION) == ["sec-1", "sec-2"]


def test_a_reference_at_the_beginning_of_a_line_is_no_article():
    text = (
        "TREATY\n\nArticle 1\n\nDisputes are settled under\nArticle 7 of the Charter and under\n"
        "Article 9, paragraph 2, or\nArticle 11 (3).\n\nArticle 2\n\nIt ends.\n"
    )
    assert paths(tree(text), ProvisionKind.ARTICLE) == ["art-1", "art-2"]


@pytest.mark.parametrize("leader", [" ........ {}", "\t{}", ""])
def test_a_table_of_contents_holds_no_articles(leader):
    headings = ["Article 1 Scope", "Article 2 Term", "Article 3 Money", "Article 4 End"]
    contents = "\n".join(heading + leader.format(page) for page, heading in enumerate(headings, 2))
    body = "\n\n".join(f"{heading}\n\nThe Parties shall do so." for heading in headings)
    instrument = tree(f"TREATY\n\nCONTENTS\n\n{contents}\n\n{body}\n")
    assert paths(instrument, ProvisionKind.CONTENTS) == ["contents"]
    assert paths(instrument, ProvisionKind.ARTICLE) == ["art-1", "art-2", "art-3", "art-4"]


def test_a_list_of_another_instruments_articles_is_no_structure():
    text = (
        "TREATY\n\nArticle 1\n\nThese articles of the Charter apply here:\nArticle II Valuation\n"
        "Article III National Treatment\nArticle VI Tendering\n\nArticle 2\n\nIt ends.\n"
    )
    assert paths(tree(text), ProvisionKind.ARTICLE) == ["art-1", "art-2"]


def test_numbers_begin_again_in_chapters_and_annexes():
    chapter = "Article 1\n\nOne.\n\nArticle 2\n\nTwo.\n"
    instrument = tree(f"TREATY\n\nCHAPTER I\n\n{chapter}\nCHAPTER II\n\n{chapter}\nANNEX A\n\n{chapter}")
    assert paths(instrument, ProvisionKind.ARTICLE) == [
        "ch-i/art-1",
        "ch-i/art-2",
        "ch-ii/art-1",
        "ch-ii/art-2",
        "annex-a/art-1",
        "annex-a/art-2",
    ]


def test_points_go_on_behind_a_list_inside_them():
    text = "TREATY\n\nArticle 1\n\n1. All of:\n\n(a) one:\n\n(i) x;\n\n(ii) y;\n\n(b) two.\n\n2. Done.\n"
    assert paths(tree(text))[2:] == [
        "art-1/par-1",
        "art-1/par-1/a",
        "art-1/par-1/a/i",
        "art-1/par-1/a/ii",
        "art-1/par-1/b",
        "art-1/par-2",
    ]


FLAT = (
    "Agreement on a Fund PREAMBLE The Parties, desiring to trade, have agreed as follows: "
    "CHAPTER I GENERAL "
    "ARTICLE 1: OBJECTIVES 1. The Parties set up a Fund under Article 9 of the Charter. "
    "2. They shall: (a) pay "
    "into it; and (b) report. ARTICLE 2: SCOPE This Agreement applies as Article 1 provides. "
    "CHAPTER II MONEY "
    "ARTICLE 3: SHARES 1. Each Party shall pay half. 2. Nothing else is owed. " + "More is said below. " * 60
)


def test_a_text_without_line_breaks_is_taken_apart():
    assert paths(tree(FLAT)) == [
        "title",
        "text-1",
        "text-2",
        "recital-1",
        "enacting",
        "ch-i",
        "ch-i/art-1",
        "ch-i/art-1/par-1",
        "ch-i/art-1/par-2",
        "ch-i/art-1/par-2/a",
        "ch-i/art-1/par-2/b",
        "ch-i/art-2",
        "ch-ii",
        "ch-ii/art-3",
        "ch-ii/art-3/par-1",
        "ch-ii/art-3/par-2",
    ]


def test_words_that_ran_into_their_headings_are_still_articles():
    text = (
        "convention on a sea the contracting parties to this convention,noting the sea,have agreed as "
        "follows: ARTICLE 1the seathe sea is shared.ARTICLE 2duties1. each party shall care.2. each party "
        "shall report "
        "ARTICLE 3endthis convention may end " + "and more words follow here " * 60
    )
    assert paths(tree(text), ProvisionKind.ARTICLE, ProvisionKind.PARAGRAPH) == [
        "art-1",
        "art-2",
        "art-2/par-1",
        "art-2/par-2",
        "art-3",
    ]


def test_the_signature_block_comes_after_the_last_article():
    text = AGREEMENT.partition("ANNEX")[0] + (
        "IN WITNESS WHEREOF the undersigned have signed this Agreement.\n\n"
        "DONE at Kyiv in two copies, both texts being equally authentic.\n\n"
        "For Ukraine\tFor the United States\n"
    )
    instrument = tree(text)
    last = instrument.provisions[-1]
    assert last.kind is ProvisionKind.SIGNATURE
    assert instrument.text[last.start : last.end].startswith("IN WITNESS")
    assert instrument.text[last.start : last.end].endswith("For the United States")


def test_a_heading_runs_over_lines_and_a_sentence_is_none():
    text = (
        "TREATY\n\nArticle 1\nAbolition of customs duties on imports and charges having\n"
        "equivalent effect\n\n"
        "The duties end.\n\nArticle 2\nThe Association Council shall define the methods of\n"
        "cooperation.\n\nArticle 3\nOrigin.\n\nIt is proved.\n"
    )
    headings = [p.heading for p in tree(text).walk() if p.kind is ProvisionKind.ARTICLE]
    assert headings == [
        "Abolition of customs duties on imports and charges having equivalent effect",
        "",
        "Origin",
    ]


def test_numbered_paragraphs_inside_bare_sections_stay_there():
    section = "{}. Title {}\n\n1. First thing.\n\n2. Second thing.\n\n3. Third thing.\n\n"
    text = "CHARTER\n\n" + "".join(section.format(number, number) for number in range(1, 9))
    found = paths(tree(text), ProvisionKind.SECTION)
    assert found == [f"sec-{number}" for number in range(1, 9)]


def test_a_signature_block_that_ran_into_the_last_article_is_told_from_it():
    wording = "The Fund pays half of it. " * 70
    last = "Article 2 Term. It is in force for ten years. Done at Kyiv on 1 May."
    text = f"AGREEMENT Article 1 Scope. {wording}{last}"
    instrument = read_bytes(text.encode(), "draft.txt")
    (signature,) = [one for one in instrument.walk() if one.kind is ProvisionKind.SIGNATURE]
    assert instrument.text[signature.start : signature.end] == "Done at Kyiv on 1 May."


def test_the_paragraphs_of_a_memorandum_are_divisions():
    text = "MEMORANDUM OF UNDERSTANDING\n\n" + "".join(
        f"Paragraph {n}. {heading}\nThe Participants intend to cooperate, as paragraph 2 says.\n\n"
        for n, heading in enumerate(("Purpose", "Funding", "Duration"), 1)
    )
    assert paths(tree(text), ProvisionKind.SECTION) == ["sec-1", "sec-2", "sec-3"]


def test_a_title_ends_where_the_first_article_begins_in_a_language_whose_word_is_not_known():
    text = (
        "UMOWA\nmiędzy Rządem Arvenii a Rządem Belmarku\n\nArtykuł 1\nArvenia przekaże Funduszowi połowę.\n"
    )
    assert tree(text).title == "UMOWA między Rządem Arvenii a Rządem Belmarku"
