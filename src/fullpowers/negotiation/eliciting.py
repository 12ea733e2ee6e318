"""Preferences by asking: swing weights, and a check of each against another trade.

The method is swing weighting (von Winterfeldt and Edwards 1986, remembered): the actor orders the options of
each issue, then says how much the swing from worst to best in each issue matters beside the one that matters
most. A few trades are then asked about; an answer that contradicts the weights widens the weight to a range,
so that the doubt stays in the result.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from fullpowers.model import InvalidData

from .preferences import IssueEntry, Preferences, Uncertain

_CHECKS = 3


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask; the answer is one of ``choices``, or a number from 0 to 100 when there are none."""

    text: str
    choices: tuple[str, ...] = ()


Ask = Callable[[Question], str]


def elicit(preferences: Preferences, actor_id: str, ask: Ask) -> tuple[Preferences, tuple[str, ...]]:
    """The preferences with the values, weights and reservation of one actor as it answers.

    Args:
        preferences: a file of issues and actors; what it holds of this actor is replaced.
        actor_id: whose preferences are asked for.
        ask: puts a question and returns the answer, which must fit it.

    Returns the new preferences, and in words each answer that did not fit the weights.

    Raises:
        InvalidData: there is no such actor, or an answer does not fit its question.
    """
    actor = next((one for one in preferences.actors if one.id == actor_id), None)
    if actor is None:
        known = ", ".join(one.id for one in preferences.actors)
        raise InvalidData(f"no actor {actor_id!r} in the file; it has {known}")
    values = {issue.id: _values(issue, ask) for issue in preferences.issues}
    weights = _weights(preferences.issues, values, ask)
    ranges, doubts = _checked(preferences.issues, values, weights, ask)
    reservation = _number(
        Question("On a scale where the best package is 100 and the worst 0: how good is having no deal?"), ask
    )
    asked = replace(
        actor,
        values=values,
        weights=ranges,
        ranking=(),
        reservation=reservation,
        source="asked by swing weights",
    )
    actors = tuple(asked if one.id == actor_id else one for one in preferences.actors)
    return replace(preferences, actors=actors), doubts


def _values(issue: IssueEntry, ask: Ask) -> dict[str, float]:
    # what an option is worth that depends on an event follows from its ends
    titles = {option.title: option.id for option in issue.options if option.contingent is None}
    if len(titles) == 1:
        return {next(iter(titles.values())): 100.0}
    best = _choice(Question(f"{issue.title}: which is best?", tuple(titles)), ask)
    rest = tuple(title for title in titles if title != best)
    worst = rest[0] if len(rest) == 1 else _choice(Question(f"{issue.title}: which is worst?", rest), ask)
    values = {titles[best]: 100.0, titles[worst]: 0.0}
    for title in rest:
        if title != worst:
            question = f"{issue.title}: {worst!r} is 0 and {best!r} is 100; how good is {title!r}?"
            values[titles[title]] = _number(Question(question), ask)
    return {option.id: values[option.id] for option in issue.options if option.id in values}


def _weights(
    issues: tuple[IssueEntry, ...], values: dict[str, dict[str, float]], ask: Ask
) -> dict[str, float]:
    swings = {f"{issue.title}: {_swing(issue, values)}": issue.id for issue in issues}
    first = _choice(
        Question(
            "All issues stand at their worst. Which one would you raise to its best first?", tuple(swings)
        ),
        ask,
    )
    weights = {swings[first]: 100.0}
    for swing, issue in swings.items():
        if swing != first:
            question = f"If that counts 100, how much counts {swing}?"
            weights[issue] = _number(Question(question), ask)
    return {issue.id: weights[issue.id] for issue in issues}


def _checked(
    issues: tuple[IssueEntry, ...],
    values: dict[str, dict[str, float]],
    weights: dict[str, float],
    ask: Ask,
) -> tuple[dict[str, Uncertain], tuple[str, ...]]:
    """Trades between the weightiest neighbours, one whole swing against another; and what did not fit."""
    ranges: dict[str, Uncertain] = dict(weights)
    doubts = []
    order = sorted((issue for issue in issues if weights[issue.id] > 0), key=lambda one: -weights[one.id])
    answers = ("the first", "the second", "they are equal")
    for more, less in islice(pairwise(order), _CHECKS):
        question = (
            f"Which would you rather have: {more.title}, {_swing(more, values)}; or {less.title}, "
            f"{_swing(less, values)}?"
        )
        answer = _choice(Question(question, answers), ask)
        high, low = weights[more.id], weights[less.id]
        expected = "they are equal" if high == low else "the first"
        if answer != expected:
            ranges[less.id] = (low, max(high, low))
            doubts.append(
                f"{less.title} counted {low:g} beside {high:g} of {more.title}, and yet the trade was "
                f"answered: {answer}. Its weight is taken as {low:g} to {max(high, low):g}."
            )
    return ranges, tuple(doubts)


def _swing(issue: IssueEntry, values: dict[str, dict[str, float]]) -> str:
    """From the worst option to the best, in words."""
    known = [option for option in issue.options if option.id in values[issue.id]]
    ordered = sorted(known, key=lambda option: values[issue.id][option.id])
    return f"from {ordered[0].title!r} to {ordered[-1].title!r}"


def _choice(question: Question, ask: Ask) -> str:
    answer = ask(question)
    if answer not in question.choices:
        raise InvalidData(f"{answer!r} is none of {', '.join(question.choices)}")
    return answer


def _number(question: Question, ask: Ask) -> float:
    try:
        number = float(ask(question))
    except ValueError as error:
        raise InvalidData(f"a number from 0 to 100 is asked for: {question.text}") from error
    if not 0 <= number <= 100:
        raise InvalidData(f"a number from 0 to 100 is asked for: {question.text}")
    return number
