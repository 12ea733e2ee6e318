"""What surrounds a duty: conditions, exceptions, limits, softeners; force; whom it is for; the other side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from fullpowers.language import analyse, view
from fullpowers.language.modality import languages, markers
from fullpowers.language.views import as_seen_by
from fullpowers.model import Force, Instrument, Modality, Undertaking
from fullpowers.reading import read_bytes

Make = Callable[[str], Instrument]
ARVENIA, BELMORA = "the Government of Arvenia", "the Government of Belmora"
FINAL = "\n\nArticle 2\n\nThis Treaty is subject to ratification and shall enter into force after it."


def only(treaty: Make, sentence: str) -> Undertaking:
    instrument = treaty(f"Article 1\n\n{sentence}{FINAL}")
    (one,) = (one for one in analyse(instrument).undertakings if one.passage.path == "art-1")
    return one


@pytest.mark.parametrize(
    ("sentence", "force"),
    [
        ("Arvenia shall pay the price.", Force.FIRM),
        ("Arvenia will pay the price.", Force.FIRM),
        ("If the deposit is found, Arvenia shall pay the price.", Force.QUALIFIED),
        ("Subject to its laws and regulations, Arvenia shall issue visas.", Force.QUALIFIED),
        ("Arvenia shall, as appropriate, issue visas.", Force.QUALIFIED),
        ("Arvenia shall encourage investment.", Force.QUALIFIED),
        (
            "Arvenia shall contribute ships, as may be further described in a separate agreement.",
            Force.QUALIFIED,
        ),
        ("Arvenia shall endeavour to pay the price.", Force.BEST_EFFORTS),
        ("Arvenia shall use all reasonable efforts to pay the price.", Force.BEST_EFFORTS),
        ("Arvenia intends to pay the price.", Force.ASPIRATIONAL),
        ("Arvenia should pay the price.", Force.ASPIRATIONAL),
    ],
)
def test_force(treaty: Make, sentence: str, force: Force) -> None:
    assert only(treaty, sentence).force is force


def test_what_a_duty_depends_on_is_kept_in_its_own_words(treaty: Make) -> None:
    one = only(
        treaty,
        "Upon receipt of the bill, Arvenia shall pay Belmora within thirty days, unless the goods are "
        "spoiled, "
        "to the extent permitted by its law.",
    )
    assert [passage.quote for passage in one.conditions] == ["Upon receipt of the bill"]
    assert [passage.quote for passage in one.exceptions] == ["unless the goods are spoiled"]
    assert [passage.quote for passage in one.time_limits] == ["within thirty days"]
    assert one.softeners
    assert one.specific


def test_a_figure_or_a_veto_is_specific_whatever_the_force(treaty: Make) -> None:
    assert only(treaty, "Arvenia intends to contribute 50 percent of the royalties.").specific
    assert only(treaty, "Neither Party shall sell its share without the consent of the other.").specific
    assert not only(treaty, "Arvenia shall respect Article 12 of this Treaty.").specific


@pytest.mark.parametrize(
    ("sentence", "beneficiary"),
    [
        ("Arvenia shall pay to Belmora a fee.", BELMORA),
        ("Arvenia shall inform the other Party of any delay.", BELMORA),
        ("Arvenia shall contribute to the Fund one half of the royalties.", "the Fund"),
        ("Arvenia shall clean the river.", ""),
    ],
)
def test_whom_it_is_for(treaty: Make, sentence: str, beneficiary: str) -> None:
    assert only(treaty, sentence).beneficiary == beneficiary


def test_what_obliges_one_party_entitles_the_other(treaty: Make) -> None:
    duty = only(treaty, "Arvenia shall pay to Belmora a fee.")
    assert as_seen_by(duty, ARVENIA) is Modality.OBLIGATION
    assert as_seen_by(duty, BELMORA) is Modality.ENTITLEMENT
    release = only(treaty, "Arvenia shall not be liable to Belmora for delays.")
    assert as_seen_by(release, BELMORA) is Modality.NO_ENTITLEMENT
    assert as_seen_by(only(treaty, "Arvenia may inspect the books."), BELMORA) is None
    ban = only(treaty, "Arvenia shall not disclose the data to Belmora.")
    assert as_seen_by(ban, BELMORA) is Modality.ENTITLEMENT
    denied = only(treaty, "Arvenia has no right to compensation from Belmora.")
    assert as_seen_by(replace(denied, beneficiary=BELMORA), BELMORA) is Modality.NO_OBLIGATION
    assert as_seen_by(only(treaty, "Arvenia intends to help Belmora."), BELMORA) is None


def test_the_page_says_what_the_other_side_has_by_a_duty(treaty: Make) -> None:
    instrument = treaty(f"Article 1\n\nArvenia shall pay to Belmora a fee.{FINAL}")
    assert "<em>who thereby has</em> entitlement" in view(instrument, analyse(instrument))


def test_a_relative_clause_carries_no_undertaking_of_its_own(treaty: Make) -> None:
    one = only(
        treaty, "Arvenia shall honour the promises that Belmora may make or which the Parties may accept."
    )
    assert (one.bearer, one.modality) == (ARVENIA, Modality.OBLIGATION)


def test_two_verbs_of_one_subject_are_two_undertakings(treaty: Make) -> None:
    instrument = treaty(f"Article 1\n\nArvenia shall build the road and may charge a toll.{FINAL}")
    found = [one for one in analyse(instrument).undertakings if one.passage.path == "art-1"]
    assert [(one.bearer, one.modality) for one in found] == [
        (ARVENIA, Modality.OBLIGATION),
        (ARVENIA, Modality.PERMISSION),
    ]


def test_where_nobody_is_named_the_confidence_says_so(treaty: Make) -> None:
    named, unnamed = only(treaty, "Arvenia shall pay."), only(treaty, "Payment shall be made.")
    assert unnamed.bearer == ""
    assert unnamed.confidence < named.confidence
    assert "does not say who" in unnamed.why


def test_a_sentence_that_fits_no_rule_is_listed_and_not_guessed_at(treaty: Make) -> None:
    analysis = analyse(treaty("Article 1\n\nRoads, bridges, tunnels and the like."))
    assert [passage.quote for passage in analysis.not_understood] == ["Roads, bridges, tunnels and the like."]
    assert analysis.understood == analysis.sentences - 1


UKRAINIAN = [
    ("Уряд України зобов’язується сплачувати ренту.", "obligation"),
    ("Уряд України не може передавати частку.", "prohibition"),
    ("Уряд України може відкласти платіж.", "permission"),
    ("Уряд України має право перевіряти рахунки.", "entitlement"),
    ("Уряд України не зобов’язаний надавати позики.", "no obligation"),
    ("Уряд України не має права на відсотки.", "no entitlement"),
    ("Уряд України має намір створити фонд.", "intention"),
    ("Уряд України визнає борг.", "declaration"),
    ("Уряд України надає звіт щороку.", "obligation"),
    ("Уряд України докладатиме зусиль для збереження миру.", "obligation"),
    ("Уряд України інформуватиме іншу Сторону.", "obligation"),
    ("Якщо виникне спір, Уряд України повинен провести консультації.", "obligation"),
]


@pytest.mark.parametrize(("sentence", "modality"), UKRAINIAN)
def test_the_commonest_forms_in_ukrainian(sentence: str, modality: str) -> None:
    text = (
        "УГОДА\n\nУряд України та Уряд Арвенії домовилися про таке:\n\n"
        f"Стаття 1\n\n{sentence}\n\nСтаття 2\n\nЦя Угода набирає чинності з дати підписання."
    )
    found = analyse(read_bytes(text.encode(), "draft.txt")).undertakings
    assert [one.modality.value for one in found if one.passage.path == "art-1"] == [modality]


SAMPLES = {
    "en": "shall not pay/may pay/will strive to pay/agree to pay/waive claims/recognise it/are bound to pay",
    "fr": "s’engagent à/peuvent/ne peut/ont l’intention/doit/n’est pas tenue de/renonce à/versera",
    "uk": "зобов’язуються/можуть/не можуть/мають намір/визнають/повинні/сприятимуть/не зобов’язані",
}


@pytest.mark.parametrize("language", languages())
def test_the_list_of_first_words_hides_no_marker(language: str) -> None:
    for words in SAMPLES[language].split("/"):
        assert len(markers(f"x {words} y", 0, len(words) + 4, language)) == 1, words


def test_the_view_shows_the_whole_text_escaped_and_without_a_script(treaty: Make) -> None:
    instrument = treaty(
        "Article 1\n\nArvenia shall pay <b>5</b> & more.\n\nArticle 2\n\nRoads, bridges and such."
    )
    page = view(instrument, analyse(instrument))
    assert '<span class="u obligation' in page
    assert "&lt;b&gt;5&lt;/b&gt; &amp; more" in page
    assert '<span class="lost">Roads, bridges and such.</span>' in page
    assert "<script" not in page
    assert "http:" not in page
    assert "https:" not in page


OBJECTS = [
    ("Arvenia shall supply the documents listed in Annex II.", "the documents listed"),
    ("Arvenia shall pay to Belmora a fee of five percent.", "a fee of five percent"),
    ("Arvenia shall inform the other Party of any delay.", "the other Party of any delay"),
    ("Arvenia shall comply with the laws of Belmora.", "the laws of Belmora"),
    ("The price shall be paid by Arvenia.", "The price"),
    ("Arvenia will contribute to the Fund 50 percent of all royalties.", "50 percent of all royalties"),
    ("Arvenia may inspect and copy the books at any time.", "the books"),
    ("Arvenia undertakes to keep safe, in good order, the archive.", "safe"),
    ("Arvenia shall cooperate.", ""),
    ("Neither Party shall transfer its share without the consent of the other.", "its share"),
    ("Arvenia shall endeavour to avoid conflicts with its duties.", "conflicts"),
    ("Upon request, Arvenia shall promptly deliver every sample to Belmora.", "every sample"),
    ("Arvenia shall not sell the island.", "the island"),
    ("The road shall be repaired within a year.", "The road"),
    ("Arvenia shall grant the citizens of Belmora free entry.", "the citizens of Belmora free entry"),
]


@pytest.mark.parametrize(("sentence", "thing"), OBJECTS)
def test_what_is_done_something_to(treaty: Make, sentence: str, thing: str) -> None:
    assert only(treaty, sentence).object == thing


@pytest.mark.parametrize(
    ("sentence", "force"),
    [
        ("Arvenia shall negotiate in good faith a separate agreement on transit.", Force.FIRM),
        ("Arvenia shall pay a fee to be agreed.", Force.QUALIFIED),
        ("Arvenia shall lend ships as set out in a subsequent agreement.", Force.QUALIFIED),
        ("The terms shall be laid down in an additional protocol.", Force.QUALIFIED),
        ("The Parties shall conclude a further agreement.", Force.FIRM),
    ],
)
def test_an_agreement_to_agree_is_told(treaty: Make, sentence: str, force: Force) -> None:
    one = only(treaty, sentence)
    assert one.later
    assert one.force is force
    assert "agreement still to be made" in one.why or "duty to negotiate" in one.why


@pytest.mark.parametrize(
    "sentence",
    [
        "Arvenia shall pay the price set out in Annex I.",
        "Arvenia shall honour the agreement signed in 1999.",
        "Arvenia shall keep to the terms defined in the Transit Agreement.",
    ],
)
def test_an_agreement_that_is_there_is_no_later_one(treaty: Make, sentence: str) -> None:
    assert only(treaty, sentence).later == ()


def test_a_name_given_to_a_later_agreement_is_known_everywhere(treaty: Make) -> None:
    instrument = treaty(
        "Article 1\n\nArvenia shall lend ships, as described in the Port Agreement.\n\n"
        "Article 2\n\nFurther terms will be set out in a subsequent agreement (the Port Agreement)." + FINAL
    )
    first = next(one for one in analyse(instrument).undertakings if one.passage.path == "art-1")
    assert [passage.quote for passage in first.later] == ["as described in the Port Agreement"]


def test_discretion_is_told_apart_from_other_room(treaty: Make) -> None:
    one = only(treaty, "Arvenia may, in its sole discretion, refund the price.")
    assert [passage.quote for passage in one.discretion] == ["in its sole discretion"]
    assert "somebody's own judgment" in one.why


def test_the_view_says_how_much_was_understood_and_lists_the_rest(treaty: Make) -> None:
    instrument = treaty("Article 1\n\nArvenia shall pay.\n\nArticle 2\n\nRoads, bridges and such.")
    page = view(instrument, analyse(instrument))
    assert "2 of 3 operative sentences were understood (67 %)" in page
    assert '<a href="#art-2">art-2</a> Roads, bridges and such.' in page
    assert 'tabindex="0" aria-describedby=' in page


def test_a_sentence_that_defines_has_the_colour_of_definitions(treaty: Make) -> None:
    instrument = treaty("Article 1\n\n“Fund” means the fund of Arvenia.")
    assert '<span class="u definition' in view(instrument, analyse(instrument))


@pytest.mark.parametrize(
    "sentence",
    [
        "The Government of Arvenia shall recover its Petroleum Costs out of 65 percent of production.",
        "The Government of Arvenia recovers its costs from a maximum of 65 percent of production.",
    ],
)
def test_who_recovers_its_costs_owes_nothing_by_it(treaty: Make, sentence: str) -> None:
    assert only(treaty, sentence).modality is Modality.ENTITLEMENT
    instrument = treaty(f"Article 1\n\n{sentence}\n")
    shares = [term for term in analyse(instrument).terms if term.quantity and term.quantity.unit == "percent"]
    assert [term.bearer for term in shares] == [""]


def test_who_holds_an_interest_gives_nothing_by_it(treaty: Make) -> None:
    held = "The Government of Arvenia shall hold 100 percent of the financial interest in the Fund."
    assert only(treaty, held).modality is Modality.ENTITLEMENT
    consultations = "The Government of Arvenia shall hold consultations with the Government of Belmora."
    assert only(treaty, consultations).modality is Modality.OBLIGATION
