"""Second drafts with a log of what was done: more pairs of the kind of ``redline_syn``, from other treaties.

Knows nothing of the product. An article is left alone, reworded here and there (words, figures, whole
sentences, paragraphs in and out), taken to another place, with and without rewording, divided in two, struck;
new ones come in, some of them near copies of others; then all are numbered anew.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Article = dict[str, str]
_PLAIN, _REWORDED, _MOVED, _BOTH, _DIVIDED, _STRUCK = range(6)
_SHARES = (50, 26, 8, 6, 4, 6)
"""Of a hundred articles, how many meet which fate."""
_ADDED = 0.06
_COPIED = 0.4
"""Of articles that come in, the part that nearly copies another one."""


def pairs(shared: Path) -> Iterator[dict[str, Any]]:
    """Pairs from the treaties of ``segment`` that ``redline_syn`` does not hold, in its form."""
    bench = shared / "bench"
    with gzip.open(bench / "redline_syn.jsonl.gz", "rt") as lines:
        known = {json.loads(line)["tota_id"] for line in lines}
    with gzip.open(bench / "segment.jsonl.gz", "rt") as lines:
        for line in lines:
            record = json.loads(line)
            if record["style"] != "clean" or record["tota_id"] in known:
                continue
            left = _articles(record)
            if len(left) >= 8:
                yield _pair(record, left)


def _articles(record: dict[str, Any]) -> list[Article]:
    """The numbered articles of a treaty with the texts between their marks."""
    return [
        {
            "id": str(place),
            "number": one["number"],
            "heading": one["heading"],
            "text": record["text"][one["body_start"] : one["end"]].strip(),
        }
        for place, one in enumerate(record["articles"])
        if re.search(r"\d", one["number"]) and record["text"][one["body_start"] : one["end"]].strip()
    ]


def _pair(record: dict[str, Any], left: list[Article]) -> dict[str, Any]:
    chance = random.Random(record["tota_id"])
    right: list[tuple[float, Article]] = []
    links = []
    copies: defaultdict[str, list[str]] = defaultdict(list)
    for place, article in enumerate(left):
        fate = chance.choices(range(6), _SHARES)[0]
        made = [] if fate == _STRUCK else _redrafted(article, fate, left, chance)
        where = chance.uniform(0, len(left)) if fate in (_MOVED, _BOTH) else float(place)
        right += [(where + part / 10, one) for part, one in enumerate(made)]
        links.append({"left": [article["id"]], "right": [one["id"] for one in made]})
        if chance.random() < _ADDED:
            model, new = _new(left, chance, f"n{place}")
            right.append((place + 0.5, new))
            copies[model].append(new["id"])
    for link in links:
        # who finds a near copy of what was struck has found where it went
        link["right"] = link["right"] or copies[link["left"][0]]
    ordered = [article for _, article in sorted(right, key=lambda one: one[0])]
    for place, article in enumerate(ordered, 1):
        article["number"] = re.sub(r"\d+(\.\d+)*", str(place), article["number"], count=1)
    return {"doc_id": f"redrafted-{record['tota_id']}", "left": left, "right": ordered, "links": links}


def _redrafted(article: Article, fate: int, left: list[Article], chance: random.Random) -> list[Article]:
    text = article["text"]
    if fate in (_REWORDED, _BOTH):
        for _ in range(chance.randint(1, 4)):
            text = _edited(text, left, chance)
    made = {**article, "id": f"r{article['id']}", "text": text}
    paragraphs = text.split("\n\n")
    if fate != _DIVIDED or len(paragraphs) < 2:
        return [made]
    cut = chance.randrange(1, len(paragraphs))
    first = {**made, "text": "\n\n".join(paragraphs[:cut])}
    second = {**made, "id": f"s{article['id']}", "heading": "", "text": "\n\n".join(paragraphs[cut:])}
    return [first, second]


def _edited(text: str, left: list[Article], chance: random.Random) -> str:
    """One edit: some words, a figure, a sentence, a paragraph."""
    other = chance.choice(left)["text"]
    words = other.split()
    parts = re.split(r"(\s+)", text)
    match chance.randrange(6):
        case 0:  # some words become others
            at = chance.randrange(0, len(parts), 2)
            some = words[chance.randrange(len(words)) :][: chance.randint(1, 4)]
            return "".join([*parts[:at], " ".join(some), *parts[at + 2 * chance.randint(0, 3) + 1 :]])
        case 1:  # some words come in
            at = chance.randrange(0, len(parts), 2)
            some = words[chance.randrange(len(words)) :][: chance.randint(1, 6)]
            return "".join([*parts[:at], " ".join(some), " ", *parts[at:]])
        case 2:  # some words go
            at = chance.randrange(0, len(parts), 2)
            return "".join([*parts[:at], *parts[at + 2 * chance.randint(1, 6) :]]).strip() or text
        case 3:  # a figure changes, or who must may
            changed = re.sub(r"\d+", lambda found: str(int(found[0]) + chance.randint(1, 9)), text, count=1)
            return changed if changed != text else text.replace(" shall ", " may ", 1)
        case 4:  # a paragraph comes in
            paragraphs = text.split("\n\n")
            paragraphs.insert(chance.randint(0, len(paragraphs)), " ".join(words[2:42]))  # no whole one
            return "\n\n".join(paragraphs)
        case _:  # a paragraph goes, or all is joined
            paragraphs = text.split("\n\n")
            if len(paragraphs) > 1:
                del paragraphs[chance.randrange(len(paragraphs))]
            return "\n\n".join(paragraphs)


def _new(left: list[Article], chance: random.Random, name: str) -> tuple[str, Article]:
    """An article that was not there: made of sentences of others, or nearly a copy of one, which is named."""
    model = chance.choice(left)
    if chance.random() < _COPIED:
        text = model["text"]
        while text.split() == model["text"].split():
            text = _edited(text, left, chance)
        return model["id"], {**model, "id": name, "text": text}
    sentences = [
        sentence
        for _ in range(3)
        for sentence in chance.sample(re.split(r"(?<=[.;])\s+", chance.choice(left)["text"]), 1)
    ]
    return "", {**model, "id": name, "heading": "Further provisions", "text": " ".join(sentences)}
