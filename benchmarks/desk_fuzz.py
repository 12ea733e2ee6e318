"""Requests that nobody meant, to every address of a real desk: none may end in an unhandled error.

    python benchmarks/desk_fuzz.py [--cases 10000] [--seed 1]

schemathesis makes the cases from the OpenAPI document of the API and of the pages' forms, half of them
against what the document says. Two in three are given the identities of a real matter, draft and note, so
that they get past the door. The bar is 10,000 cases without a status of 500 or more; one that there is is
printed with its request, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import requests
import schemathesis
import uvicorn
from fastapi import FastAPI
from figures import figure

from fullpowers.desk import Settings, api, create_app, pages, sessions
from fullpowers.records import Kind, Remark, open_records, select
from fullpowers.review import review

DRAFT = """AGREEMENT BETWEEN THE GOVERNMENT OF UKRAINE AND THE GOVERNMENT OF THE UNITED STATES OF AMERICA

Article 1
The Government of Ukraine shall pay 50 percent of revenues to the Fund.
"""
ENDS = {"/sign-out", "/sessions/end-others", "/sessions/{identity}/end"}
"""Addresses that would end the session that the cases are sent in."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = Fuzzed(Path(folder))
        operations = list(desk.operations())
        each = -(-arguments.cases // len(operations))
        began = time.process_time()
        for operation in operations:
            desk.fuzz(operation, each, arguments.seed)
        seconds = time.process_time() - began
        desk.stop()
    total = sum(desk.statuses.values())
    print(f"{total} cases to {len(operations)} addresses in {seconds:.0f} s of processor time")
    print("statuses: " + ", ".join(f"{status}: {count}" for status, count in sorted(desk.statuses.items())))
    for fault in desk.faults:
        print(f"FAULT {fault}")
    met = [
        figure("cases sent", total, least=arguments.cases),
        figure("answers of 500 or more", len(desk.faults), most=0),
    ]
    return 0 if all(met) else 1


class Fuzzed:
    """A desk with a matter, and what became of the cases."""

    def __init__(self, folder: Path) -> None:
        door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{door.getsockname()[1]}"
        self.records = open_records(folder / "desk")
        app = create_app(self.records, Settings(self.url, served=True), work=False)
        self.desk = app.state.desk
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [door]}, daemon=True)
        self.thread.start()
        self.statuses: Counter[int] = Counter()
        self.faults: list[str] = []
        self.person = self.records.people.add("Fuzz", email="f@example.org", administrator=True, at=self.now)
        self.known = self._furnish(folder)
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers.update({"origin": self.url, "sec-fetch-site": "same-origin"})
        self._sign_in()

    @property
    def now(self) -> Any:
        return self.desk.settings.now()

    def operations(self) -> Iterator[Any]:
        """Every address of the desk with a method."""
        described = FastAPI()
        for router in pages.routers():
            described.include_router(router)
        described.include_router(api.router)
        for result in schemathesis.openapi.from_dict(described.openapi()).get_all_operations():
            operation = result.ok()
            if operation.path not in ENDS:
                yield operation

    def fuzz(self, operation: Any, count: int, seed: int) -> None:
        """Send cases to one address, as its description says and otherwise."""
        right, wrong = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
        self._fuzz(operation, right, count - count // 2, seed)
        before = sum(self.statuses.values())
        with contextlib.suppress(hypothesis.errors.Unsatisfiable, schemathesis.errors.SchemathesisError):
            self._fuzz(operation, wrong, count // 2, seed)
        if (
            sum(self.statuses.values()) == before
        ):  # an address that takes nothing cannot be given wrong things
            self._fuzz(operation, right, count // 2, seed + 1)

    def _fuzz(self, operation: Any, mode: Any, count: int, seed: int) -> None:
        if not count:
            return
        chance = random.Random(f"{seed} {operation.label}")

        @hypothesis.seed(seed)
        @hypothesis.settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
        def send(case: Any) -> None:
            if chance.random() < 0.67:
                for name in set(case.path_parameters or ()) & set(self.known):
                    case.path_parameters[name] = self.known[name]
            self._send(case)

        send()

    def _send(self, case: Any) -> None:
        try:
            answer = case.call(base_url=self.url, session=self.session, timeout=60, allow_redirects=False)
        except requests.exceptions.RequestException as error:
            # what cannot be written as a request at all is none of ours
            if isinstance(error, requests.exceptions.InvalidHeader | requests.exceptions.InvalidURL):
                return
            self.faults.append(f"{case.method} {case.path}: {error}")
            return
        self.statuses[answer.status_code] += 1
        if answer.status_code >= 500 and len(self.faults) < 20:
            self.faults.append(f"{answer.status_code} {case.as_curl_command()[:500]}")
        if answer.status_code == 401:
            self._sign_in()

    def _sign_in(self) -> None:
        word = sessions.begin(self.desk, self.person, sessions.BROWSER, "fuzz", self.now)
        self.session.cookies.clear()
        self.session.cookies.set(self.desk.settings.cookie, word)

    def _furnish(self, folder: Path) -> dict[str, Any]:
        """A matter with a reviewed draft and a note; identities by the names that addresses give them."""
        by = {"by": self.person.id, "at": self.now}
        matter = self.records.matters.new("Fuzzed", "UA", **by)
        draft = self.records.drafts.add(matter.id, "draft.txt", DRAFT.encode(), **by)
        file = folder / "draft.txt"
        file.write_text(DRAFT, encoding="utf-8")
        found = review(file, side="UA")
        reviewed = self.records.reviews.add(matter.id, draft.id, "", found, **by)
        words = select(found.instrument.text, found.instrument.id, 0, 9)
        note = self.records.annotations.add(matter.id, draft.id, words, Remark(Kind.COMMENT, "x"), **by)
        known = {"matter": matter.id, "draft": draft.id, "review": reviewed.id, "person": self.person.id}
        return {**known, "annotation": note.id, "identity": note.id, "part": "law", "seq": 3}

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(10)
        self.records.close()


if __name__ == "__main__":
    sys.exit(main())
