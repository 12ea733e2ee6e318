"""The way to entry into force: dates, the observed run, the picture and the calendar file."""

from collections.abc import Mapping
from datetime import date

from lxml import etree

from fullpowers.law import gantt, ics
from fullpowers.model import RatificationPath, Truth

from .conftest import opinion_of

SIGNED = date(2025, 4, 30)


def path_of(
    draft: str = "treaty",
    side: str = "UA",
    on: date = SIGNED,
    facts: Mapping[str, bool] | None = None,
) -> RatificationPath:
    path = opinion_of(draft, side=side, on=on, facts=facts).path
    assert path is not None
    return path


def test_the_observed_run_of_2025_lies_within_the_range() -> None:
    steps = {step.id: step for step in path_of().steps}
    observed = {
        "submit": date(2025, 5, 1),
        "committee": date(2025, 5, 7),
        "vote": date(2025, 5, 8),
        "president": date(2025, 5, 12),
        "notes": date(2025, 5, 23),
    }
    for name, day in observed.items():
        assert steps[name].earliest <= day <= steps[name].latest, name
    assert steps["vote"].earliest == observed["vote"], "seven days after the text was at hand"


def test_treated_as_urgent_the_usual_run_is_the_observed_one() -> None:
    """Calibration: the one observed run is the usual one at the urgent pace, to within a few days."""
    path = opinion_of("treaty", on=SIGNED, facts={"urgent_procedure": True}).path
    assert path is not None
    steps = {step.id: step for step in path.steps}
    assert steps["vote"].earliest == date(2025, 5, 8)
    assert abs((steps["vote"].likely - date(2025, 5, 8)).days) <= 7
    assert abs((steps["notes"].likely - date(2025, 5, 23)).days) <= 7
    assert steps["notes"].latest < path_of().steps[-1].likely, "the ordinary pace is another matter"


def test_dates_are_in_order_and_on_working_days() -> None:
    steps = path_of().steps
    ends = {step.id: step for step in steps}
    for step in steps:
        assert step.earliest <= step.likely <= step.latest
        assert all(day.weekday() < 5 for day in (step.earliest, step.likely, step.latest))
        for before in step.after:
            assert ends[before].earliest <= step.earliest
            assert ends[before].likely <= step.likely


def test_a_weekend_is_that_of_the_state() -> None:
    text = (
        "AGREEMENT BETWEEN THE GOVERNMENT OF KUWAIT AND THE GOVERNMENT OF CANADA\n\nArticle 1\n\n"
        "The Government of Kuwait grants a concession to extract oil. "
        "This Agreement shall enter into force on ratification.\n"
    )
    path = opinion_of(text, side="KW", on=SIGNED).path
    assert path is not None
    assert path.steps
    assert all(day.weekday() not in (4, 5) for step in path.steps[1:] for day in (step.earliest, step.latest))


GHANA = (
    "AGREEMENT BETWEEN THE GOVERNMENT OF GHANA AND THE GOVERNMENT OF CANADA\n\nArticle 1\n\n"
    "The Government of Ghana grants a concession to extract lithium. "
    "This Agreement shall enter into force on ratification.\n"
)


def test_no_step_ends_on_a_public_holiday() -> None:
    path = opinion_of(GHANA, side="GH", on=date(2026, 4, 2)).path
    assert path is not None
    submit = next(step for step in path.steps if step.id == "submit")
    assert submit.earliest == date(2026, 4, 7), "after Good Friday, the weekend and Easter Monday"


def test_days_of_which_the_holidays_are_not_known_are_named() -> None:
    opinion = opinion_of(GHANA, side="GH", on=date(2029, 12, 1))
    assert any("public holidays of that state up to 2029" in line for line in opinion.unchecked)
    assert not any("public holidays" in line for line in opinion_of(GHANA, side="GH").unchecked)


def test_a_step_that_waits_for_another_branch_stands_apart() -> None:
    steps = {step.id: step for step in path_of().steps}
    assert steps["budget_law"].after == ("sign",)
    assert steps["notes"].after == ("law_in_force",)


def test_steps_that_are_not_taken_hand_on_what_they_wait_for() -> None:
    steps = {step.id: step for step in path_of("memorandum").steps}
    assert set(steps) == {"sign", "notes"}
    assert steps["notes"].after == ("sign",)


def test_what_is_open_still_shows_the_steps_and_what_would_stop_them() -> None:
    path = path_of("framework")
    assert path.needed is Truth.UNKNOWN
    assert "Other reading, of the Deputy Prime Minister" in path.reason
    assert "governed by international law" in path.reason
    assert "vote" in [step.id for step in path.steps]
    withdrawn = next(gate for gate in path.gates if "withdrawn" in gate.text)
    assert withdrawn.ends is Truth.UNKNOWN
    assert withdrawn.citations[0].pin == "art 105(3)"
    assert withdrawn.asks, "somebody can be asked whether it has happened"


def test_an_event_that_ends_the_path_leaves_no_dates() -> None:
    path = path_of("treaty", facts={"initiator_out_of_office": True})
    assert path.needed is Truth.TRUE
    assert path.steps == ()
    assert "It is closed: A bill counts as withdrawn" in path.reason


def test_what_contradicts_the_constitution_has_no_path_under_martial_law() -> None:
    facts = {"martial_law": True, "transfers_ownership": True}
    assert path_of("treaty", facts=facts).steps == ()
    assert path_of("treaty", facts=facts | {"martial_law": False}).steps


def test_the_united_states_have_the_senate_in_the_way_while_it_is_open() -> None:
    path = path_of("treaty", side="US")
    senate = next(step for step in path.steps if step.id == "senate")
    assert senate.majority == "two thirds of the Senators present"


def test_the_picture_is_well_formed_and_names_each_step_with_its_days() -> None:
    path = path_of()
    drawn = etree.fromstring(gantt(path).encode())
    assert len(drawn.findall(".//{*}g")) == len(path.steps)
    text = "".join(drawn.itertext())
    for step in path.steps:
        assert f"{step.earliest} / {step.likely} / {step.latest}" in text


def test_the_calendar_file_has_one_event_for_each_step() -> None:
    path = path_of()
    text = ics(path, "Agreement; with, marks")
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == len(path.steps)
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = text.replace("\r\n ", "")
    assert "Agreement\\; with\\, marks" in unfolded
    assert f"DTSTART;VALUE=DATE:{path.steps[-1].likely:%Y%m%d}" in unfolded


def test_the_same_day_gives_the_same_dates() -> None:
    assert path_of() == path_of()
