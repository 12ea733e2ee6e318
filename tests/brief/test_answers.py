"""The first page: never surer than the findings that it rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fullpowers.brief import answer
from fullpowers.model import (
    BindingForce,
    Bindingness,
    Claim,
    ClaimStatus,
    CounterOffer,
    Fact,
    Indicator,
    Ledger,
    Negotiation,
    Notice,
    Origin,
    Outcome,
    Package,
    Review,
    Severity,
    Significance,
    SpeakerKind,
    Standpoint,
    Term,
    TermKind,
    Truth,
)


def with_outcomes(review: Review, *outcomes: Outcome, severity: Severity = Severity.ALARM) -> Review:
    """The review with one finding for each outcome."""
    finding = review.opinion.findings[0]
    findings = tuple(
        replace(finding, rule=f"r{number}", outcome=outcome, severity=severity)
        for number, outcome in enumerate(outcomes)
    )
    return replace(review, opinion=replace(review.opinion, findings=findings))


def test_five_questions_are_answered_in_their_order(reviewed: Review) -> None:
    assert [found.question for found in answer(reviewed)] == [
        "May it be signed today, and by whom?",
        "How binding is it?",
        "What changed of substance?",
        "What does it give, what does it get, and what is missing?",
        "What is not known, and what would settle it?",
    ]


@pytest.mark.parametrize(
    ("outcomes", "severity", "begins", "tone"),
    [
        ((Outcome.CONFLICTS, Outcome.CONFORMS), Severity.ALARM, "Not in this form", "bad"),
        ((Outcome.CONFLICTS,), Severity.CAUTION, "Only with open eyes", "bad"),
        ((Outcome.CANNOT_TELL, Outcome.CONFORMS), Severity.ALARM, "Cannot tell", "open"),
        (
            (Outcome.CONFORMS,),
            Severity.ALARM,
            "Nothing that was checked stands against it: 1 rule is met, 0 do not apply.",
            "neutral",
        ),
        ((), Severity.ALARM, "Cannot tell: no rule", "open"),
        ((Outcome.DOES_NOT_APPLY,), Severity.ALARM, "Cannot tell: no rule", "open"),
    ],
)
def test_may_it_be_signed(
    reviewed: Review, outcomes: tuple[Outcome, ...], severity: Severity, begins: str, tone: str
) -> None:
    first = answer(with_outcomes(reviewed, *outcomes, severity=severity))[0]
    assert first.headline.startswith(begins)
    assert first.tone == tone


def test_one_open_rule_keeps_the_answer_from_being_a_yes(reviewed: Review) -> None:
    open_ = with_outcomes(reviewed, *[Outcome.CONFORMS] * 20, Outcome.CANNOT_TELL)
    assert answer(open_)[0].tone == "open"


def test_what_was_not_checked_is_said(reviewed: Review) -> None:
    assert any("Graustark: there is no pack" in point.text for point in answer(reviewed)[0].points)


def test_when_binding_force_cannot_be_told_nothing_is_claimed(reviewed: Review) -> None:
    silent = Bindingness(BindingForce.CANNOT_TELL, "The signs contradict.", settles=("A declaration.",))
    found = answer(replace(reviewed, analysis=replace(reviewed.analysis, bindingness=silent)))[1]
    assert found.tone == "open"
    assert any("A declaration." in point.text for point in found.points)


def test_changes_come_weightiest_first_with_their_place(reviewed: Review) -> None:
    points = answer(reviewed)[2].points
    assert [point.change for point in points[:3]] == ["c4", "c8", "c12"]
    assert points[0].passages[0].quote == "66 percent"


def test_without_an_earlier_draft_nothing_is_said_of_change(alone: Review) -> None:
    found = answer(alone)[2]
    assert found.headline == "There is no earlier draft to compare with."
    assert found.points == ()


def test_texts_with_little_in_common_are_called_another_document(reviewed: Review) -> None:
    assert reviewed.comparison is not None
    far = replace(reviewed, comparison=replace(reviewed.comparison, similarity=0.1))
    assert "another document" in answer(far)[2].headline


def test_what_is_given_says_how_firm_it_is(reviewed: Review) -> None:
    texts = [point.text for point in answer(reviewed)[3].points]
    assert texts[0] == "Gives, firm: “contribute a share of the revenues from natural gas”"
    assert texts[1] == "Gets, an intention or hope: “contribute USD 500 million each year”"


def test_without_a_party_for_the_side_it_cannot_be_told(reviewed: Review) -> None:
    assert answer(replace(reviewed, party=""))[3].tone == "open"


def test_an_empty_ledger_is_not_called_balanced(reviewed: Review) -> None:
    assert answer(replace(reviewed, ledger=Ledger(())))[3].headline.startswith("Cannot tell")


def test_open_questions_name_what_they_would_decide(reviewed: Review) -> None:
    texts = [point.text for point in answer(reviewed)[4].points]
    assert texts[0] == "Does the signatory hold full powers? Would help to decide 1 finding."
    assert texts[1].startswith("5 of 8 operative sentences")


def test_claims_are_a_sixth_answer_and_the_doubtful_ones_are_named(reviewed: Review) -> None:
    def claim(statement: str, status: ClaimStatus, speaker: str = "a minister") -> Claim:
        return Claim(statement, speaker, SpeakerKind.NAMED, "", status, "because", article="paper.txt")

    said = replace(
        reviewed,
        claims=(
            claim("It rains.", ClaimStatus.NOT_CHECKABLE),
            claim("The share is 66 percent.", ClaimStatus.SUPPORTED),
            claim("The share stays at 50 percent.", ClaimStatus.CONTRADICTED),
        ),
    )
    sixth = answer(said)[5]
    assert sixth.tone == "bad"
    assert "Of 2 statements that the text can settle, it bears out 1 and contradicts 1." in sixth.headline
    assert [point.text for point in sixth.points] == [
        "A minister: “The share stays at 50 percent.”. The text says otherwise."
    ]


def test_without_articles_nothing_is_said_of_claims(reviewed: Review) -> None:
    assert len(answer(reviewed)) == 5


@pytest.mark.parametrize(
    ("accepts", "begins"),
    [
        ((True, True), "A counter-offer that all would accept was found"),
        ((True, False), "No counter-offer that all would accept was found"),
        (None, "Cannot tell: no counter-offer was found"),
    ],
)
def test_a_counter_offer_is_called_acceptable_only_when_all_accept(
    reviewed: Review, accepts: tuple[bool, ...] | None, begins: str
) -> None:
    standpoints = tuple(Standpoint(f"actor {n}", 50, 40, yes) for n, yes in enumerate(accepts or ()))
    offer = CounterOffer(Package("offer", (), standpoints, True, True), (), "words")
    found = Negotiation(
        "preferences", ("us", "them"), (), 1, (), (), (), (), (offer,) if accepts else (), "One sentence."
    )
    last = answer(replace(reviewed, negotiation=found))[-1]
    assert last.question == "What do we answer?"
    assert last.headline.startswith(begins)
    assert "assumed preferences" in last.headline


def test_what_was_slipped_in_is_asked_first(reviewed: Review) -> None:
    comparison = reviewed.comparison
    assert comparison is not None
    silent = next(change for change in comparison.changes if change.significance is Significance.SUBSTANTIVE)
    passage = silent.new[0]
    message = f"{passage.path} was altered without a tracked change in a file that tracks others: more."
    found = answer(
        replace(
            reviewed,
            comparison=replace(
                comparison,
                changes=tuple(
                    replace(change, tracked=False) if change is silent else change
                    for change in comparison.changes
                ),
                notices=(Notice("changed-without-mark", Severity.ALARM, message, passage),),
            ),
        )
    )
    assert found[0].question == "Was anything altered without saying so?"
    assert found[0].headline == "1 change of substance is not marked in a file that marks others."
    assert found[0].points[0].passages == (passage,)
    assert passage.path not in found[0].points[0].text
    assert answer(reviewed)[0].question != found[0].question


def with_fact(review: Review, name: str, value: Truth) -> Review:
    """The review in which one more fact comes out so."""
    facts = (*review.opinion.facts, Fact(name, value, Origin.COMPUTED, "Is it so?"))
    return replace(review, opinion=replace(review.opinion, facts=facts))


def test_a_side_that_is_no_party_is_named_first_and_gets_no_path(reviewed: Review) -> None:
    stranger = replace(
        with_fact(with_outcomes(reviewed, Outcome.CANNOT_TELL), "side_is_party", Truth.FALSE), party=""
    )
    first = answer(stranger)[0]
    assert first.headline == "Cannot tell: RU was not found among the parties."
    assert not any("If signed today" in point.text for point in first.points)


def test_a_text_that_is_not_read_gets_no_answer_about_its_words(reviewed: Review) -> None:
    notice = Notice("unknown-language", Severity.CAUTION, "The language of the text was not recognised.")
    unread = replace(
        with_outcomes(reviewed, Outcome.CANNOT_TELL),
        instrument=replace(reviewed.instrument, notices=(notice,)),
    )
    answers = {one.question: one for one in answer(unread)}
    for question in (
        "May it be signed today, and by whom?",
        "What does it give, what does it get, and what is missing?",
    ):
        assert answers[question].headline == "Cannot tell: the text is in a language that is not read here."
        assert not any("No words were found" in point.text for point in answers[question].points)


def test_questions_that_are_asked_alone_are_not_asked_together_again(reviewed: Review) -> None:
    finding = replace(
        reviewed.opinion.findings[0],
        outcome=Outcome.CANNOT_TELL,
        settles=("One? (yes: conforms)", "Two? (yes: conforms)", "One? And: Two? (no, no: conflicts)"),
    )
    asked = replace(reviewed, opinion=replace(reviewed.opinion, findings=(finding,)))
    points = [point.text for point in answer(asked)[-1].points]
    assert sum("One?" in point for point in points) == 1


def test_a_word_is_no_sign_where_the_text_speaks_of_itself(reviewed: Review) -> None:
    passage = reviewed.instrument.passage(0, 4)
    signs = (
        Indicator("denied", "declaration", False, passage, "us"),
        Indicator("will", "style", True, passage, "us"),
    )
    one = replace(
        reviewed,
        analysis=replace(
            reviewed.analysis,
            bindingness=Bindingness(BindingForce.NON_BINDING_DECLARED, "It says so.", indicators=signs),
        ),
    )
    texts = [point.text for point in answer(one)[1].points]
    assert any(text.startswith("Against:") for text in texts)
    assert not any(text.startswith("For:") for text in texts)


def test_weighty_clauses_stand_on_the_first_page_whoever_they_are_for(reviewed: Review) -> None:
    passage = reviewed.instrument.passage(0, 4)
    terms = (
        Term(TermKind.IMMUNITY_WAIVER, "immunity waiver", passage),
        Term(TermKind.GOVERNING_LAW, "governing law: Dorvan", passage, value="Dorvan"),
    )
    one = replace(reviewed, analysis=replace(reviewed.analysis, terms=terms))
    texts = [point.text for found in answer(one) for point in found.points]
    assert "It holds: governing law (Dorvan); immunity waiver." in texts


def test_without_the_law_of_the_state_nothing_is_called_free_of_conflict(reviewed: Review) -> None:
    met = with_outcomes(reviewed, Outcome.CONFORMS)
    first = answer(replace(met, opinion=replace(met.opinion, domestic=False, state="Zambia")))[0]
    assert first.headline == "Cannot tell: the law of Zambia is not known here."
    assert first.tone == "open"


def test_one_change_in_many_places_is_told_once(reviewed: Review) -> None:
    assert reviewed.comparison is not None
    first = reviewed.comparison.ranked(Significance.SUBSTANTIVE)[0]
    many = tuple(replace(first, id=f"same-{number}") for number in range(7))
    found = answer(replace(reviewed, comparison=replace(reviewed.comparison, changes=many)))[2]
    (point,) = found.points
    assert point.text.endswith("And so in 6 more places.")
