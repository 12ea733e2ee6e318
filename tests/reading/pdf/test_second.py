"""A second program reads the pages too; where its letters differ, the file is ambiguous and that is said."""

from __future__ import annotations

from fullpowers.model import Severity


def opinions(instrument):
    return [notice for notice in instrument.notices if notice.code == "second-opinion"]


def test_two_programs_that_agree_are_silent(pdf, lines, see):
    page = lines([f"{n}. The Fund shall receive {n + 40} percent." for n in range(1, 20)])
    assert not opinions(see(pdf(page)))


def test_a_word_of_duty_that_is_read_two_ways(pdf, write, see):
    # the letters of this face are Greek to the one program and Latin to the other
    page = write("The Parties", font="F2") + write("may", x=140) + write("consult.", x=170, font="F2")
    read = see(pdf(page, face="Symbol"))
    (found,) = opinions(read)
    assert found.severity is Severity.ALARM
    assert "“m a y”" in found.message
    assert found.passage is not None
    assert found.passage.verify(read).quote.startswith("The Parties")


def test_a_long_file_is_read_twice_only_when_asked(pdf, write, see):
    plain = [write(f"Page {n} is plain.", font="F2") for n in range(34)]
    data = pdf(*plain, write("may", x=140), face="Symbol")
    assert not opinions(see(data))
    assert opinions(see(data, second_opinion=True))


def test_print_in_one_place_twice_is_no_difference(pdf, write, see):
    words = write("The Fund shall receive 50 percent")
    assert not opinions(see(pdf(words + words)))
