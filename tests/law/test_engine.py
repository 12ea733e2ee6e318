"""What rules make of facts: kinds, exceptions, priority, dates, readings, and what would decide."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.law.entries import Validity
from fullpowers.model import InvalidData, Outcome, Severity, Truth

from .packing import exception, found, outcomes, pack, rule

CONFORMS, CONFLICTS = Outcome.CONFORMS, Outcome.CONFLICTS
OPEN, IDLE = Outcome.CANNOT_TELL, Outcome.DOES_NOT_APPLY


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"c": True, "a": True}, CONFLICTS),
        ({"c": True, "a": False}, CONFORMS),
        ({"c": False, "a": True}, IDLE),
        ({"c": True}, OPEN),
        ({"a": True}, OPEN),
        ({"a": False}, CONFORMS),
        ({"c": False}, IDLE),
    ],
)
def test_a_prohibition(facts: dict[str, bool], expected: Outcome) -> None:
    assert outcomes(pack([rule(applies_when="c")]), **facts) == {"r": expected}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"c": True, "a": True, "d": True}, CONFORMS),
        ({"c": True, "a": True, "d": False}, CONFLICTS),
        ({"c": True, "a": False, "d": False}, IDLE),
        ({"c": False, "a": True, "d": False}, IDLE),
        ({"d": True}, CONFORMS),
        ({"a": True, "d": False}, OPEN),
        ({"c": True, "a": True}, OPEN),
    ],
)
def test_a_requirement(facts: dict[str, bool], expected: Outcome) -> None:
    law = pack([rule(kind="requirement", applies_when="c", met_when="d")])
    assert outcomes(law, **facts) == {"r": expected}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"a": True, "d": False}, CONFORMS),
        ({"a": False}, IDLE),
        ({"a": True, "d": True}, IDLE),
        ({"a": True}, OPEN),
    ],
)
def test_a_consequence_follows_or_does_not(facts: dict[str, bool], expected: Outcome) -> None:
    assert outcomes(pack([rule(kind="consequence", met_when="d")]), **facts) == {"r": expected}


@pytest.mark.parametrize(
    ("effect", "holds", "met", "expected"),
    [
        ("disapplies", True, False, IDLE),
        ("disapplies", False, False, CONFLICTS),
        ("disapplies", None, False, OPEN),
        ("saves", True, False, CONFORMS),
        ("saves", False, False, CONFLICTS),
        ("saves", None, False, OPEN),
        ("saves", None, True, CONFORMS),
        ("conditions", True, True, CONFORMS),
        ("conditions", False, True, CONFLICTS),
        ("conditions", None, True, OPEN),
        ("conditions", False, False, CONFLICTS),
        ("reverses", True, True, CONFLICTS),
        ("reverses", True, False, CONFORMS),
        ("reverses", False, True, CONFORMS),
        ("reverses", None, True, OPEN),
        ("modifies", True, True, OPEN),
        ("modifies", False, True, CONFORMS),
        ("modifies", None, False, OPEN),
    ],
)
def test_the_five_effects_of_an_exception(
    effect: str, holds: bool | None, met: bool | None, expected: Outcome
) -> None:
    instead = "e" if effect == "modifies" else ""
    law = pack([rule(met_when="d", exceptions=(exception(effect=effect, instead=instead),))])
    assert outcomes(law, a=True, b=holds, d=met) == {"r": expected}


def test_modifies_puts_another_test_in_its_place() -> None:
    law = pack([rule(met_when="d", exceptions=(exception(effect="modifies", instead="e"),))])
    assert outcomes(law, a=True, b=True, d=False, e=True) == {"r": CONFORMS}
    assert outcomes(law, a=True, b=True, d=True, e=False) == {"r": CONFLICTS}


def test_an_exception_to_an_exception_is_a_node_of_its_own() -> None:
    inner = exception("inner", when="c")
    law = pack([rule(exceptions=(exception(exceptions=(inner,)),))])
    assert outcomes(law, a=True, b=True, c=False) == {"r": IDLE}
    assert outcomes(law, a=True, b=True, c=True) == {"r": CONFLICTS}
    assert outcomes(law, a=True, b=True) == {"r": OPEN}
    trace = found(law, a=True, b=True, c=True).trace
    node = next(step for step in trace.children if "exception x" in step.text)
    assert node.value is Truth.FALSE
    assert any("exception inner" in step.text and step.value is Truth.TRUE for step in node.children)


def test_an_exception_may_aim_at_a_group() -> None:
    rules = [rule("eu.one"), rule("eu.two"), rule("other")]
    law = pack(rules, [exception(targets=("eu.*",))])
    assert outcomes(law, a=True, b=True) == {"eu.one": IDLE, "eu.two": IDLE, "other": CONFLICTS}


def test_definitions_chain_and_any_of_several_suffices() -> None:
    law = pack(
        [
            rule("d1", kind="definition", concludes="e", when="b"),
            rule("d2", kind="definition", concludes="e", when="c"),
            rule("d3", kind="definition", concludes="f", when="e and d"),
            rule(when="f"),
        ]
    )
    assert outcomes(law, b=False, c=True, d=True) == {"r": CONFLICTS}
    assert outcomes(law, b=False, c=False, d=True) == {"r": CONFORMS}
    assert outcomes(law, b=False, d=True) == {"r": OPEN}
    assert outcomes(law, b=False, c=False, d=True, f=True) == {"r": CONFLICTS}, "a person is believed first"


def test_a_rule_counts_only_while_it_is_law() -> None:
    valid = Validity(date(2025, 1, 1), date(2025, 12, 31))
    law = pack([rule(valid=valid), rule("d", kind="definition", concludes="e", when="a", valid=valid)])
    assert outcomes(law, on=date(2024, 12, 31), a=True) == {}
    assert outcomes(law, on=date(2025, 1, 1), a=True) == {"r": CONFLICTS}
    assert outcomes(law, on=date(2025, 12, 31), a=True) == {"r": CONFLICTS}
    assert outcomes(law, on=date(2026, 1, 1), a=True) == {}


def test_an_exception_counts_only_while_it_is_law() -> None:
    law = pack([rule(exceptions=(exception(valid=Validity(date(2025, 6, 1))),))])
    assert outcomes(law, a=True, b=True) == {"r": CONFLICTS}
    assert outcomes(law, on=date(2025, 6, 1), a=True, b=True) == {"r": IDLE}


def test_a_definition_counts_only_while_it_is_law() -> None:
    law = pack(
        [
            rule("d1", kind="definition", concludes="e", when="a", valid=Validity(date(2025, 6, 1))),
            rule(when="e"),
        ]
    )
    assert outcomes(law, a=True) == {"r": OPEN}
    assert outcomes(law, on=date(2025, 6, 1), a=True) == {"r": CONFLICTS}


class TestVerification:
    def test_an_unread_rule_leaves_the_matter_open(self) -> None:
        finding = found(pack([rule(cite=("unread", "read"))]), a=True)
        assert finding.outcome is OPEN
        assert finding.severity is Severity.CAUTION
        assert finding.settles == ("What does Act, art 2 say word for word? It is cited from memory.",)

    def test_so_does_an_unread_definition_that_a_conflict_rests_on(self) -> None:
        law = pack([rule("d1", kind="definition", concludes="e", when="b", cite=("unread",)), rule(when="e")])
        assert found(law, b=True).outcome is OPEN
        assert "nobody has read the wording of Act, art 2" in found(law, b=True).explanation
        assert found(law, b=False).outcome is CONFORMS
        assert found(law, e=True).outcome is CONFLICTS

    def test_so_does_what_an_unread_definition_denies(self) -> None:
        law = pack(
            [rule("d1", kind="definition", concludes="e", when="b", cite=("unread",)), rule(when="not e")]
        )
        assert found(law, b=False).outcome is OPEN
        assert found(law, b=True).outcome is CONFORMS
        assert found(law, e=False).outcome is CONFLICTS

    def test_a_conflict_that_stands_without_it_stays(self) -> None:
        law = pack(
            [
                rule("d1", kind="definition", concludes="e", when="b", cite=("unread",)),
                rule("d2", kind="definition", concludes="e", when="c"),
                rule(when="e"),
            ]
        )
        assert found(law, b=True, c=True).outcome is CONFLICTS
        assert found(law, b=True, c=False).outcome is OPEN

    def test_an_unread_exception_neither_saves_nor_lets_conflict(self) -> None:
        law = pack([rule(exceptions=(exception(effect="saves", cite=("unread",)),))])
        finding = found(law, a=True, b=True)
        assert finding.outcome is OPEN
        assert finding.settles[0].startswith("What does Act, art 2 say")
        assert found(law, a=True, b=False).outcome is CONFLICTS


class TestPositions:
    def law(self) -> object:
        held = exception(layer="position", holder="the Minister", cite=("unread",))
        return pack([rule(exceptions=(held,))])

    def test_a_position_is_the_other_reading_and_never_the_law(self) -> None:
        finding = found(self.law(), a=True, b=True)  # type: ignore[arg-type]
        assert finding.outcome is CONFLICTS
        assert [(p.holder, p.outcome) for p in finding.positions] == [("the Minister", IDLE)]

    def test_it_may_save_and_leaves_the_letter_alone(self) -> None:
        held = exception(layer="position", holder="the Court", effect="saves")
        law = pack([rule(kind="requirement", met_when="d", exceptions=(held,))])
        finding = found(law, a=True, b=True, d=False)
        assert finding.outcome is CONFLICTS
        assert [(p.holder, p.outcome) for p in finding.positions] == [("the Court", CONFORMS)]
        assert found(law, a=True, d=False).positions == ()

    def test_it_is_silent_where_it_does_not_hold_or_changes_nothing(self) -> None:
        assert found(self.law(), a=True, b=False).positions == ()  # type: ignore[arg-type]
        assert found(self.law(), a=False, b=False).positions == ()  # type: ignore[arg-type]


class TestPriority:
    def test_a_rule_may_say_that_it_comes_first(self) -> None:
        law = pack([rule("special", when="b", overrides=("r",)), rule()])
        assert outcomes(law, a=True, b=True) == {"special": CONFLICTS, "r": IDLE}
        assert outcomes(law, a=True, b=False) == {"special": CONFORMS, "r": CONFLICTS}
        assert outcomes(law, a=True) == {"special": OPEN, "r": OPEN}
        assert "Gives way to Rule special (it says so itself)" in found(law, a=True, b=True).explanation

    def test_superior_then_special_then_later_law_comes_first(self) -> None:
        superior = pack([rule("one", layer="constitution", governs="x"), rule("two", governs="x")])
        assert outcomes(superior, a=True) == {"one": CONFLICTS, "two": IDLE}
        assert "superior law" in found(superior, "two", a=True).explanation
        special = pack([rule("one", governs="x"), rule("two", when="a and b", governs="x")])
        assert outcomes(special, a=True, b=True) == {"one": IDLE, "two": CONFLICTS}
        later = pack(
            [
                rule("one", governs="x", valid=Validity(date(2001, 1, 1))),
                rule("two", governs="x", valid=Validity(date(2002, 1, 1))),
            ]
        )
        assert outcomes(later, a=True) == {"one": IDLE, "two": CONFLICTS}
        assert outcomes(later, on=date(2001, 6, 1), a=True) == {"one": CONFLICTS}

    @pytest.mark.parametrize(("first", "second"), [("one", "two"), ("two", "one")])
    @pytest.mark.parametrize(
        "derived", ["superior", "special", "special in scope", "later", "later than ever"]
    )
    def test_the_order_of_names_does_not_matter(self, first: str, second: str, derived: str) -> None:
        prior, other = {
            "superior": ({"layer": "statute"}, {"layer": "regulation"}),
            "special": ({"when": "a and b"}, {}),
            "special in scope": ({"applies_when": "b"}, {}),
            "later": ({"valid": Validity(date(2002, 1, 1))}, {"valid": Validity(date(2001, 1, 1))}),
            "later than ever": ({"valid": Validity(date(2002, 1, 1))}, {}),
        }[derived]
        law = pack([rule(first, governs="x", **prior), rule(second, governs="x", **other)])
        assert outcomes(law, a=True, b=True) == {first: CONFLICTS, second: IDLE}

    def test_rules_without_an_order_speak_side_by_side(self) -> None:
        law = pack([rule("one", governs="x"), rule("two", governs="x"), rule("three", governs="y")])
        assert outcomes(law, a=True) == {"one": CONFLICTS, "two": CONFLICTS, "three": CONFLICTS}
        apart = pack([rule("one", layer="constitution"), rule("two")])
        assert outcomes(apart, a=True) == {"one": CONFLICTS, "two": CONFLICTS}
        crossed = pack([rule("one", when="a and c", governs="x"), rule("two", when="a and b", governs="x")])
        assert outcomes(crossed, a=True, b=True, c=True) == {"one": CONFLICTS, "two": CONFLICTS}

    def test_superior_law_goes_before_special_and_later_law(self) -> None:
        later = Validity(date(2002, 1, 1))
        law = pack(
            [
                rule("one", layer="constitution", governs="x"),
                rule("two", when="a and b", governs="x", valid=later),
            ]
        )
        assert outcomes(law, a=True, b=True) == {"one": CONFLICTS, "two": IDLE}
        special = pack([rule("one", when="a and b", governs="x"), rule("two", governs="x", valid=later)])
        assert outcomes(special, a=True, b=True) == {"one": CONFLICTS, "two": IDLE}

    @pytest.mark.parametrize("other", ["r", "nothing", "d1"])
    def test_only_another_rule_can_be_overridden(self, other: str) -> None:
        with pytest.raises(InvalidData, match="no other rule"):
            pack([rule("d1", kind="definition", concludes="e"), rule(overrides=(other,))])

    def test_what_is_said_outranks_what_is_derived(self) -> None:
        law = pack(
            [rule("one", layer="constitution", governs="x"), rule("two", governs="x", overrides=("one",))]
        )
        assert outcomes(law, a=True) == {"one": IDLE, "two": CONFLICTS}

    def test_an_unread_rule_does_not_push_another_aside(self) -> None:
        law = pack([rule("special", overrides=("r",), cite=("unread",)), rule()])
        assert found(law, a=True).outcome is OPEN

    def test_circles_are_refused(self) -> None:
        with pytest.raises(InvalidData, match="override each other"):
            pack([rule("one", overrides=("two",)), rule("two", overrides=("one",))])


class TestDeciding:
    def test_the_smallest_sets_come_first_and_nothing_larger_than_needed(self) -> None:
        finding = found(pack([rule(when="(a and b) or c")]))
        assert set(finding.settles) == {
            "Is c? (yes: conflicts)",
            "Is a? And: Is b? (yes, yes: conflicts)",
            "Is a? And: Is c? (no, no: conforms)",
            "Is b? And: Is c? (no, no: conforms)",
        }
        assert finding.settles[0] == "Is c? (yes: conflicts)"
        assert set(finding.unsettled) == {"a", "b", "c"}

    def test_it_asks_for_what_definitions_rest_on(self) -> None:
        law = pack([rule("d1", kind="definition", concludes="e", when="b and c"), rule(when="e")])
        assert found(law, b=True).unsettled[0] in {"c", "e"}
        assert "Is c? (yes: conflicts; no: conforms)" in found(law, b=True).settles

    def test_numbers_are_tried_on_both_sides_of_a_threshold(self) -> None:
        finding = found(pack([rule(when="n > 30")]))
        assert "30: conforms" in finding.settles[0]
        assert "31: conflicts" in finding.settles[0]
        assert found(pack([rule(when="n > 30")]), n=30.0).outcome is CONFORMS
        assert found(pack([rule(when="n > 30")]), n=30.5).outcome is CONFLICTS

    def test_numbers_are_tried_between_thresholds_too(self) -> None:
        finding = found(pack([rule(when="n > 10 and n < 20")]))
        assert "15: conflicts" in finding.settles[0]

    def test_a_rule_that_comes_first_is_asked_about_too(self) -> None:
        finding = found(pack([rule("special", when="b", overrides=("r",)), rule(when="a")]), a=True)
        assert finding.settles == ("Is b? (yes: does not apply; no: conflicts)",)

    def test_at_most_six_sets_of_at_most_three(self) -> None:
        many = found(pack([rule(when="a and b and c and d")]))
        assert set(many.settles) == {f"Is {name}? (no: conforms)" for name in "abcd"}
        wide = found(pack([rule(when=" or ".join("abcdef"))]))
        assert wide.settles == tuple(f"Is {name}? (yes: conflicts)" for name in "abcdef")
        deep = found(pack([rule(when="(a or b) and (c or d)")]))
        assert all(question.count("And:") <= 2 for question in deep.settles)

    def test_three_are_asked_for_where_two_do_not_suffice(self) -> None:
        finding = found(pack([rule(when="a and b and c")]))
        assert finding.settles[-1] == "Is a? And: Is b? And: Is c? (yes, yes, yes: conflicts)"
        assert found(pack([rule(when="(a and b and c) or d")]), d=False).unsettled == ("a", "b", "c")

    def test_an_answer_that_leads_to_remembered_law_is_marked(self) -> None:
        finding = found(pack([rule(cite=("unread",))]))
        assert finding.settles == ("Is a? (yes: conflicts, as far as remembered; no: conforms)",)

    def test_what_is_decided_asks_nothing(self) -> None:
        assert found(pack([rule()]), a=True).settles == ()


FACTS = st.dictionaries(st.sampled_from("abcde"), st.sampled_from([True, False]), max_size=5)
WHENS = st.sampled_from(["a", "b and not c", "a or d", "not (b or e)", "c and (a or not d)", "e"])


@settings(deadline=None)
@given(st.lists(WHENS, min_size=2, max_size=5), FACTS, st.integers(0, 1000))
def test_the_order_of_rules_never_matters(whens: list[str], facts: dict[str, bool], seed: int) -> None:
    rules = [
        rule(f"r{index}", when=when, governs="x" if index % 2 else "") for index, when in enumerate(whens)
    ]
    shuffled = list(rules)
    Random(seed).shuffle(shuffled)  # noqa: S311
    assert outcomes(pack(rules), **facts) == outcomes(pack(shuffled), **facts)


@settings(deadline=None)
@given(WHENS, FACTS, st.booleans() | st.none())
def test_an_irrelevant_fact_never_changes_an_outcome(
    when: str, facts: dict[str, bool], more: bool | None
) -> None:
    law = pack([rule(when=when)])
    assert outcomes(law, **facts) == outcomes(law, **facts, f=more)


@settings(deadline=None)
@given(WHENS, WHENS, FACTS, FACTS)
def test_knowing_more_never_turns_one_answer_into_another(
    when: str, other: str, facts: dict[str, bool], more: dict[str, bool]
) -> None:
    law = pack([rule(kind="requirement", when=when, met_when=other, exceptions=(exception(when="e"),))])
    before, after = outcomes(law, **facts)["r"], outcomes(law, **{**more, **facts})["r"]
    if before is CONFORMS:  # met whether or not it is triggered
        assert after in (CONFORMS, IDLE)
    else:
        assert before is OPEN or after is before


@settings(deadline=None)
@given(WHENS, FACTS)
def test_every_set_that_is_asked_for_decides(when: str, facts: dict[str, bool]) -> None:
    law = pack([rule(kind="requirement", when=when, met_when="d and e")])
    finding = found(law, **facts)
    assert (finding.outcome is OPEN) == bool(finding.settles)
    assert not set(finding.unsettled) & set(facts)


@settings(deadline=None)
@given(WHENS, WHENS, WHENS, FACTS)
def test_a_conflict_never_hangs_on_law_that_nobody_read(
    unread: str, read: str, when: str, facts: dict[str, bool]
) -> None:
    definition = rule("d2", kind="definition", concludes="f", when=read)
    rest = [definition, rule(kind="requirement", when=f"({when}) or f", met_when="b")]
    remembered = rule("d1", kind="definition", concludes="e", when=unread.replace("e", "a"), cite=("unread",))
    if "e" not in read and found(pack([remembered, *rest]), **facts).outcome is CONFLICTS:
        assert found(pack(rest), **facts).outcome is CONFLICTS
