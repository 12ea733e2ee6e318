"""Whether the records lose, half write or fail to miss anything.

    python benchmarks/durability.py [--small] [--only kills power faults tampering]

*kills*: a process writes records (each fifth one a draft with its original) and names each on a pipe once the
write has returned; it is killed with -9 at a random moment and the next one goes on in the same folder. At
least 1,000 cycles and 20,000 acknowledged writes; each must be there, the log must verify. A kill leaves the
system's cache alone: this finds half-done transactions, not missing syncs. *power*: the product's own write
path (SQLAlchemy, its SQL, its settings) on SQLite over a disk that forgets what was not synced
(``power.py``): 2,000 cuts at a random call, each left behind in three models; nothing acknowledged may be
missing and the log must verify. With ``synchronous=NORMAL`` it must lose something, or the test cannot tell.
*faults*: disk
full, and an I/O error, at each of the first 200 calls that write, once or from then on; what was
acknowledged must be there after a power cut, and what failed must be refused typed. *tampering*: 10,000
random alterations of a log (edit, deletion, reorder, truncation with all traces tidied, chain written anew,
records, originals), each to be found.

Exercised is the SQLite of APSW with the product's SQL and settings, not Python's own SQLite; the operating
system's file system, and a disk that lies about its cache, are not. Originals are not on the failing disk:
that they are synced before their event is tested in tests/records. ``--small`` does a hundredth of it. Exit
code 1 when anything is missed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import apsw
from figures import figure
from power import MODELS, Cut, Disk, connection
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from tampering import tamperings

from fullpowers.model import FullpowersError
from fullpowers.records import Records, open_records
from fullpowers.records.opening import Place, settle
from fullpowers.records.store import Store
from fullpowers.records.vault import Vault

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
PARTS = ("kills", "power", "faults", "tampering")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--small", action="store_true", help="a hundredth of it")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS)
    options = parser.parse_args()
    share = 100 if options.small else 1
    missed = 0
    with tempfile.TemporaryDirectory(prefix="fullpowers-") as folder:
        for part in options.only:
            started = time.monotonic()
            missed += globals()[part](Path(folder) / part, share)
            print(f"  ({time.monotonic() - started:.0f} s)", flush=True)
    return 1 if missed else 0


def kills(folder: Path, share: int) -> int:
    """kill -9 of the writer, again and again."""
    cycles, wanted = 1000 // share, 20_000 // share
    chance = random.Random(1)
    with open_records(folder) as records:
        person = records.people.add("Olena", at=AT).id
        matter = records.matters.new("Fund", "UA", by=person, at=AT).id
    acknowledged: list[str] = []
    cycle = lost = 0
    while cycle < cycles or len(acknowledged) < wanted:
        new = _killed(folder, matter, person, cycle, chance)
        acknowledged += new
        lost += len(_missing(folder / "records.sqlite", new))
        cycle += 1
    lost += len(_missing(folder / "records.sqlite", acknowledged))
    with open_records(folder) as records:
        faults = records.verify(matter).faults
        more = records.log.size(matter) - 2 - len(acknowledged)
    print(f"{more} writes were made and not yet acknowledged; faults of the log: {len(faults)}")
    figure("kill -9, cycles", cycle, least=cycles)
    figure("kill -9, writes acknowledged", len(acknowledged), least=wanted)
    figure("kill -9, acknowledged writes lost", lost + len(faults), most=0)
    return lost + len(faults)


def _killed(folder: Path, matter: str, person: str, cycle: int, chance: random.Random) -> list[str]:
    """What a writer acknowledged before it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _write_on(folder, matter, person, cycle, writing)
    os.close(writing)
    keys = chance.randint(5, 36)
    heard = b""
    while heard.count(b"\n") < keys and (told := os.read(reading, 4096)):
        heard += told
    time.sleep(chance.random() * 0.006)
    os.kill(child, signal.SIGKILL)
    while told := os.read(reading, 4096):
        heard += told
    os.close(reading)
    os.waitpid(child, 0)
    return heard.decode().split("\n")[:-1]


def _write_on(folder: Path, matter: str, person: str, cycle: int, pipe: int) -> None:
    """Write until killed."""
    records = open_records(folder)
    for number in range(10_000):
        key = f"{cycle}-{number}"
        _one_write(records, matter, person, key, number)
        os.write(pipe, f"{key}\n".encode())
    os._exit(1)


def _one_write(records: Records, matter: str, person: str, key: str, number: int) -> None:
    if number % 5 == 4:
        data = f"{key} ".encode() * (number * 37 % 4000)
        records.drafts.add(matter, f"{key}.txt", data, by=person, at=AT, key=key)
    else:
        records.decisions.add(matter, "x" * (number * 97 % 3000), by=person, at=AT, key=key)


def _missing(database: Path, keys: list[str]) -> list[str]:
    """Which of these writes are not there; read with Python's own SQLite."""
    there = sqlite3.connect(database)
    try:
        if len(keys) > 500:
            found = {key for (key,) in there.execute("SELECT key FROM event")}
            return [key for key in keys if key not in found]
        query = "SELECT count(*) FROM event WHERE key = ?"
        return [key for key in keys if not there.execute(query, (key,)).fetchone()[0]]
    finally:
        there.close()


class Bench:
    """Records on a disk of ours, begun anew for each trial from a copy."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.start = folder / "start"
        with open_records(self.start) as records:
            self.person = records.people.add("Olena", at=AT).id
            self.matter = records.matters.new("Fund", "UA", by=self.person, at=AT).id
        self.name = name

    def trial(self, fault: Callable[[int, str], None], *pragmas: str, writes: int) -> Trial:
        """Write on the failing disk until it is off or so many were tried."""
        path = self.folder / "trial" / "records.sqlite"
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        shutil.copy(self.start / "records.sqlite", path)
        disk = Disk(self.name)
        disk.know(path)
        disk.fault = fault
        trial = Trial(disk, path)
        engine = create_engine(
            "sqlite://", creator=lambda: connection(path, disk, *pragmas), poolclass=StaticPool
        )
        settle(engine)
        originals = self.start / "originals"
        records = Records(Place("", originals), Store(engine, Vault(originals)))
        for number in range(writes):
            try:
                body = "x" * (number * 97 % 2500)
                records.decisions.add(self.matter, body, by=self.person, at=AT, key=f"w{number}")
            except FullpowersError as refusal:
                trial.refused += 1
                trial.untyped += refusal.exit_code != 8
            except Exception as error:
                trial.untyped += 1
                print("untyped", type(error), error)
            else:
                trial.acknowledged.append(f"w{number}")
            if disk.off or trial.refused >= 3:
                break
        disk.off = True  # nothing more is written, not even when the connection closes
        engine.dispose()
        return trial

    def faults(self, database: Path, acknowledged: list[str]) -> int:
        """How much is missing or wrong in a database that was left behind."""
        there = sqlite3.connect(database)
        try:
            if there.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return 1
        except sqlite3.DatabaseError:
            return 1
        finally:
            there.close()
        lost = len(_missing(database, acknowledged))
        with open_records(database.parent, self.start / "originals") as records:
            return lost + len(records.verify(self.matter).faults)


class Trial:
    """What came of one trial."""

    def __init__(self, disk: Disk, path: Path) -> None:
        self.disk, self.path = disk, path
        self.acknowledged: list[str] = []
        self.refused = 0
        self.untyped = 0

    def left_behind(self, folder: Path, model: str, chance: random.Random) -> Path:
        """The database as the cut left it, in a folder of its own; SQLite's shared memory is gone."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for path, data in self.disk.after_cut(model, chance).items():
            if not path.endswith("-shm"):
                (folder / Path(path).name).write_bytes(data)
        return folder / "records.sqlite"


def power(folder: Path, share: int) -> int:
    """Power cuts, as the product is set and as it must not be."""
    bench = Bench(folder, "power")
    lost, acknowledged = _cuts(bench, 2000 // share, "PRAGMA synchronous=FULL")
    for model in MODELS:
        figure(f"{2000 // share} power cuts, {model}, of {acknowledged} writes lost", lost[model], most=0)
    weak, known = _cuts(bench, max(10, 300 // share), "PRAGMA synchronous=NORMAL")
    figure(f"with synchronous=NORMAL, of {known} writes lost", sum(weak.values()), least=1)
    return sum(lost.values()) + (not sum(weak.values()))


def _cuts(bench: Bench, cuts: int, pragma: str) -> tuple[Counter[str], int]:
    chance = random.Random(2)
    lost: Counter[str] = Counter(dict.fromkeys(MODELS, 0))
    acknowledged = 0
    for cut in range(cuts):
        moment = chance.randint(1, 200)

        def fault(number: int, _: str, moment: int = moment) -> None:
            if number >= moment:
                raise Cut

        # every second trial writes the log of SQLite back often, so that this is cut as well
        checkpoints = ("PRAGMA wal_autocheckpoint=8",) if cut % 2 else ()
        trial = bench.trial(fault, pragma, *checkpoints, writes=60)
        acknowledged += len(trial.acknowledged)
        for model in MODELS:
            database = trial.left_behind(bench.folder / "after", model, chance)
            lost[model] += bench.faults(database, trial.acknowledged)
    return lost, acknowledged


def faults(folder: Path, share: int) -> int:
    """Disk full and I/O errors at each of the first calls that write."""
    bench = Bench(folder, "faults")
    wrong = trials = refused = 0
    for kind in (apsw.FullError, apsw.IOError):
        for forever in (False, True):
            for moment in range(1, 201, 1 if share == 1 else 20):

                def fault(
                    number: int, _: str, kind: type = kind, moment: int = moment, on: bool = forever
                ) -> None:
                    if number == moment or (on and number > moment):
                        raise kind("made to fail")

                trial = bench.trial(fault, "PRAGMA wal_autocheckpoint=8", writes=60)
                trials += 1
                refused += trial.refused
                # what the program was told is durable must survive a power cut that follows
                database = trial.left_behind(bench.folder / "after", "lost", random.Random(3))
                wrong += bench.faults(database, trial.acknowledged) + trial.untyped
                wrong += trial.refused == 0  # the fault must have been told
    print(f"faults: {trials} trials, {refused} writes refused typed")
    figure("full disk and I/O errors, false successes", wrong, most=0)
    return wrong


def tampering(folder: Path, share: int) -> int:
    """Random alterations of a log."""
    tried, missed = tamperings(folder, 10_000 // share)
    for kind, count in sorted(tried.items()):
        print(f"tampering, {kind}: {count}, not found {missed[kind]}")
    figure(f"alterations of the log not found, of {sum(tried.values())}", sum(missed.values()), most=0)
    return sum(missed.values())


if __name__ == "__main__":
    sys.exit(main())
