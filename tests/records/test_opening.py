"""Records are made, found again, brought up to date after a copy, or refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from fullpowers.model import StorageError
from fullpowers.records import Records, open_records, opening, schema

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_the_migrations_make_what_the_schema_says(records: Records) -> None:
    with records.store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.METADATA) == []


def test_the_newest_migration_is_the_one_that_this_version_knows() -> None:
    folder = Path(opening.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == opening.REVISION


def test_sqlite_is_set_so_that_an_acknowledged_write_survives(tmp_path: Path) -> None:
    with open_records(tmp_path) as records, records.store.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout")
        }
    assert settings == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "busy_timeout": 5000
    }  # fmt: skip


def test_nobody_else_reads_the_records(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with open_records(tmp_path) as records:
        olena = records.people.add("Olena", at=AT)
        matter = records.matters.new("Fund", "UA", by=olena.id, at=AT)
        records.drafts.add(matter.id, "d", b"-", by=olena.id, at=AT)
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert len(files) == 4  # database, its log and index, one original
        assert all(not path.stat().st_mode & 0o077 for path in files)


def test_records_of_a_newer_version_are_refused_and_left_alone(new_records: Records) -> None:
    with new_records.store.changing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="newer version of fullpowers"):
        opening.open_store(new_records.place)


def test_something_else_is_not_taken_for_records(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "records.sqlite") as connection:
        connection.execute("CREATE TABLE cats (name)")
    connection.close()
    with pytest.raises(StorageError, match="something else than records"):
        open_records(tmp_path)
    (tmp_path / "records.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(StorageError, match="could not be used"):
        open_records(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be opened"):
        open_records(tmp_path / "file" / "desk")


def test_a_copy_is_kept_before_an_upgrade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a further revision, as a later version will have one."""
    with open_records(tmp_path) as records:
        olena = records.people.add("Olena", at=AT)
    migrations = tmp_path / "migrations"
    shutil.copytree(Path(opening.__file__).parent / "migrations", migrations)
    (migrations / "versions" / "9000_later.py").write_text(LATER)
    monkeypatch.setattr(opening, "REVISION", "9000")
    monkeypatch.setattr(opening, "MIGRATIONS", migrations)
    with open_records(tmp_path) as records:
        assert records.people.get(olena.id) == olena
    copies = list(tmp_path.glob("records-before-*.sqlite"))
    assert [copy.name for copy in copies] == ["records-before-9000-from-0003.sqlite"]
    shutil.rmtree(migrations)
    monkeypatch.undo()
    with pytest.raises(StorageError, match="newer version"):
        open_records(tmp_path)
    restored = tmp_path / "restored"
    restored.mkdir()
    copies[0].rename(restored / "records.sqlite")
    with open_records(restored) as records:
        assert records.people.get(olena.id) == olena


def test_an_upgrade_keeps_what_there_is_on_a_server_as_well(
    new_records: Records, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    olena = new_records.people.add("Olena", at=AT)
    migrations = tmp_path / "migrations"
    shutil.copytree(opening.MIGRATIONS, migrations)
    (migrations / "versions" / "9000_later.py").write_text(LATER)
    monkeypatch.setattr(opening, "REVISION", "9000")
    monkeypatch.setattr(opening, "MIGRATIONS", migrations)
    with Records(new_records.place, opening.open_store(new_records.place)) as upgraded:
        assert upgraded.people.get(olena.id) == olena
        with upgraded.store.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM later")).scalar() == 0


def test_records_of_the_first_revision_are_brought_up_to_date(
    new_records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the first version left them: without the tables of passwords and second factors."""
    with new_records.store.changing() as connection:
        connection.execute(text("DROP TABLE factor"))
        connection.execute(text("DROP TABLE password"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    monkeypatch.setattr(opening, "REVISION", "0001")
    with Records(new_records.place, opening.open_store(new_records.place)) as old:
        olena = old.people.add("Olena", at=AT)
        matter = old.matters.new("Fund", "UA", by=olena.id, at=AT)
        draft = old.drafts.add(matter.id, "d", b"-", by=olena.id, at=AT)
    monkeypatch.undo()
    with Records(new_records.place, opening.open_store(new_records.place)) as upgraded:
        assert upgraded.drafts.get(draft.id) == draft
        upgraded.drafts.unlock(draft.id, "open sesame")
        assert upgraded.drafts.password(draft.id) == "open sesame"
        assert upgraded.verify(matter.id).sound


LATER = (
    "from alembic import op\nrevision = '9000'\ndown_revision = '0003'\n"
    "def upgrade():\n    op.execute('CREATE TABLE later (id INTEGER)')\n"
)


def test_a_kill_in_the_middle_of_making_the_tables_leaves_records_that_open(tmp_path: Path) -> None:
    script = (
        "import os, sys\n"
        "from alembic.operations import Operations\n"
        "from fullpowers.records import open_records\n"
        "make, left = Operations.create_table, [int(sys.argv[2])]\n"
        "def create_table(*args, **options):\n"
        "    left[0] -= 1\n"
        "    return make(*args, **options) if left[0] else os.kill(os.getpid(), 9)\n"
        "import alembic.op\n"
        "alembic.op.create_table = lambda *a, **o: create_table(alembic.op._proxy, *a, **o)\n"
        "open_records(sys.argv[1])\n"
    )
    for table in (2, 7):
        folder = tmp_path / str(table)
        killed = subprocess.run([sys.executable, "-c", script, str(folder), str(table)], check=False)
        assert killed.returncode == -9
        with open_records(folder) as records:
            assert records.people.add("Olena", at=AT).version == 1


def test_two_desks_that_start_at_once_make_the_tables_once(tmp_path: Path) -> None:
    script = "import sys\nfrom fullpowers.records import open_records\nopen_records(sys.argv[1])\n"
    started = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "desk")]) for _ in range(2)]
    assert [one.wait() for one in started] == [0, 0]
