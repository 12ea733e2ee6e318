"""Claims about one thing that cannot all fit one draft, and the drafts that explain them."""

from __future__ import annotations

from collections.abc import Sequence

from fullpowers.model import Claim, ClaimStatus, Disagreement

_DECIDED = {ClaimStatus.SUPPORTED, ClaimStatus.CONTRADICTED, ClaimStatus.PARTLY}


def disagreements(claims: Sequence[Claim]) -> tuple[Disagreement, ...]:
    """Claims about the same words of a draft of which the text bears out some and not others.

    ``explained_by`` names the drafts that bear out what this one does not: then both may have spoken
    truly, each of another version.
    """
    places: dict[tuple[str, str, int], list[int]] = {}
    for place, claim in enumerate(claims):
        if claim.topic and claim.status in _DECIDED:
            for passage in claim.passages[:1]:
                places.setdefault((claim.topic, claim.draft, passage.start), []).append(place)
    found = []
    for (topic, _, _), together in places.items():
        statuses = {claims[place].status for place in together}
        voices = {(claims[place].speaker, claims[place].article) for place in together}
        if ClaimStatus.SUPPORTED in statuses and len(statuses) > 1 and len(voices) > 1:
            fits = dict.fromkeys(claims[place].fits for place in together if claims[place].fits)
            found.append(Disagreement(topic, tuple(together), tuple(fits)))
    return tuple(found)
