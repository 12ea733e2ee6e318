"""Other languages: every sentence of ours has its translation, with the same names in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import fullpowers.brief
from fullpowers.brief import Edition, render
from fullpowers.brief.catalogue import catalogue, messages
from fullpowers.brief.voice import voice
from fullpowers.model import InvalidData, Review

BRIEF = Path(fullpowers.brief.__file__).parent
LANGUAGES = sorted((BRIEF / "languages").glob("*.po"))


def sentences() -> Iterator[str]:
    """Every sentence that is given to the voice as it stands, in code and template."""
    for path in BRIEF.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = ast.unparse(node.func).removeprefix("self.")
            first = node.args[0]
            if called in ("say", "say.count", "voice") and isinstance(first, ast.Constant):
                yield str(first.value)
    for template in (BRIEF / "templates").glob("*.j2"):
        yield from re.findall(r'say\("([^"]+)"\)', template.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_every_sentence_is_translated(path: Path) -> None:
    known = {key.split("\0")[0] for key in messages(path.read_text(encoding="utf-8"), path.name)}
    assert sorted(set(sentences()) - known) == []


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_a_translation_names_what_its_sentence_names(path: Path) -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", text))

    for key, value in messages(path.read_text(encoding="utf-8"), path.name).items():
        for form in value.split("\0"):
            assert names(form) == names(key.split("\0")[0]), key


def test_a_ukrainian_brief_speaks_ukrainian_and_leaves_the_draft_as_it_is(reviewed: Review) -> None:
    page = render(reviewed, "html", Edition(language="uk"))
    assert '<html lang="uk">' in page
    assert "Чи можна підписати сьогодні і кому?" in page
    assert "21 лютого 2025" in page
    assert "Стаття" not in page.split("<h1")[0]
    assert "contribute USD 500 million each year" in page
    assert "May it be signed" not in page


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 норма"), (3, "3 норми"), (5, "5 норм"), (21, "21 норма"), (112, "112 норм")]
)
def test_numbers_take_the_right_form(number: int, words: str) -> None:
    say = voice("uk")
    said = say.count("{n} rule does not apply", "{n} rules do not apply", number)
    assert said.startswith(f"{words} не")


def test_english_is_the_source() -> None:
    assert voice("en")("What is not known") == "What is not known"
    assert catalogue("en").gettext("anything") == "anything"


def test_a_broken_catalogue_is_refused_with_its_line() -> None:
    with pytest.raises(InvalidData, match=r"xx\.po, line 2"):
        messages('msgid "a"\nmsgstr b\n', "xx.po")
