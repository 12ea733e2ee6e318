"""Words are runs of letters, figures and underscores, however they are found."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.corpus.likeness import jaccard, signature, words_of

TEXTS = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("ab_9 ’é—\u2028\x1c²٣я")), max_size=80
)


@given(TEXTS)
@settings(deadline=None)
def test_the_words_of_any_text_are_what_a_pattern_finds(text: str) -> None:
    assert words_of(text) == re.findall(r"\w+", text)


@given(TEXTS)
@settings(deadline=None, max_examples=30)
def test_a_text_is_wholly_like_itself_however_short(text: str) -> None:
    made = signature(words_of(text))
    assert len(made) == 128
    assert jaccard(made, signature(words_of(text))) == 1
