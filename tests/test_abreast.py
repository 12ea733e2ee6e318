"""Long drafts are worked on side by side: what comes out is the same, whatever becomes of the copies."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from fullpowers import analyse, read
from fullpowers.abreast import abreast, long
from fullpowers.model import Analysis, Instrument

DRAFTS = Path(__file__).parents[1] / "examples" / "minerals" / "drafts"


@pytest.fixture(scope="module")
def drafts() -> list[Instrument]:
    return [read(DRAFTS / f"draft-{number}.docx") for number in (1, 2, 3)]


def test_a_copy_finds_what_would_be_found_here(drafts: list[Instrument]) -> None:
    found = abreast(analyse, drafts, Analysis, pays=True)
    assert found == [analyse(draft) for draft in drafts]


def test_short_drafts_are_worked_on_here(drafts: list[Instrument]) -> None:
    where = abreast(lambda _: os.getpid(), drafts, int, pays=long(*(one.text for one in drafts)))
    assert where == [os.getpid()] * 3


def test_long_drafts_are_worked_on_elsewhere_but_for_the_last(drafts: list[Instrument]) -> None:
    where = abreast(lambda _: os.getpid(), drafts, int, pays=True)
    assert where[-1] == os.getpid()
    if sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1:
        assert len(set(where)) == 3


def test_a_thread_is_not_copied(drafts: list[Instrument]) -> None:
    where: list[int] = []
    thread = threading.Thread(
        target=lambda: where.extend(abreast(lambda _: os.getpid(), drafts, int, pays=True))
    )
    thread.start()
    thread.join()
    assert where == [os.getpid()] * 3


def test_what_a_copy_fails_at_is_done_here(drafts: list[Instrument]) -> None:
    here = os.getpid()

    def title(draft: Instrument) -> str:
        if os.getpid() != here:
            os._exit(9)
        return draft.title

    assert abreast(title, drafts, str, pays=True) == [draft.title for draft in drafts]


def test_an_error_is_raised_as_it_would_be_by_one_after_the_other(drafts: list[Instrument]) -> None:
    def fails(draft: Instrument) -> str:
        raise ValueError(draft.title)

    with pytest.raises(ValueError, match="Investment Fund"):
        abreast(fails, drafts, str, pays=True)
