"""What it takes to make the same brief again."""

from __future__ import annotations

from fullpowers.model import Review

from ..document import Prose, Section, Statement, Table
from ..voice import Voice


def manifest(review: Review, say: Voice) -> Section:
    """The part on versions, inputs, packs and parameters."""
    made = review.manifest
    rows = [
        (say("fullpowers"), made.fullpowers),
        (say("Python"), made.python),
        *made.libraries,
        *((say("Input {name}", name=name), digest) for name, digest in made.inputs),
        *((say("Law pack {name}", name=name), digest) for name, digest in made.packs),
        *made.parameters,
        (say("Containment of the parser"), made.containment),
        *([(say("Head of the matter's log (log:events:root)"), str(review.head))] if review.head else []),
    ]
    return Section(
        "manifest",
        say("How this brief was made"),
        (
            Prose(
                Statement(
                    say(
                        "Made on one machine without a network. The same inputs give the same brief. Each "
                        "quotation was compared with the stored text before anything was written."
                    )
                )
            ),
            Table(
                say("Versions, inputs and parameters"),
                (say("What"), say("Value")),
                tuple((Statement(name), Statement(value)) for name, value in rows),
            ),
        ),
    )
