import os
import sqlite3
import stat
import sys
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from interview.errors import StoreBusy, StoreError, StoreFull
from storage import migrate
from storage.engine import DATABASE_FILE, open_engines, told_plainly
from storage.errors import DriverMissing, FolderInUse, ServerUnreachable, UnknownRevision
from storage.lock import hold_folder, holder, release_folder
from storage.opening import open_store
from tests.fakes.practice import a_practice, an_sql_store


@pytest.fixture
def folder(tmp_path: Path) -> Generator[Path]:
    yield tmp_path / "data"
    release_folder(tmp_path / "data")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_folder_and_all_files_are_private(folder: Path) -> None:
    store = open_store(folder)
    a_practice(store).start("ski-lift")
    assert mode(folder) == 0o700
    files = {path.name: mode(path) for path in folder.iterdir()}
    assert f"{DATABASE_FILE}-wal" in files
    assert set(files.values()) == {0o600}
    store.close()


def test_a_restart_finds_everything_where_it_was(folder: Path) -> None:
    store = open_store(folder)
    practice = a_practice(store)
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", "thing 1", rev=0)
    store.close()
    store = open_store(folder)
    assert a_practice(store).room(attempt_id).drafts["design"].body == "thing 1"
    store.close()


def test_sqlite_is_set_up_for_durable_concurrent_use(folder: Path) -> None:
    store = open_store(folder)
    expected = {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000}
    for engine, synchronous in ((store.engines.saving, 1), (store.engines.submitting, 2)):
        with engine.connect() as connection:
            found = {
                name: connection.execute(text(f"PRAGMA {name}")).scalar()
                for name in (*expected, "synchronous")
            }
        assert found == expected | {"synchronous": synchronous}
    store.close()


def test_a_second_process_is_told_of_the_first(folder: Path) -> None:
    folder.mkdir()
    ready, tell = os.pipe()
    go, end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(end)  # so that the parent's end, however it comes, is seen below
        try:
            hold_folder(folder)
        finally:
            os.write(tell, b"x")
            os.read(go, 1)
            os._exit(0)
    try:
        os.read(ready, 1)
        with pytest.raises(FolderInUse, match=f"process {child} has this data folder open"):
            open_store(folder)
    finally:
        os.close(end)
        os.waitpid(child, 0)
    open_store(folder).close()
    assert holder(folder) == str(os.getpid())


def test_a_killed_process_leaves_no_lock_behind(folder: Path) -> None:
    folder.mkdir()
    child = os.fork()
    if child == 0:
        hold_folder(folder)
        os._exit(9)
    os.waitpid(child, 0)
    open_store(folder).close()


def test_a_process_may_open_its_own_folder_again(folder: Path) -> None:
    open_store(folder).close()
    open_store(folder).close()


def test_the_head_in_code_is_the_newest_script() -> None:
    scripts = ScriptDirectory(str(migrate.SHIPPED.folder))
    assert scripts.get_current_head() == migrate.SHIPPED.head


def test_the_migrations_make_the_tables_that_the_code_has(tmp_path: Path) -> None:
    engines = open_engines(tmp_path / DATABASE_FILE)
    migrate.upgrade(engines.submitting, folder=tmp_path)
    assert migrate.differences(engines.submitting) == ()
    engines.dispose()


def test_migrations_go_up_down_and_up_again_with_data(tmp_path: Path) -> None:
    engines = open_engines(tmp_path / DATABASE_FILE)
    engine = engines.submitting
    migrate.upgrade(engine, folder=tmp_path)
    store_and_use(tmp_path)
    migrate.downgrade(engine)
    with engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type='table'"))
        assert set(names.scalars()) == {"alembic_version"}
    migrate.upgrade(engine, folder=tmp_path)
    assert migrate.differences(engine) == ()
    engines.dispose()


def store_and_use(folder: Path) -> None:
    engines = open_engines(folder / DATABASE_FILE)
    with engines.saving.begin() as connection:
        connection.execute(text("INSERT INTO scenario_snapshot VALUES ('d', '{}')"))
    engines.dispose()


NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("scenario_snapshot") as batch:
        batch.add_column(sa.Column("note", sa.Text(), nullable=False, server_default="-"))


def downgrade() -> None:
    with op.batch_alter_table("scenario_snapshot") as batch:
        batch.drop_column("note")
"""


def test_an_older_database_is_copied_before_it_is_migrated(tmp_path: Path) -> None:
    engines = open_engines(tmp_path / DATABASE_FILE)
    migrate.upgrade(engines.submitting, folder=tmp_path)
    assert migrate.newest_backup(tmp_path) is None
    store_and_use(tmp_path)
    newer = migrate.Scripts(tmp_path / "scripts", "9000")
    copytree(migrate.SHIPPED.folder, newer.folder)
    script = NEXT.format(head=migrate.SHIPPED.head)
    (newer.folder / "versions" / "9000_next.py").write_text(script, encoding="utf-8")
    migrate.upgrade(engines.submitting, folder=tmp_path, scripts=newer)
    with engines.saving.connect() as connection:
        rows = connection.execute(text("SELECT digest, note FROM scenario_snapshot")).all()
    assert [tuple(row) for row in rows] == [("d", "-")]
    backup = migrate.newest_backup(tmp_path)
    assert backup is not None
    assert backup.name == "before-9000-from-0001.sqlite3"
    assert mode(backup) == 0o600
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT * FROM scenario_snapshot").fetchall() == [("d", "{}")]
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    migrate.downgrade(engines.submitting, migrate.SHIPPED.head, scripts=newer)
    assert migrate.differences(engines.submitting) == ()
    engines.dispose()


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    engines = open_engines(tmp_path / DATABASE_FILE)
    migrate.upgrade(engines.submitting, folder=tmp_path)
    with engines.submitting.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnknownRevision, match="revision 9999, this version knows 0001"):
        migrate.upgrade(engines.submitting, folder=tmp_path)
    engines.dispose()


def test_a_database_can_be_named_by_url(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'other.db'}"
    store = open_store(tmp_path / "unused", url)
    a_practice(store).start("ski-lift")
    assert not (tmp_path / "unused").exists()
    store.close()
    plain = create_engine(url)
    with plain.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM attempt")).scalar() == 1
    plain.dispose()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("sqlite://", "name a file"),
        ("nonsense", "the database refused: Could not parse"),
        ("mysql+pymysql://localhost/x", r"set LOADBEARING_DATABASE_URL to postgresql\+psycopg://"),
        ("postgresql+asyncpg://localhost/x", r"asyncpg: not a database this app knows"),
    ],
)
def test_a_url_that_cannot_be_used_says_why(tmp_path: Path, url: str, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        open_store(tmp_path, url)


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg"])
def test_a_server_that_does_not_answer_is_told_with_a_remedy(tmp_path: Path, scheme: str) -> None:
    with pytest.raises(ServerUnreachable, match=r"refused\); see that .*LOADBEARING_DATABASE_URL"):
        open_store(tmp_path, f"{scheme}://u:secret@127.0.0.1:1/x?connect_timeout=5")


def test_a_missing_driver_is_told_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)  # what Python itself does to forbid one
    with pytest.raises(DriverMissing, match=r"pip install 'psycopg\[binary\]"):
        open_store(tmp_path, "postgresql+psycopg://127.0.0.1:1/x")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreFull, match=r"cannot be written .*LOADBEARING_DATA_DIR"):
        open_store(tmp_path / "file" / "data")


def test_a_database_locked_at_the_start_is_told(tmp_path: Path) -> None:
    an_sql_store(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / DATABASE_FILE)) as other:
        other.execute("PRAGMA journal_mode=DELETE").close()
        other.execute("BEGIN EXCLUSIVE")
        engines = open_engines(tmp_path / DATABASE_FILE, busy_ms=20)
        with pytest.raises(StoreBusy), told_plainly():
            migrate.upgrade(engines.submitting, folder=tmp_path)
        engines.dispose()


def test_a_spoilt_pid_file_names_nobody(folder: Path) -> None:
    folder.mkdir()
    assert holder(folder) == ""
    (folder / "loadbearing.pid").write_bytes(b"\xff rm -rf")
    assert holder(folder) == ""
    assert "another process has this data folder open" in str(FolderInUse(folder, ""))
