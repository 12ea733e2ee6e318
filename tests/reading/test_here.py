"""Plain text read in the very process, for those who read thousands of files: the same, within a time."""

from __future__ import annotations

import threading

import pytest

from fullpowers.model import Refusal, UnreadableInput
from fullpowers.reading import here, limits, read_bytes, read_plain

AGREEMENT = (
    "AGREEMENT\n\nbetween the Government of A and the Government of B\n\nArticle 1\nScope\n\n"
    "1. The Parties shall pay 5 percent.\n\n2. Стаття, “quoted”.\n\nDone at X on 1 January 2025.\n"
)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_it_reads_what_the_closed_off_process_reads(charset: str) -> None:
    data = AGREEMENT.encode(charset, "replace")
    assert read_plain(data, "a.txt") == read_bytes(data, "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 an archive",
        b"{\\rtf1 a}",
        b"some lines, then %PDF-1.7",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"<html><body>a</body></html>",
        b"  <?xml version='1.0'?><a/>",
        b"From: a@example.org\nTo: b@example.org\nSubject: c\nMIME-Version: 1.0\n\nd\n",
        b"\x89PNG\r\n",
        b"GIF89a",
    ],
)
def test_whatever_may_be_another_format_is_left_to_the_closed_off_process(data: bytes) -> None:
    assert read_plain(data, "a.txt") is None


def test_by_its_name_a_file_may_be_marked_up() -> None:
    assert read_plain(b"# Heading", "a.md") is None


def test_what_no_text_has_is_refused() -> None:
    with pytest.raises(UnreadableInput) as refusal:
        read_plain(b"Article 1\n" + b"\0" * 9, "a.txt")
    assert refusal.value.refusal is Refusal.UNSUPPORTED


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # an alarm amid collection
def test_it_takes_no_longer_than_a_worker_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(here, "LIMITS", limits.Limits(cpu_seconds=1))
    with pytest.raises(UnreadableInput) as refusal:
        read_plain(("Article 1\nThe Parties shall pay.\n" * 150_000).encode(), "long.txt")
    assert refusal.value.refusal is Refusal.TIMEOUT


def test_where_no_alarm_is_heard_it_is_left_to_the_closed_off_process() -> None:
    answers = []
    thread = threading.Thread(target=lambda: answers.append(read_plain(AGREEMENT.encode(), "a.txt")))
    thread.start()
    thread.join()
    assert answers == [None]
