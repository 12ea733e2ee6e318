"""Preferences by asking: what is answered is what comes out, and what does not fit stays in doubt."""

from __future__ import annotations

import pytest

from fullpowers.model import InvalidData
from fullpowers.negotiation import Preferences, elicit, negotiate
from fullpowers.negotiation.eliciting import Question
from fullpowers.negotiation.preferences import ActorEntry, IssueEntry, OptionEntry, Uncertain

ISSUES = (
    IssueEntry(
        "gas", "Gas", (OptionEntry("a", "50 percent"), OptionEntry("b", "58"), OptionEntry("c", "66"))
    ),
    IssueEntry("cap", "Cap", (OptionEntry("n", "none"), OptionEntry("y", "a cap"))),
)


@pytest.fixture
def wanted() -> Preferences:
    values = {"gas": {"a": 0.0, "b": 0.0, "c": 0.0}, "cap": {"n": 0.0, "y": 0.0}}
    weights: dict[str, Uncertain] = {"gas": 1, "cap": 1}
    us = ActorEntry("us", "Us", "principal", "us", "not asked yet", weights, values)
    theirs: dict[str, dict[str, float]] = {"gas": {"a": 0, "b": 50, "c": 100}, "cap": {"n": 100, "y": 0}}
    them = ActorEntry("them", "Them", "principal", "them", "assumed", weights, theirs, 20)
    return Preferences("A deal", ISSUES, (us, them))


def answering(*answers: str) -> tuple[list[Question], object]:
    """A person who gives these answers, and the questions that were put."""
    put: list[Question] = []
    left = iter(answers)

    def ask(question: Question) -> str:
        put.append(question)
        return next(left)

    return put, ask


FIRST = "Gas: from '66' to '50 percent'"


def test_what_is_answered_comes_out(wanted: Preferences) -> None:
    put, ask = answering("50 percent", "66", "60", "a cap", FIRST, "40", "the first", "30")
    new, doubts = elicit(wanted, "us", ask)  # type: ignore[arg-type]
    us = new.ordered[0]
    assert us.values == {"gas": {"a": 100, "b": 60, "c": 0}, "cap": {"n": 0, "y": 100}}
    assert us.weights == {"gas": 100, "cap": 40}
    assert us.reservation == 30
    assert doubts == ()
    assert put[0].text == "Gas: which is best?"
    assert new.ordered[1] == wanted.ordered[1]
    assert negotiate(new).frontier


def test_an_answer_that_contradicts_the_weights_widens_them(wanted: Preferences) -> None:
    _, ask = answering("50 percent", "66", "60", "a cap", FIRST, "40", "the second", "30")
    new, (doubt,) = elicit(wanted, "us", ask)  # type: ignore[arg-type]
    assert new.ordered[0].weights["cap"] == (40, 100)
    assert "Cap counted 40 beside 100" in doubt


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (("70 percent",), "none of"),
        (("50 percent", "66", "much"), "number from 0 to 100"),
        (("50 percent", "66", "101"), "number from 0 to 100"),
    ],
)
def test_an_answer_that_fits_nothing_is_refused(
    answers: tuple[str, ...], says: str, wanted: Preferences
) -> None:
    _, ask = answering(*answers)
    with pytest.raises(InvalidData, match=says):
        elicit(wanted, "us", ask)  # type: ignore[arg-type]


def test_an_unknown_actor_is_told_with_those_there_are(wanted: Preferences) -> None:
    with pytest.raises(InvalidData, match="it has us, them"):
        elicit(wanted, "ua", lambda question: "")
