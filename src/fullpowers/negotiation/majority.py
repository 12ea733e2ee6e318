"""How many votes a consent takes, as a file or a law pack writes it: ``226 of 450``, ``2/3 of present``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from fullpowers.model import InvalidData

_NUMBER = r"(?P<number>[0-9]{1,5})(?:\s+of\s+(?:the\s+)?(?P<seats>[0-9]{1,5}))?"
_FRACTION = r"(?P<top>[0-9]{1,3})\s*/\s*(?P<bottom>[0-9]{1,3})"
_WORDS = r"(?P<words>two thirds|three fifths|three quarters|one half|half|majority)"
_MAJORITY = re.compile(
    rf"^\s*(?P<strict>more than\s+)?(?:{_FRACTION}|{_WORDS}|{_NUMBER})\b(?P<rest>[^\n]{{0,200}})$",
    re.IGNORECASE,
)
_SHARES = {
    "two thirds": Fraction(2, 3), "three fifths": Fraction(3, 5), "three quarters": Fraction(3, 4),
    "one half": Fraction(1, 2), "half": Fraction(1, 2), "majority": Fraction(1, 2),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Majority:
    """The votes that a package needs.

    Attributes:
        text: as it was written.
        votes: a fixed number, whoever is absent (a majority of the constitutional composition); else 0.
        share: of the seats or of the members present, when ``votes`` is 0.
        strict: more than the share, not just as much.
        present: whether the share is of those present; absence then lowers the bar.
        seats: of the whole house, when the text says it.
    """

    text: str
    votes: int = 0
    share: Fraction = Fraction(0)
    strict: bool = False
    present: bool = False
    seats: int = 0

    def needed(self, seats: int, present: int) -> int:
        """Votes needed in a house of ``seats`` members of whom ``present`` vote."""
        if self.votes:
            return self.votes
        exact = self.share * (present if self.present else seats)
        return int(exact) + 1 if self.strict else -int(-exact // 1)


def majority(text: str) -> Majority:
    """Read a majority.

    Forms: a number (``226``, ``226 of 450``), a fraction or its name (``2/3 of present``, ``two thirds of
    the Senators present``, ``3/5 of seats``), ``majority of present`` and ``more than 1/2 of seats``.
    A share is of the seats unless the words say *present* or *voting*.

    Raises:
        InvalidData: it has another form.
    """
    found = _MAJORITY.match(text)
    if found is None:
        raise InvalidData(f"majority {text!r} is neither a number of votes nor a share of seats or present")
    rest = found["rest"].lower()
    if found["number"]:
        votes, seats = int(found["number"]), int(found["seats"] or 0)
        if votes < 1 or (seats and votes > seats):
            raise InvalidData(f"majority {text!r}: the votes lie between 1 and the seats")
        return Majority(text, votes=votes + bool(found["strict"]), seats=seats)
    if found["top"]:
        if not 0 < int(found["top"]) <= int(found["bottom"]):
            raise InvalidData(f"majority {text!r}: a share lies between nought and one")
        share, strict = Fraction(int(found["top"]), int(found["bottom"])), bool(found["strict"])
    else:
        word = found["words"].lower()
        share, strict = _SHARES[word], bool(found["strict"]) or word == "majority"
    return Majority(text, share=share, strict=strict, present="present" in rest or "voting" in rest)
