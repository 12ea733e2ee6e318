"""What the rooms say in English, said in the language of the brief; the draft's words stay as they are."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.brief.document import reworded
from fullpowers.brief.evidence import verify
from fullpowers.brief.hearing import Hearing
from fullpowers.brief.places import places
from fullpowers.brief.sections import compose
from fullpowers.brief.voice import voice
from fullpowers.matter import Circumstances
from fullpowers.model import Review
from fullpowers.review import review

EXAMPLE = Path(__file__).parents[2] / "examples" / "minerals"
OURS = re.compile(
    r"“[^”]*(?:“[^”]*”[^”]*)*”|«[^»]*»|\"[^\"]*\"|https?:\S+|[\w.-]+\.(?:docx|yaml|txt)\b|\b[a-z]+[._][a-z0-9._]+"
)
"""Quotations, addresses, names of files, of facts and of rules: no words of the brief."""


@pytest.fixture(scope="module")
def example() -> Review:
    given = Circumstances(
        on=date(2025, 2, 21),
        economics=EXAMPLE / "economics.yaml",
        press=(EXAMPLE / "press" / "2025-02-21.txt",),
    )
    drafts = EXAMPLE / "drafts"
    return review(drafts / "draft-3.docx", against=drafts / "draft-2.docx", side="UA", circumstances=given)


@pytest.fixture
def said() -> Hearing:
    hearing = voice("uk").hearing
    assert hearing is not None
    return hearing


def words(review: Review, language: str) -> list[str]:
    """Every text of the brief but the title and the text of the draft."""
    say = voice(language)
    document = compose(review, places(review, say), say)
    heard: list[str] = []

    def keep(text: str) -> str:
        heard.append(text)
        return text

    reworded(reworded(document, say.heard), keep)
    return heard


def flat(text: str) -> str:
    return " ".join(re.sub(r"[“”‘’\"«»]", "", text).split())


def test_few_words_of_a_ukrainian_brief_are_english(example: Review) -> None:
    verify(example)
    given = [example.instrument.text, *(claim.statement for claim in example.claims)]
    given += [claim.speaker for claim in example.claims]
    given += [example.previous.text] if example.previous else []
    known = flat(" ".join(given))
    latin = all_ = 0
    for text in words(example, "uk"):
        parts = re.split(r"(?<=[;:])\s|[\t\n]", OURS.sub("", text))
        own = " ".join(part for part in parts if flat(part).rstrip("…;:. ") not in known)
        latin += sum(map(len, re.findall(r"[A-Za-z]{2,}", own)))
        all_ += sum(map(len, re.findall(r"[^\W\d_]{2,}", own)))
    assert latin < 0.05 * all_, f"{latin} of {all_} letters"


def test_the_first_page_is_all_ukrainian(example: Review) -> None:
    say = voice("uk")
    document = reworded(compose(example, places(example, say), say), say.heard)
    for answer in document.answers:
        for text in (answer.question, answer.headline, *(point.text for point in answer.points)):
            assert not re.search(r"[A-Za-z]{3}", OURS.sub("", text)), text


@pytest.mark.parametrize(
    ("english", "ukrainian"),
    [
        ("USD 1,532 million", "1\u00a0532 млн дол. США"),
        ("“shall” becomes “will”.", "“shall” стає “will”."),
        ("Signature", "Підписання"),
        ("Does the head of state sign? (yes: conforms)", "Чи підписує глава держави? (так: відповідає)"),
        ("VCLT, art 7; VCLT, art 8", "ВКПМД, ст. 7; ВКПМД, ст. 8"),
        (
            "ua.powers: Who may sign for Ukraine: cannot tell",
            "ua.powers: Хто може підписати за Україну: не можна сказати",
        ),
        ("is_treaty and not ratified", "is_treaty і не ratified"),
    ],
)
def test_sentences_frames_and_their_parts(said: Hearing, english: str, ukrainian: str) -> None:
    assert said(english) == ukrainian


@pytest.mark.parametrize(
    ("number", "word"), [("1 year", "1 рік"), ("3 years", "3 роки"), ("12 years", "12 років")]
)
def test_a_number_in_a_frame_chooses_its_form(said: Hearing, number: str, word: str) -> None:
    assert said(number) == word


@pytest.mark.parametrize(
    "text",
    ["“Signature”", '"Signature"', "“the “Signature” of both”", "Something that nobody has said", "п. 3"],
)
def test_quotations_and_what_is_not_known_stay(said: Hearing, text: str) -> None:
    assert said(text) == text


@settings(deadline=None)
@given(st.text(alphabet='Sign. ;:()“”"{}aX,\ue000-', max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    voice("uk").heard(text)


@given(st.text(alphabet="ab ;:.", min_size=1, max_size=60))
def test_words_in_quotation_marks_are_never_touched(text: str) -> None:
    assert f"“Signature {text}”" in voice("uk").heard(f"Signature: “Signature {text}”.")


@pytest.mark.parametrize("part", ["a; ", "(", "a. B ", " becomes ", ", art ", "“a”"])
def test_the_time_is_linear_in_a_hostile_text(said: Hearing, part: str) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        said(part * (size // len(part)) + str(size))
        return time.process_time() - start

    seconds(1000)
    assert seconds(64_000) < 16 * max(seconds(8_000), 0.02)


@pytest.mark.parametrize(
    ("english", "ukrainian"),
    [
        (
            "That leaves European Union 22 points above no deal.",
            "Інша сторона (Європейський Союз) має від цього більше балів, ніж без угоди: різниця – 22.",
        ),
        (
            "Leave to European Union: Reference tonnage: 9,000 tonnes; Duration: five years.",
            "Залишити іншій стороні (Європейський Союз): Reference tonnage: 9,000 tonnes; Строк: five years.",
        ),
        (
            "55 percent becomes 40 percent: down by 15 percentage points. 45 percent becomes 60 percent: "
            "up by 15 percentage points.",
            "55 % стають 40 %: на 15 в. п. менше. 45 % стають 60 %: на 15 в. п. більше.",
        ),
        (
            "Consent to be bound waits for Parliament.",
            "Згода на обов’язковість чекає на рішення законодавчого органу (Парламент).",
        ),
    ],
)
def test_names_of_many_words_and_sentences_that_begin_with_a_number_are_heard(
    said: Hearing, english: str, ukrainian: str
) -> None:
    assert said(english) == ukrainian
