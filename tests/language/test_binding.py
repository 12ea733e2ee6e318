"""Whether the whole binds: declarations, legal acts, style; hybrids; the traps that real treaties set."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fullpowers.language import analyse
from fullpowers.model import BindingForce, Force, Instrument, InvalidData
from fullpowers.reading import read_bytes

Make = Callable[[str], Instrument]

HYBRIDS = {
    "declared binding, written with will": (
        "1. The Participants intend to set up a fund.\n\n2. Arvenia will pay half of its royalties to "
        "the fund.\n\n"
        "3. The Participants will strive to avoid conflicts.\n\n4. This Agreement is binding and will be "
        "applied "
        "by each Participant according to its domestic procedures."
    ),
    "declared legally binding, all hopes": (
        "1. The Participants hope to double their trade.\n\n2. They should meet every year.\n\n3. "
        "Belmora expects "
        "to open an office.\n\n4. This Memorandum is legally binding."
    ),
    "some articles are intentions": (
        "Article 1\n\nThe Parties intend to open a school.\n\nArticle 2\n\nArvenia shall pay ten million "
        "euros.\n\n"
        "Article 3\n\nArticle 1 sets out intentions of the Parties and is not legally binding.\n\n"
        "Article 4\n\nThis Agreement shall enter into force on signature."
    ),
    "two articles are not binding": (
        "Article 1\n\nThe Parties shall keep the peace.\n\nArticle 2\n\nThe Parties shall build a road.\n\n"
        "Article 3\n\nThe Parties shall meet.\n\nArticle 4\n\nArticles 2 and 3 are not binding."
    ),
    "not binding but for two clauses": (
        "1. The Participants will explore a sale.\n\n2. The Participants will keep the talks secret.\n\n"
        "3. The law of Dorvan governs the duty of secrecy.\n\n"
        "4. Except for paragraphs 2 and 3, this Memorandum is not legally binding."
    ),
    "not binding with a binding paragraph": (
        "1. The Participants will explore a sale.\n\n2. Each side will bear its own costs.\n\n"
        "3. This Arrangement does not create legally binding obligations.\n\n4. Paragraph 2 is legally "
        "binding."
    ),
    "says both": (
        "1. This Agreement is binding on the Parties.\n\n2. The Parties shall meet.\n\n"
        "3. This Agreement does not create any legal obligations under international law."
    ),
    "one tribunal in a text of intentions": (
        "1. The Participants intend to cooperate.\n\n2. The Participants will share data.\n\n3. Arvenia "
        "will lend a "
        "ship.\n\n4. Differences will be settled by an arbitral tribunal of three members."
    ),
    "a waiver in a text of intentions": (
        "1. The Participants will build a port.\n\n2. The Participants intend to lower fees.\n\n3. "
        "Belmora should "
        "supply cranes.\n\n4. Arvenia waives its immunity from suit."
    ),
    "treaty acts around hopes": (
        "1. The Participants intend to cooperate.\n\n2. They hope to open an office.\n\n3. They aim to "
        "hold yearly "
        "talks.\n\n4. They should exchange experts.\n\n5. Arvenia intends to lend a ship.\n\n"
        "6. This Agreement shall enter into force after ratification.\n\n"
        "7. Either Participant may terminate this Agreement on six months' notice."
    ),
    "a binding chapter list": (
        "Article 1\n\nThe Parties will be friends.\n\nArticle 2\n\nArvenia shall sell gas.\n\nArticle 3\n\n"
        "The provisions of Article 1 shall not be legally binding.\n\nArticle 4\n\nThe other Articles "
        "are binding."
    ),
    "declared binding, endeavours only": (
        "1. The Parties will endeavour to lower duties.\n\n2. The Parties will seek to ease travel.\n\n"
        "3. The Parties intend to meet.\n\n4. The present Arrangement shall be binding on both Governments."
    ),
}


@pytest.mark.parametrize("name", HYBRIDS)
def test_a_mixed_draft_is_a_hybrid_and_says_why(treaty: Make, name: str) -> None:
    force = analyse(treaty(HYBRIDS[name])).bindingness
    assert force.force is BindingForce.HYBRID, force.reason
    assert force.settles
    assert force.tips


BINDING = {
    "translated treaty with will throughout": (
        "Article 1\n\nThe Parties will exchange goods.\n\nArticle 2\n\nThe Parties will not levy duties.\n\n"
        "Article 3\n\nThe Parties will hold talks.\n\nArticle 4\n\nThis Agreement will enter into force "
        "on the date "
        "of the last notification that the internal procedures have been completed.\n\nArticle 5\n\n"
        "This Agreement is subject to ratification."
    ),
    "not binding is said of a mediator": (
        "Article 1\n\nThe Parties shall settle disputes by mediation.\n\nArticle 2\n\nThe opinion of the "
        "mediator is "
        "not binding on the Parties.\n\nArticle 3\n\nThis Treaty shall enter into force upon "
        "ratification.\n\n"
        "Article 4\n\nEither Party may denounce this Treaty."
    ),
    "a saving clause is no declaration": (
        "Article 1\n\nThe Parties shall cut duties.\n\nArticle 2\n\nThis Agreement shall not be "
        "construed to derogate "
        "from any legal obligation under other agreements.\n\nArticle 3\n\nThis Agreement shall enter "
        "into force "
        "on signature.\n\nArticle 4\n\nThe Parties may terminate this Agreement."
    ),
    "two sides and effect": (
        "Article 1\n\nThe two sides will grant each other free entry.\n\nArticle 2\n\nThe two sides "
        "shall consult.\n\n"
        "Article 3\n\nThis Arrangement shall come into effect on the day of signature.\n\nArticle "
        "4\n\nDisputes shall "
        "be referred to arbitration.\n\nArticle 5\n\nBoth texts are equally authentic."
    ),
    "a reference to an understanding that does not bind": (
        "Article 1\n\nThe Parties shall follow the talks on the Memorandum of 1999, which was not "
        "legally binding.\n\n"
        "Article 2\n\nThis Treaty shall be ratified and shall enter into force on the exchange of "
        "instruments of "
        "ratification."
    ),
}


@pytest.mark.parametrize("name", BINDING)
def test_what_binds_is_not_taken_for_less(treaty: Make, name: str) -> None:
    force = analyse(treaty(BINDING[name])).bindingness
    assert force.force in (BindingForce.BINDING, BindingForce.BINDING_DECLARED), force.reason
    assert force.bound == ("the Government of Arvenia", "the Government of Belmora")


NOT_BINDING = {
    "treaty furniture around a declaration": (
        "1. The Signatories will protect sharks.\n\n2. This Memorandum is not legally binding.\n\n3. "
        "This Memorandum "
        "will take effect on signature.\n\n4. The English and French texts are equally authentic."
    ),
    "no legal obligations": (
        "1. The Participants will hold exercises.\n\n2. Nothing in this Arrangement creates legally binding "
        "obligations under domestic or international law."
    ),
    "a political commitment": (
        "1. The Participants will meet.\n\n2. This Declaration is a political commitment and has no "
        "legal force."
    ),
}


@pytest.mark.parametrize("name", NOT_BINDING)
def test_a_declaration_decides_whatever_stands_around_it(treaty: Make, name: str) -> None:
    analysis = analyse(treaty(NOT_BINDING[name]))
    assert analysis.bindingness.force is BindingForce.NON_BINDING_DECLARED, analysis.bindingness.reason
    assert {one.force for one in analysis.undertakings if one.bearer} <= {Force.ASPIRATIONAL}


def test_without_a_sign_it_cannot_be_told(treaty: Make) -> None:
    force = analyse(treaty("1. Arvenia shall send a letter.\n\n2. Belmora will answer it.")).bindingness
    assert force.force is BindingForce.CANNOT_TELL
    assert force.settles


def test_what_is_declared_an_intention_loses_its_force(treaty: Make) -> None:
    analysis = analyse(treaty(HYBRIDS["two articles are not binding"]))
    forces = {one.passage.path: one.force for one in analysis.undertakings if one.bearer}
    assert forces["art-1"] is Force.FIRM
    assert forces["art-2"] is Force.ASPIRATIONAL
    assert forces["art-3"] is Force.ASPIRATIONAL


def test_will_is_as_firm_as_the_text_that_holds_it(treaty: Make) -> None:
    def force(final: str) -> Force:
        text = f"Article 1\n\nArvenia will repair the bridge.\n\nArticle 2\n\n{final}"
        return analyse(treaty(text)).undertakings[1].force

    assert (
        force("This Agreement is subject to ratification and shall enter into force after it.") is Force.FIRM
    )
    assert (
        force("The Participants do not intend this Memorandum to create legal obligations.")
        is Force.ASPIRATIONAL
    )


def test_every_sign_shows_its_words_and_its_source(treaty: Make) -> None:
    instrument = treaty(BINDING["two sides and effect"])
    signs = analyse(instrument).bindingness.indicators
    assert {sign.layer for sign in signs} == {"legal act", "style"}
    for sign in signs:
        assert sign.passage.verify(instrument)
        assert sign.source


def test_ukrainian_final_clauses_bind() -> None:
    text = (
        "УГОДА\n\nСторони домовилися про таке:\n\nСтаття 1\n\nСторони зобов’язуються будувати міст.\n\n"
        "Стаття 2\n\nЦя Угода підлягає ратифікації та набирає чинності з дати обміну нотами."
    )
    force = analyse(read_bytes(text.encode(), "draft.txt")).bindingness
    assert force.force is BindingForce.BINDING, force.reason


def test_the_drafting_traditions_of_the_parties_are_named() -> None:
    text = (
        "AGREEMENT\n\nThe Government of Ukraine and the Government of the United States of America (each a "
        "“Participant”) have agreed as follows:\n\n1. Ukraine will pay.\n\n2. This Agreement is binding."
    )
    tradition = analyse(read_bytes(text.encode(), "draft.txt")).bindingness.tradition
    assert "United States practice: ambiguous" in tradition
    assert "post-Soviet practice: a duty" in tradition


CONTRACT = (
    "1. The Seller shall deliver gas.\n\n2. The Buyer shall pay.\n\n"
    "3. This Agreement shall be governed by and construed in accordance with the laws of Belmora."
)


def test_a_text_under_the_law_of_a_state_is_a_contract(treaty: Make) -> None:
    force = analyse(treaty(CONTRACT)).bindingness
    assert force.force is BindingForce.CONTRACT
    assert "not as a treaty" in force.reason
    assert [sign.passage.quote for sign in force.indicators if sign.layer == "domestic law"]
    assert any("strike the choice" in tip for tip in force.tips)


def test_treaty_acts_under_the_law_of_a_state_contradict_one_another(treaty: Make) -> None:
    force = analyse(treaty(CONTRACT + "\n\n4. This Agreement is subject to ratification.")).bindingness
    assert force.force is BindingForce.HYBRID
    assert "the law of a state all the same" in force.reason


def test_international_law_makes_no_contract(treaty: Make) -> None:
    text = (
        "1. Arvenia shall deliver gas.\n\n2. This Agreement shall be governed by international law.\n\n"
        "3. This Agreement shall enter into force upon ratification."
    )
    assert analyse(treaty(text)).bindingness.force is BindingForce.BINDING


WILL = (
    "1. {0} will build a port.\n\n2. {1} will buy its goods.\n\n3. They will meet.\n\n"
    "4. They will report.\n\n"
    "5. This Treaty will enter into force on signature."
)


def between(one: str, other: str) -> Instrument:
    text = f"AGREEMENT\n\nThe Government of {one} and the Government of {other} have agreed as follows:\n\n"
    return read_bytes((text + WILL.format(one, other)).encode(), "draft.txt")


def test_a_practice_in_which_will_is_a_duty_is_followed() -> None:
    georgian, british = between("Georgia", "Ukraine"), between("Australia", "New Zealand")
    assert analyse(georgian).bindingness.force is BindingForce.BINDING
    assert analyse(british).bindingness.force is BindingForce.HYBRID
    assert "the parties draft so" in analyse(georgian).bindingness.chosen


def test_where_the_parties_draft_differently_the_weaker_reading_holds() -> None:
    force = analyse(between("Ukraine", "New Zealand")).bindingness
    assert "draft differently" in force.chosen
    assert force.force is BindingForce.HYBRID


def test_whoever_asks_may_name_the_tradition() -> None:
    text = between("Australia", "New Zealand")
    assert analyse(text, tradition="post-soviet").bindingness.force is BindingForce.BINDING
    with pytest.raises(InvalidData, match="there are american, british"):
        analyse(text, tradition="martian")


def test_an_exception_behind_it_does_not_hide_that_the_text_declares_itself_not_binding() -> None:
    text = (
        "MEMORANDUM OF UNDERSTANDING\n\n1. The Participants will share data.\n\n"
        "2. Nothing in this Memorandum creates legally binding obligations, save as the law requires.\n"
    )
    found = analyse(read_bytes(text.encode(), "draft.txt")).bindingness
    assert found.force is BindingForce.NON_BINDING_DECLARED


def test_a_text_that_does_not_bind_but_for_one_paragraph_is_a_hybrid() -> None:
    text = (
        "MEMORANDUM OF UNDERSTANDING\n\n1. The Participants will share data.\n\n"
        "2. Nothing in this Memorandum is intended to create legal rights or obligations, "
        "except that paragraph 3 binds the Participants.\n\n3. Information will be kept.\n"
    )
    assert analyse(read_bytes(text.encode(), "draft.txt")).bindingness.force is BindingForce.HYBRID


@pytest.mark.parametrize(
    ("clause", "law"),
    [
        (
            "This Agreement shall be governed by the laws of the State of Dorvan.",
            "the law of the State of Dorvan",
        ),
        (
            "This Agreement is governed by the laws of Dorvan without regard to conflicts of laws.",
            "the law of Dorvan",
        ),
        ("Dorvan law governs.", "Dorvan law"),
        ("Disputes are settled by arbitration. Dorvan law applies to this Agreement.", "Dorvan law"),
    ],
)
def test_the_law_that_a_contract_chooses_is_named(treaty: Make, clause: str, law: str) -> None:
    found = analyse(treaty(f"Article 1\n\nThe Parties shall pay.\n\nArticle 2\n\n{clause}\n")).bindingness
    assert found.force is BindingForce.CONTRACT
    assert f"It puts itself under {law}: it binds" in found.reason


def test_words_that_are_not_there_do_not_point_both_ways() -> None:
    found = analyse(read_bytes(b"ANNEX\n\n1. Deposits of Novo, 43 million tonnes\n", "x.txt")).bindingness
    assert found.force is BindingForce.CANNOT_TELL
    assert "both ways" not in found.reason
    assert "too few (0)" in found.reason


def test_a_letter_of_one_side_is_not_called_harmless() -> None:
    """A minister's promise can bind by itself; words such as "will" do not show the contrary."""
    letter = (
        b"Ministry of Mines\nTavira, 14 April 2026\n\nTo: Northern Copper Ltd\n\nDear Sir,\n\nFurther to our "
        b"meeting I confirm that the Government of Tavira will grant your company a mining licence, will not "
        b"levy the windfall tax for 30 years and will procure that the state share does not exceed "
        b"10 percent.\n\nYours faithfully,\nMinister of Mines\n"
    )
    found = analyse(read_bytes(letter, "letter.txt"))
    assert found.bindingness.force is BindingForce.CANNOT_TELL
    assert "promise of one side" in found.bindingness.reason
    assert any(
        "mining licence" in one.passage.quote for one in found.undertakings if one.force is not Force.RECITAL
    )


@pytest.mark.parametrize(
    "clause",
    [
        "Except for paragraphs 1 and 2, it is not intended to be legally binding.",
        "This Memorandum, except paragraphs 1 and 2, does not create rights or obligations in law.",
    ],
)
def test_what_is_excepted_from_a_denial_is_not_called_harmless(clause: str) -> None:
    text = f"TERM SHEET\n\n1. The Seller shall keep it secret.\n\n2. English law applies.\n\n3. {clause}\n"
    found = analyse(read_bytes(text.encode(), "draft.txt")).bindingness
    assert found.force is BindingForce.HYBRID
    assert not any(sign.binding for sign in found.indicators if clause in sign.passage.quote)
