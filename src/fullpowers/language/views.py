"""The same sentence as each side sees it: what obliges one party entitles the other.

Method: language.md 2.4 (bearer flipping), with the correlatives of W. N. Hohfeld (1913, remembered). A duty,
a prohibition or a warranty entitles whoever it is owed to or names; a release takes a claim away from whoever
would have had it; a right denied is a duty that the other side does not have. A permission, a power, an
intention or a declaration gives nobody else a claim.
"""

from __future__ import annotations

import re

from fullpowers.model import Modality, Undertaking

from .actors import EACH_PARTY

_FLIPPED = {
    Modality.OBLIGATION: Modality.ENTITLEMENT,
    Modality.REPRESENTATION: Modality.ENTITLEMENT,
    Modality.PROHIBITION: Modality.ENTITLEMENT,
    Modality.NO_OBLIGATION: Modality.NO_ENTITLEMENT,
    Modality.NO_ENTITLEMENT: Modality.NO_OBLIGATION,
    Modality.ENTITLEMENT: Modality.OBLIGATION,
}


def _is_object(undertaking: Undertaking, party: str) -> bool:
    """Whether the party itself, not something of its own, is named in what is to be done."""
    bare = re.escape(re.sub(r"^the ", "", party))
    return re.search(rf"\b{bare}\b(?![’'])", undertaking.action) is not None


def as_seen_by(undertaking: Undertaking, party: str) -> Modality | None:
    """What ``undertaking`` means for ``party``; None when it says nothing to that party.

    The bearer sees it as it is. Another party sees the other side of it when the clause is for its good
    (``beneficiary``); what is owed to nobody named gives nobody a claim.
    """
    if undertaking.bearer in (party, EACH_PARTY) or party in undertaking.bearer.split(" and "):
        return undertaking.modality
    if undertaking.beneficiary != party and not (
        undertaking.modality in (Modality.OBLIGATION, Modality.REPRESENTATION)
        and _is_object(undertaking, party)
    ):
        return None
    if undertaking.modality is Modality.ENTITLEMENT and undertaking.bearer:
        return None
    return _FLIPPED.get(undertaking.modality)
