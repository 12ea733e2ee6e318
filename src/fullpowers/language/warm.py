"""What every text needs, loaded and compiled before there is one: by analysing a harmless sample."""

from __future__ import annotations

from fullpowers.model import Instrument, Provision, ProvisionKind

from .analysis import analyse

_SAMPLE = (
    "1. Each Party shall, within thirty (30) days of the entry into force of this Agreement, contribute 50 "
    "percent of the revenues from minerals, up to USD 500 million, to the Fund established by Article 2 (the "
    "“Fund”), provided that the Government of A may defer its contribution subject to its laws.",
    "2. Payments will be made in dollars by the Company, which shall not assign its rights or obligations "
    "without prior written consent and has the exclusive right and a right of first refusal for 25 years.",
    "3. This Agreement is governed by the law of B; disputes shall be settled by arbitration; immunity is "
    "waived; it is binding, may be terminated by six months' notice, is subject to ratification, is exempt "
    "from taxes, stabilises the law, and nothing in it affects security. The Parties intend to cooperate.",
    "4. The audit of a royalty of 5%, the liability cap, local content, force majeure, change of control, "
    "most favoured nation treatment and transfer of funds are as in the Treaty of 1 January 2020.",
)


def ready() -> None:
    """Analyse the sample."""
    text = "\n".join(_SAMPLE)
    provisions, start = [], 0
    for number, one in enumerate(_SAMPLE, 1):
        end = start + len(one)
        kind, path = ProvisionKind.ARTICLE, f"art-{number}"
        provisions.append(Provision(kind, path, str(number), "", start, start + 3, end))
        start = end + 1
    analyse(Instrument("", text, tuple(provisions), languages=("en",)))
