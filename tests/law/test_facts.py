"""Facts in the text: the words that show them, and the words that only look alike. All sentences are ours."""

import pytest

from fullpowers.model import Fact, Origin, Truth

from .conftest import opinion_of

HEAD = (
    "AGREEMENT BETWEEN THE GOVERNMENT OF UKRAINE AND THE GOVERNMENT OF CANADA ON COOPERATION\n\nArticle 1\n\n"
)

SHOWN = [
    ("declares_binding", "This Agreement is legally binding on the Parties."),
    ("declares_binding", "The remaining Articles are binding."),
    ("declares_nonbinding", "This Memorandum does not create any legal obligations."),
    ("treaty_form", "This Agreement shall enter into force thirty days after signature."),
    ("chooses_domestic_law", "This Agreement shall be governed by the laws of England and Wales."),
    ("force_on_signature", "This Agreement shall enter into force on the date of its signature."),
    (
        "force_on_procedures",
        "It shall enter into force once both Parties have completed their legal procedures.",
    ),
    ("force_on_procedures", "The procedures required for its entry into force shall be notified."),
    ("subject_to_ratification", "This Agreement is subject to ratification."),
    ("subject_to_ratification", "It shall enter into force on the exchange of instruments of ratification."),
    ("later_agreement_ratified", "The Fund Agreement shall be ratified by the Parliament."),
    ("provisional_application", "The Parties shall apply this Agreement provisionally from signature."),
    ("exit_clause", "Either Party may terminate this Agreement by written notice."),
    ("exit_clause", "The Agreement shall be invalid twelve months after a notification by one Party."),
    (
        "force_on_procedures",
        "It becomes effective on the last notice of completion of all intra-state procedures.",
    ),
    ("exit_by_consent_only", "It may be terminated only by agreement of both Parties."),
    ("fixed_term", "This Agreement shall remain in force for ten years."),
    ("languages_settled", "Done in two originals, each in the Ukrainian and English languages."),
    ("one_language", "Done in two originals in the English language."),
    ("amended_by_one_side", "The Government of Canada may extend the Annex by notice."),
    ("grants_resource_right", "The Government of Ukraine grants a licence to explore for lithium deposits."),
    ("transfers_ownership", "Ukraine transfers title to the deposits of titanium."),
    (
        "veto_over_owner",
        "The Government of Ukraine shall not sell any port without the prior consent of Canada.",
    ),
    ("exclusive_rights", "The Company shall have the exclusive right to extract graphite."),
    ("exclusive_rights", "The Fund has a right of first refusal."),
    ("commits_revenue", "The Government of Ukraine will transfer to the Fund half of its royalties."),
    ("commits_revenue_firmly", "The Government of Ukraine shall pay 20 percent of all fees and royalties."),
    ("tax_exemption", "The Fund shall be exempt from all taxes of Ukraine."),
    ("waives_immunity", "Ukraine waives immunity from suit and from execution."),
    ("freezes_law", "If the law of Ukraine and this Agreement differ, this Agreement shall prevail."),
    ("past_aid_as_debt", "Aid that was provided before is a debt that Ukraine shall repay."),
    ("secret_terms", "The Parties shall keep the terms of this Agreement confidential."),
    (
        "safeguards_law",
        "It shall be carried out in conformity with the constitution and the laws of Ukraine.",
    ),
    ("safeguards_eu", "The Parties shall avoid conflict with obligations towards the European Union."),
    ("refers_to_missing_instrument", "Shares are as defined in the Partnership Agreement."),
]

NOT_SHOWN = [
    ("declares_binding", "The award of the tribunal shall be binding on the Parties."),
    ("declares_binding", "Duties are binding only as far as other treaties allow."),
    (
        "force_on_signature",
        "It shall enter into force on the date of signature of the notes on ratification.",
    ),
    ("force_on_procedures", "The Parties shall set up effective procedures for complaints."),
    ("force_on_procedures", "An amendment shall enter into force when procedures have been completed."),
    ("subject_to_ratification", "The Fund Agreement shall be ratified by the Parliament."),
    ("provisional_application", "A Party may apply provisional safeguard measures."),
    ("exit_clause", "It may be terminated only by mutual consent."),
    ("languages_settled", "The chair goes round in the order of names in the English language."),
    ("grants_resource_right", "The Parties grant each other tariff concessions."),
    ("transfers_ownership", "Nothing in this Agreement transfers ownership of the subsoil."),
    ("changes_territory", "Payments may be transferred to the territory of the other Party."),
    ("exclusive_rights", "The Fund has no right of first refusal."),
    ("exclusive_rights", "Rules on competition apply to undertakings with special or exclusive rights."),
    ("tax_exemption", "Exports get no exemptions and drawbacks from indirect tax."),
    ("waives_immunity", "Nothing in this Agreement waives immunity."),
    ("past_aid_as_debt", "Aid that was provided before is neither a contribution nor a debt."),
    ("chooses_domestic_law", "This Agreement shall be governed by international law."),
    ("amended_by_one_side", "The Parties may amend this Agreement by agreement."),
    # seen in real treaties and contracts, and mended at their cause
    ("declares_nonbinding", "The report of the panel shall be non-binding."),
    ("declares_nonbinding", "A ruling shall not create any rights or obligations for natural persons."),
    ("exclusive_rights", "Performers have the exclusive right to authorise or prohibit the fixation."),
    ("transfers_ownership", "An entity prospects on its own behalf for hydrocarbons and resources."),
    ("grants_resource_right", "Licences to explore for oil are granted by a published procedure."),
    ("force_on_signature", "After the entry into force they keep what exists on the date of signature."),
    ("liability_waiver", "The Licensor shall indemnify the Distributor against all claims."),
    ("past_aid_as_debt", "Aid granted is geared to the capacity to absorb and repay."),
]


def fact(name: str, text: str) -> Fact:
    return next(one for one in opinion_of(text).facts if one.name == name)


@pytest.mark.parametrize(("name", "sentence"), SHOWN)
def test_words_that_show_a_fact(name: str, sentence: str) -> None:
    found = fact(name, HEAD + sentence + "\n")
    assert found.value is Truth.TRUE, found
    assert found.origin is Origin.TEXT
    assert [passage.quote for passage in found.passages] == [sentence]


@pytest.mark.parametrize(("name", "sentence"), NOT_SHOWN)
def test_words_that_only_look_alike(name: str, sentence: str) -> None:
    assert fact(name, HEAD + sentence + "\n").value is not Truth.TRUE


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("This Agreement shall remain in force for thirty years.", 30),
        ("This Agreement shall remain in force for twenty-five (25) years.", 25),
        ("The licence is granted for a period of 18 months.", 1.5),
        ("This Agreement shall remain in force for some years.", None),
    ],
)
def test_figures_in_digits_and_words(sentence: str, years: float | None) -> None:
    assert fact("term_years", HEAD + sentence + "\n").number == years


def test_a_sentence_that_can_be_read_both_ways_is_ambiguous() -> None:
    found = fact(
        "chooses_domestic_law",
        HEAD
        + "This Agreement shall be governed by the law of England.\n\nArticle 2\n\n"
        + "This Agreement shall be governed by international law.\n",
    )
    assert found.value is Truth.UNKNOWN
    assert found.why_unknown.startswith("ambiguous")
    assert len(found.passages) == 2


def test_a_text_that_rests_on_another_instrument_may_be_silent_because_of_it() -> None:
    alone = fact("signed_by_president", HEAD + "The Parties cooperate.\n")
    resting = fact("signed_by_president", HEAD + "Shares are as defined in the Partnership Agreement.\n")
    assert "was not provided" not in alone.why_unknown
    assert "was not provided" in resting.why_unknown


def test_a_recital_promises_nothing() -> None:
    text = HEAD.replace(
        "Article 1", "Recalling that Ukraine waives immunity from suit in trade,\n\nHave agreed:\n\nArticle 1"
    )
    assert fact("waives_immunity", text + "The Parties cooperate.\n").value is Truth.FALSE


@pytest.mark.parametrize(
    ("office", "signs"),
    [
        ("President of Ukraine", "president"),
        ("Prime Minister", "prime_minister"),
        ("Minister for Foreign Affairs of Ukraine", "foreign_minister"),
        ("First Deputy Prime Minister - Minister of Economy", ""),
        ("Ambassador to Canada", ""),
    ],
)
def test_who_signs_is_read_from_the_lines_of_ones_own_side(office: str, signs: str) -> None:
    text = (
        HEAD + "The Parties cooperate.\n\nDone at Kyiv on 1 May 2025.\n\nFor the Government of Ukraine:\n\n"
        f"O. Kovalenko\n\n{office}\n\nFor the Government of Canada:\n\nPresident of the Treasury Board\n"
    )
    for other in ("president", "prime_minister", "foreign_minister"):
        expected = Truth.TRUE if other == signs else Truth.FALSE
        assert fact(f"signed_by_{other}", text).value is expected, other


def test_a_name_without_an_office_does_not_say_who_signs() -> None:
    text = (
        HEAD + "The Parties cooperate.\n\nDone at Kyiv.\n\nFor the Government of Ukraine:\n\nO. Kovalenko\n"
    )
    assert fact("signed_by_president", text).value is Truth.UNKNOWN


def test_a_very_long_line_is_read_in_bounded_time() -> None:
    text = HEAD + "revenue shall pay exclusive right consent law " * 40_000
    opinion_of(text)


UKRAINIAN = (
    "УГОДА МІЖ УРЯДОМ УКРАЇНИ ТА УРЯДОМ КАНАДИ ПРО СПІВРОБІТНИЦТВО\n\nУряд України та Уряд Канади домовилися "
    "про таке:\n\nСтаття 1\n\n"
)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("force_on_signature", "Ця Угода набирає чинності з дати її підписання."),
        ("force_on_procedures", "Ця Угода набирає чинності після виконання внутрішньодержавних процедур."),
        ("subject_to_ratification", "Ця Угода підлягає ратифікації."),
        ("transfers_ownership", "Україна передає право власності на надра Фонду."),
        ("exclusive_rights", "Фонд отримує виключне право на видобуток."),
        ("tax_exemption", "Фонд звільняється від усіх податків України."),
        ("waives_immunity", "Україна відмовляється від імунітету."),
        (
            "provisional_application",
            "Сторони застосовують цю Угоду тимчасово, тимчасове застосування триває рік.",
        ),
    ],
)
def test_ukrainian_words_show_facts_too(name: str, sentence: str) -> None:
    assert fact(name, UKRAINIAN + sentence + "\n").value is Truth.TRUE


def test_silence_counts_only_where_words_of_the_language_are_known() -> None:
    text = UKRAINIAN + "Сторони співпрацюють у сфері енергетики та обмінюються досвідом.\n"
    assert fact("waives_immunity", text).value is Truth.FALSE
    assert fact("foreign_forces", text).value is Truth.UNKNOWN
    assert "no words of that language" in fact("foreign_forces", text).why_unknown


@pytest.mark.parametrize(
    ("parties", "between_states"),
    [
        ("the Republic of Ghana and Blue Hill Mining Limited", Truth.FALSE),
        ("the Republic of Ghana and the Republic of Kenya", Truth.TRUE),
        ("the Republic of Ghana, the Republic of Kenya and Blue Hill Mining Limited", Truth.UNKNOWN),
    ],
)
def test_a_state_and_a_company_make_a_contract_not_a_treaty(parties: str, between_states: Truth) -> None:
    text = f"MINING AGREEMENT\n\nbetween {parties}\n\nArticle 1\n\nThe Company shall pay a royalty.\n"
    facts = {fact.name: fact.value for fact in opinion_of(text, side="GH").facts}
    assert facts["between_states"] is between_states
