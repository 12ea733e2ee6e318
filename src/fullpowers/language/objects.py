"""What an action is done to: the words behind its verb, or the subject of a passive."""

from __future__ import annotations

import re

from .actors import Actors
from .clauses import Clause
from .grammar import grammar

_LONGEST = 240


def object_of(text: str, start: int, end: int, clause: Clause, actors: Actors) -> str:
    """The object of the action between two offsets, in the words of the text; empty when it has none.

    Of a passive ("the price shall be paid") it is the subject. A receiver between verb and object is stepped
    over ("pay to Belmora a fee"); a verb that governs its object by a preposition ("comply with the laws")
    has what stands behind that. It ends at a comma or at the next preposition other than "of".
    """
    words = grammar(actors.language)
    end = min(end, start + _LONGEST)
    inserted = words.shapes["insertion"].match(text, start, end)
    start = inserted.end() if inserted else start
    passive = words.shapes["participle"].match(text, start, end)
    if passive is not None and not clause.inverted:
        subject = text[clause.subject_start : clause.subject_end]
        return " ".join(subject.split()).strip(" ,;:.")
    itself = clause.marker.marker.kind == "verb" and not words.shapes["infinitive"].match(text, start)
    verb = None if itself else words.shapes["verb"].match(text, start, end)
    at = _past_receiver(text, verb.end() if verb else start, end, actors)
    stop = words.shapes["object_end"].search(text, at, end)
    if stop is not None and not text[at : stop.start()].strip() and stop["preposition"]:
        at = stop.end()
        stop = words.shapes["object_end"].search(text, at, end)
    return " ".join(text[at : stop.start() if stop else end].split()).strip(" ,;:.")


def _past_receiver(text: str, at: int, end: int, actors: Actors) -> int:
    """Past "to Belmora" or "Belmora" when an object follows it."""
    lead = _TO.match(text, at, end)
    begin = lead.end() if lead else at
    receiver = actors.at(text, begin, end)
    body = actors.shapes["receiver"].match(text, begin, end) if lead and lead["to"] else None
    behind = receiver.end if receiver else body.end() if body else at
    return behind if behind > at and _FOLLOWS.match(text, behind, end) else at


_TO = re.compile(r"\s*(?P<to>[a-z]{2,4} )?")
_FOLLOWS = re.compile(r" (?!of )(?:an?|[^\W\d_]+|\d[\d.,]*) [^\W_]+")
"""At least two words behind the receiver: the object."""
