"""How long a redline of 500 pages takes to open on the desk.

    python benchmarks/desk_reading.py [--pages 500] [--share 0.3] [--each 5]

Two drafts are made here (a page is 1,900 characters; a share of the paragraphs is changed), reviewed, stored
in records in a folder of their own, and opened in headless Chromium over the real server. Printed in seconds,
the median of some openings: until the first words are drawn, until the page is ready to be worked with, and
until an article at the end stands there after its name in the tree was followed. *First* is with nothing in
memory, as after a start of the desk; the desk itself opens a draft when its review is done, so that a person
meets *again*. On a machine that does other work too the clock tells little: *work* is the CPU time of the
server and of the page (its tasks until it is ready) together. The bar: again, ready under 1 s by the clock,
or by the work where the clock is disturbed; exit code 1 when both miss it.
"""

from __future__ import annotations

import argparse
import random
import shutil
import socket
import statistics
import sys
import tempfile
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import uvicorn
from figures import figure
from playwright.sync_api import sync_playwright

from fullpowers import Circumstances
from fullpowers.desk import Settings, create_app, sessions
from fullpowers.desk.opened import ready
from fullpowers.records import open_records
from fullpowers.review import review

BAR = 1.0
PAGE = 1_900
WORDS = (
    *("the", "Party", "shall", "ensure", "that", "revenue", "from", "licences", "is", "transferred", "to"),
    *("Fund", "within", "thirty", "days", "of", "receipt", "and", "each", "Participant", "may", "inspect"),
    *("accounts", "any", "entity", "holding", "under", "this", "Agreement", "subject", "domestic", "law"),
)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--share", type=float, default=0.3, help="of the paragraphs that are changed")
    parser.add_argument("--each", type=int, default=5, help="openings")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = _drafts(Path(folder), options.pages * PAGE, options.share)
        started = time.process_time()
        found = review(
            files[1], against=files[0], side="UA", circumstances=Circumstances(on=date(2025, 2, 21))
        )
        print(f"{options.pages} pages reviewed in {time.process_time() - started:.0f} s of CPU")
        records = open_records(Path(folder) / "records")
        at = datetime.now(UTC)
        person = records.people.add("Reader", at=at)
        matter = records.matters.new("Long", "UA", by=person.id, at=at).id
        old, new = (
            records.drafts.add(matter, file.name, file.read_bytes(), by=person.id, at=at) for file in files
        )
        records.reviews.add(matter, new.id, old.id, found, by=person.id, at=at)
        last = found.instrument.provisions[-1].path
        missed = _measured(records, person, f"/m/{matter}/d/{new.id}/read", last, options.each)
        records.close()
    return 1 if missed else 0


def _drafts(folder: Path, size: int, share: float) -> tuple[Path, Path]:
    chance = random.Random(5)
    lines, count = ["Agreement on everything"], 0
    while sum(map(len, lines)) < size if len(lines) < 50 else count < size:
        lines += [f"Article {len(lines)}", " ".join(chance.choices(WORDS, k=4)).capitalize()]
        for number in range(1, chance.randint(6, 9)):
            words = " ".join(chance.choices(WORDS, k=chance.randint(18, 90))).capitalize()
            lines.append(f"{number}. {words}.")
        count = sum(map(len, lines))
    later = []
    for line in lines:
        words = line.split()
        if not line.startswith("A") and chance.random() < share:
            for _ in range(2):
                words[chance.randrange(1, len(words))] = chance.choice(("intends", "may", "90", "promptly"))
        later.append(" ".join(words))
    files = folder / "old.txt", folder / "new.txt"
    for file, text in zip(files, (lines, later), strict=True):
        file.write_text("\n".join(text), encoding="utf-8")
    return files


def _measured(records: Any, person: Any, path: str, last: str, each: int) -> bool:
    door = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{door.getsockname()[1]}"
    app = create_app(records, Settings(url, served=True), work=False)
    ready()  # as the desk does when it starts
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    desk = app.state.desk
    word = sessions.begin(desk, person, sessions.BROWSER, "benchmark", datetime.now(UTC))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": desk.settings.cookie, "value": word, "url": url}])
        rows = [_opening(context, url + path, last.replace("/", "-")) for _ in range(each + 1)]
        browser.close()
    server.should_exit = True
    thread.join(10)
    again = [statistics.median(row[k] for row in rows[1:]) for k in range(5)]
    print("         first words   ready   last article   work of server   of page")
    for name, row in (("first", rows[0]), ("again", again)):
        print(f"{name}    {row[0]:11.2f}   {row[1]:5.2f}   {row[2]:12.2f}   {row[3]:14.2f}   {row[4]:7.2f}")
    met = [
        figure("first opening, ready", rows[0][1], "s", most=BAR),
        figure("opened again, ready", again[1], "s", most=BAR),
    ]
    return not all(met)


def _opening(context: Any, address: str, last: str) -> tuple[float, ...]:
    """Seconds until the first words, until ready, from a click until the last article; work of both."""
    page = context.new_page()
    inside = context.new_cdp_session(page)
    inside.send("Performance.enable")
    started, worked = time.perf_counter(), time.process_time()
    page.goto(address)
    page.wait_for_selector("html[data-ready=yes]")
    ready, worked = time.perf_counter() - started, time.process_time() - worked
    told = {one["name"]: one["value"] for one in inside.send("Performance.getMetrics")["metrics"]}
    page.wait_for_function("performance.getEntriesByType('paint').length > 0")  # a page may be ready sooner
    words = page.evaluate("performance.getEntriesByType('paint').at(-1).startTime") / 1000
    started = time.perf_counter()
    page.locator(f".tree a[href$='#{last}']").evaluate("link => link.click()")
    page.wait_for_selector(f"#{last}", state="attached")
    there = time.perf_counter() - started
    page.close()
    return words, ready, there, worked, told["TaskDuration"]


if __name__ == "__main__":
    sys.exit(main())
