"""Twenty readers and five writers at one desk.

    python benchmarks/desk_load.py [--minutes 10] [--readers 20] [--writers 5] [--rate 110]

The desk runs in a process of its own over a matter with two reviewed drafts of the example and a hundred
notes. Readers open pages (the redline, the first page, findings, terms, notes, positions, the matter,
the list) and addresses of the API; writers edit, settle and reopen notes, each edit naming the version
it was made from. Each keeps to a timetable, together ``--rate`` requests a second, and a request's time
counts from when it was due, so that waiting counts too. Bars: 100 requests a second, p99 of reading 150
ms and of writing 250 ms, no status of 500 or more, memory of the desk within 10 % of what it was after a
tenth of the time. The clients run on the same processors; the load of the machine is printed, and the
times mean little while others work on it. Exit code 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from figures import figure

from fullpowers.desk import Settings, open_desk, sessions
from fullpowers.desk.state import Desk
from fullpowers.records import Kind, Records, Remark, open_records, select
from fullpowers.review import review

DRAFTS = Path(__file__).parents[1] / "examples" / "minerals" / "drafts"
RATE, READ, WRITE, DRIFT = 100, 0.150, 0.250, 0.10
NOTES = 100


@dataclass
class Measured:
    """What the clients saw."""

    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--writers", type=int, default=5)
    parser.add_argument("--rate", type=float, default=110, help="requests a second, of all together")
    parser.add_argument("--serve", nargs=2, metavar=("FOLDER", "PORT"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        return serve(Path(arguments.serve[0]), int(arguments.serve[1]))
    with tempfile.TemporaryDirectory() as folder:
        return measure(Path(folder), arguments)


def serve(folder: Path, port: int) -> int:
    """The desk, as ``fullpowers desk --serve`` runs it."""
    settings = Settings(f"http://127.0.0.1:{port}", served=True)
    open_desk(open_records(folder), settings, port=port, browse=False, told=lambda _: None)
    return 0


def measure(folder: Path, chosen: argparse.Namespace) -> int:
    """Furnish a desk, let everybody work, and print what came of it."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    records = open_records(folder)
    desk = Desk(records, Settings(f"http://127.0.0.1:{port}", served=True))
    paths, notes, cookies = furnish(desk, chosen.readers + chosen.writers)
    records.close()
    command = [sys.executable, __file__, "--serve", str(folder), str(port)]
    with subprocess.Popen(command) as server:
        try:
            wait_for(port)
            measured, memories, used = work(port, server.pid, chosen, paths, notes, cookies)
        finally:
            server.terminate()
    return told(measured, chosen.minutes, memories, used)


def work(
    port: int,
    server: int,
    chosen: argparse.Namespace,
    paths: list[str],
    notes: list[tuple[str, str]],
    cookies: list[str],
) -> tuple[Measured, tuple[int, int], float]:
    """Everybody works.

    Returns: what they saw, memory of the desk after a tenth of the time and at the end, its processor time.
    """
    measured, ending = Measured(), threading.Event()
    pause = len(cookies) / chosen.rate
    threads = []
    for number, cookie in enumerate(cookies):
        share = notes[number - chosen.readers :: chosen.writers]
        reads = number < chosen.readers
        client = Client(port, cookie, pause, measured, ending)
        threads.append(
            threading.Thread(target=client.read if reads else client.write, args=(paths if reads else share,))
        )
    for thread in threads:
        thread.daemon = True
        thread.start()
    before = processor(server)
    time.sleep(chosen.minutes * 6)
    early = memory(server)
    time.sleep(chosen.minutes * 54)
    late, used = memory(server), processor(server) - before
    ending.set()
    for thread in threads:
        thread.join(60)
    return measured, (early, late), used


@dataclass
class Client:
    """Somebody at the desk, who keeps to a timetable."""

    port: int
    cookie: str
    pause: float
    measured: Measured
    ending: threading.Event

    def read(self, paths: list[str]) -> None:
        """A reader."""
        chance, line = random.Random(self.cookie), Line(self.port, self.cookie)
        for due in self._due(chance):
            path = chance.choice(paths)
            status, _ = line.ask("GET", path)
            taken = time.perf_counter() - due
            self.measured.reads.append(taken)
            self.measured.statuses[status] += 1
            name = "/".join(path.split("/")[4:]) or path[:8]
            self.measured.slowest[name] = max(self.measured.slowest.get(name, 0), taken)

    def write(self, notes: list[tuple[str, str]]) -> None:
        """A writer."""
        chance, line = random.Random(self.cookie), Line(self.port, self.cookie)
        versions = dict.fromkeys((note for _, note in notes), 1)
        for due in self._due(chance):
            matter, note = chance.choice(notes)
            base = f"/api/matters/{matter}/annotations/{note}"
            settle = chance.random() < 0.3
            given = {"resolved": chance.random() < 0.5} if settle else {"text": f"edited {chance.random()}"}
            body = json.dumps({**given, "version": versions[note]})
            method, path = ("PUT", f"{base}/resolved") if settle else ("PATCH", base)
            status, found = line.ask(method, path, body.encode())
            self.measured.writes.append(time.perf_counter() - due)
            self.measured.statuses[status] += 1
            if status == 200:
                versions[note] = json.loads(found)["version"]

    def _due(self, chance: random.Random) -> Iterator[float]:
        """The times at which the next request is due; who is late goes on at once."""
        due = time.perf_counter() + chance.random() * self.pause
        while not self.ending.is_set():
            time.sleep(max(0.0, due - time.perf_counter()))
            yield due
            due += self.pause


class Line:
    """A connection that is kept; plain sockets, so that the clients take little of the same processors."""

    def __init__(self, port: int, cookie: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file = self._socket.makefile("rb")
        self._head = f"host: 127.0.0.1:{port}\r\ncookie: {cookie}\r\nsec-fetch-site: same-origin\r\n"

    def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """Status and body of the answer."""
        more = f"content-type: application/json\r\ncontent-length: {len(body)}\r\n" if body else ""
        self._socket.sendall(f"{method} {path} HTTP/1.1\r\n{self._head}{more}\r\n".encode() + body)
        status, length = int(self._file.readline().split()[1]), 0
        while (line := self._file.readline()) not in (b"\r\n", b""):
            if line[:15].lower() == b"content-length:":
                length = int(line[15:])
        return status, self._file.read(length)


def furnish(desk: Desk, people: int) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """A matter with two reviewed drafts and notes; paths to read, notes to edit, cookies of people."""
    records: Records = desk.records
    at = datetime.now(UTC)
    members = [
        records.people.add(f"Person {number}", email=f"p{number}@example.org", at=at)
        for number in range(people)
    ]
    owner = members[0].id
    matter = records.matters.new("Minerals", "UA", by=owner, at=at).id
    for one in members[1:]:
        records.matters.admit(matter, one.id, "counsel", by=owner, at=at)  # type: ignore[arg-type]
    files = [DRAFTS / "draft-2.docx", DRAFTS / "draft-3.docx"]
    drafts = [records.drafts.add(matter, file.name, file.read_bytes(), by=owner, at=at) for file in files]
    found = review(files[1], against=files[0], side="UA")
    records.reviews.add(matter, drafts[1].id, drafts[0].id, found, by=owner, at=at)
    text, chance, notes = found.instrument, random.Random(1), []
    for _ in range(NOTES):
        start = chance.randrange(len(text.text) - 80)
        words = select(text.text, text.id, start, start + 60)
        made = records.annotations.add(
            matter, drafts[1].id, words, Remark(Kind.COMMENT, "x"), by=owner, at=at
        )
        notes.append((matter, made.id))
    base = f"/m/{matter}/d/{drafts[1].id}"
    paths = ["/", f"/m/{matter}", base, f"/api/matters/{matter}", f"/api/matters/{matter}/annotations"]
    paths += [
        f"{base}/{part}"
        for part in ("read", "read", "law", "terms", "balance", "changes", "notes", "positions")
    ]
    name = desk.settings.cookie
    cookies = [f"{name}={sessions.begin(desk, one, sessions.BROWSER, 'load', at)}" for one in members]
    return paths, notes, cookies


def wait_for(port: int) -> None:
    """Until the desk answers."""
    for _ in range(600):
        try:
            if Line(port, "").ask("GET", "/sign-in")[0] == 200:
                return
        except (OSError, IndexError):
            time.sleep(0.1)
    raise RuntimeError("the desk did not start")


def memory(process: int) -> int:
    """Resident bytes of a process and of those that it started."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,rss"], capture_output=True, text=True, check=True).stdout
    rows = [tuple(map(int, line.split())) for line in listed.splitlines()[1:]]
    own, grown = {process}, True
    while grown:
        more = {pid for pid, parent, _ in rows if parent in own} - own
        own, grown = own | more, bool(more)
    return sum(rss for pid, _, rss in rows if pid in own) * 1024


def processor(process: int) -> float:
    """Seconds of processor time that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def told(measured: Measured, minutes: float, memories: tuple[int, int], used: float) -> int:
    """The figures beside the bars."""
    early, late = memories
    total = len(measured.reads) + len(measured.writes)
    rate, drift = total / (minutes * 60), late / early - 1
    reading, writing = (statistics.quantiles(taken, n=100) for taken in (measured.reads, measured.writes))
    faults = sum(count for status, count in measured.statuses.items() if status >= 500)
    load = "/".join(f"{one:.1f}" for one in os.getloadavg())
    print(
        f"{total} requests in {minutes:g} minutes on {os.cpu_count()} processors, load of the machine {load}"
    )
    print(f"statuses: {dict(sorted(measured.statuses.items()))}")
    print(f"memory: {early / 1e6:.0f} MB, at the end {late / 1e6:.0f} MB")
    worst = sorted(measured.slowest.items(), key=lambda one: -one[1])[:4]
    print("slowest: " + ", ".join(f"{name or 'home'} {taken * 1000:.0f} ms" for name, taken in worst))
    print(f"medians: reading {reading[49] * 1000:.0f} ms, writing {writing[49] * 1000:.0f} ms")
    figure("the desk's processor time a request", used / total * 1000, "ms")
    clients = resource.getrusage(resource.RUSAGE_SELF)
    figure("the clients' processor time, all of them", clients.ru_utime + clients.ru_stime, "s")
    met = [
        figure("requests a second", rate, least=RATE),
        figure("reading, p99", reading[98] * 1000, "ms", most=READ * 1000),
        figure("writing, p99", writing[98] * 1000, "ms", most=WRITE * 1000),
        figure("answers of 500 or more", faults, most=0),
        figure("drift of memory", drift, most=DRIFT),
    ]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
