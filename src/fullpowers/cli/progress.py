"""Progress on standard error: a bar with an estimate on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic

_SECONDS = {
    "reading": 0.3,
    "analysing": 0.3,
    "valuing": 0.5,
    "checking": 0.35,
    "comparing": 0.3,
    "holding": 0.15,
    "looking": 0.1,
    "writing": 0.3,
    "printing": 5.0,
}
"""What each stage takes for the example matter on the development machine, by the first word of its name.

Only their proportions count once the first stage is over: the estimate then follows what has passed.
"""


@contextmanager
def stages(expected: Sequence[str] = ()) -> Iterator[Callable[[str], None]]:
    """Yield a function that announces the stage that begins.

    Args:
        expected: first words of the stages to come, in order. With them a bar shows how much is done and
            about how long the rest will take; without, only what is being done.
    """
    if not sys.stderr.isatty():
        yield lambda stage: None
        return
    from .screen import bar, status

    plan = Plan(expected)
    begun = monotonic()

    def announce(stage: str) -> None:
        done = plan.reached(stage)
        told = f"{bar(done / plan.whole)} {_about(plan.left(monotonic() - begun))}" if plan.whole else ""
        status(f"{stage}  {told}")

    try:
        yield announce
    finally:
        status("")


class Plan:
    """The stages to come with their usual lengths, and how far one has got."""

    def __init__(self, expected: Sequence[str]) -> None:
        self.expected = list(expected)
        self.whole = sum(_SECONDS.get(word, 0.2) for word in expected)
        self.done = self.current = 0.0

    def reached(self, stage: str) -> float:
        """Seconds of the plan that lie behind when ``stage`` begins; a stage out of plan changes nothing."""
        word = stage.split(" ", 1)[0]
        if word in self.expected:
            position = self.expected.index(word)
            passed, self.expected = self.expected[:position], self.expected[position + 1 :]
            self.done += self.current + sum(_SECONDS.get(one, 0.2) for one in passed)
            self.current = _SECONDS.get(word, 0.2)
        return self.done

    def left(self, passed: float) -> float:
        """Seconds still to come: as planned, stretched by how much longer the stages behind took."""
        pace = passed / self.done if self.done >= 0.3 else 1.0
        return (self.whole - self.done) * pace


def _about(seconds: float) -> str:
    """``about 4 s left``; minutes from ninety seconds on."""
    if seconds < 1:
        return "nearly done"
    return f"about {seconds:.0f} s left" if seconds < 90 else f"about {seconds / 60:.0f} min left"
