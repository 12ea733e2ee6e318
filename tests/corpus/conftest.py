"""A small corpus of agreements of our own, added once for all tests of the room."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fullpowers.corpus import Corpus, Found, items

FISHING = """FISHERIES AGREEMENT BETWEEN THE GOVERNMENT OF NORWAY AND THE GOVERNMENT OF GHANA

Article 1
Access
Vessels of Norway may fish for tuna in the waters of Ghana under licences issued by Ghana.

Article 2
Royalty
The shipowners shall pay to Ghana a royalty of {royalty} percent of the value of the catch of each year.

Article 3
Duration
This Agreement shall remain in force for {years} years. Either Party may terminate it by six months' notice.

Article 4
Settlement of Disputes
Any dispute shall be settled by arbitration in The Hague at the request of either Party.

Article 5
Observers and Reports
Each vessel shall take an observer on board when Ghana asks for it, and shall report its catch, by species
and weight, within forty-eight hours after it has left the waters of Ghana. The observer shall be lodged and
fed as an officer and may watch the setting and the hauling of nets, measure fish, and look into the log of
the vessel. He shall be paid by Ghana and shall be insured by the shipowner. Reports of observers are
confidential and shall be given to the shipowner within thirty days after the vessel has come into port.

Done at Accra on 3 May {signed}.
"""
MINING = """MINING AGREEMENT BETWEEN THE REPUBLIC OF GHANA AND BLUE HILL MINING LIMITED

Article 1
Grant
The Republic grants to the Company the exclusive right to explore for and to extract lithium in the Area.

Article 2
Royalty
The Company shall pay to the Republic a royalty of 5 percent of the gross value of minerals sold.

Article 3
Governing Law
This Agreement shall be governed by the laws of England.
"""
TREATY = """<?xml version="1.0" encoding="UTF-8"?>
<treaty><meta><name>Ruritania - Graustark</name><type>Free Trade Agreement</type>
<date_signed>1999-06-24</date_signed><language>en</language>
<parties><partyisocode n="1">CHE</partyisocode><partyisocode n="2">NOR</partyisocode></parties></meta>
<body><chapter number="CHAPTER I" name="General"><article number="ARTICLE 1" name="Objectives">The
Parties shall establish a free trade area in goods.</article>
<article number="ARTICLE 2" name="State Monopolies">The Parties shall adjust any state monopoly of a
commercial character so that no discrimination exists in the conditions under which goods are
procured and marketed.</article>
</chapter></body></treaty>
"""


class Here:
    """The simplest engine: this process."""

    def map(
        self,
        function: Callable[[Any], Any],
        things: Iterable[Any],
        lost: Callable[[Any], Any],  # noqa: ARG002 - nothing is lost here
    ) -> Iterator[Any]:
        return map(function, things)


def every(found: Iterable[Found]) -> list[Found]:
    """All clauses of a list of hits: those that lead, and those that have the same wording."""
    return [one for first in found for one in (first, *first.also)]


def write(folder: Path) -> Path:
    """The collection: three texts, a treaty in XML, two rows, a picture that is none, an empty file."""
    folder.mkdir(exist_ok=True)
    (folder / "fish-2001.txt").write_text(FISHING.format(royalty=7, years=6, signed=2001))
    (folder / "fish-2011.txt").write_text(FISHING.format(royalty=9, years=4, signed=2011))
    (folder / "mining.txt").write_text(MINING)
    (folder / "treaty.xml").write_text(TREATY)
    (folder / "empty.txt").write_text("")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no archive")
    rows = (
        {"title": "Timber Agreement", "year": 1987, "parties": ["LR"], "resources": ["timber"],
         "text": "Article 1\n\nThe Company shall pay a royalty of 12 percent of the timber's value.\n"},
        {"title": "Mining Agreement once more", "text": MINING + "\n"},
    )  # fmt: skip
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """All of the collection, looked through for its terms."""
    source = write(tmp_path_factory.mktemp("collection") / "texts")
    made = Corpus(tmp_path_factory.mktemp("corpus") / "c", create=True)
    made.add(items([source]), Here())
    made.analyse(Here())
    return made
