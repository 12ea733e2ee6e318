"""Questions about many stretches at once give what looking at each of them would give."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.balance.spans import Spans

_PLACES = st.integers(0, 30)
_SPANS = st.lists(st.tuples(_PLACES, st.integers(0, 12)).map(lambda one: (one[0], sum(one))), max_size=8)


@settings(deadline=None)
@given(_SPANS, _PLACES, st.integers(0, 12))
def test_the_answers_are_those_of_looking_at_each(
    spans: list[tuple[int, int]], start: int, size: int
) -> None:
    end = start + size
    known = Spans(spans)
    assert known.hold(start, end) is any(begin <= start and end <= stop for begin, stop in spans)
    assert known.touch(start, end) is any(begin < end and start < stop for begin, stop in spans)
    covered = {place for begin, stop in spans for place in range(begin, stop)}
    free = [place for begin, stop in known.gaps(start, end) for place in range(begin, stop)]
    assert free == [place for place in range(start, end) if place not in covered]
