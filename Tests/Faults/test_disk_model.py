"""The model itself, on a small SQLite program and on bare files: it must see what it is for."""

import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

from disk_model import CUT_STATUS, Disk
from seed import SEED

CUTS = 10
WRITER = pathlib.Path(__file__).with_name("sqlite_writer.py")


class DiskModelTests(unittest.TestCase):
    def setUp(self):
        self.data = pathlib.Path(tempfile.mkdtemp(prefix="larder-model-"))
        self.database = self.data / "rows.sqlite"
        self.disk = Disk(self.data)
        self.disk.hold()

    def tearDown(self):
        self.disk.discard()
        shutil.rmtree(self.data)

    def write(self, synchronous="full", count=10_000, **model) -> tuple[int, list[int]]:
        """The writer's exit status and the numbers it reported."""
        process = subprocess.run(
            [sys.executable, WRITER, self.database, synchronous, str(count)],
            capture_output=True, text=True, timeout=60, env=self.disk.environment(**model))
        return process.returncode, [int(line) for line in process.stdout.splitlines()]

    def run_python(self, program: str, **model) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-c", program, str(self.data)],
            capture_output=True, text=True, timeout=60, env=self.disk.environment(**model))

    def rows(self) -> set[int]:
        database = sqlite3.connect(self.database)
        try:
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchone(), ("ok",))
            return {number for (number,) in database.execute("SELECT number FROM row")}
        except sqlite3.OperationalError as fault:
            self.assertIn("no such table", str(fault))
            return set()
        finally:
            database.close()

    def lost_in_cut(self, odds: random.Random, moments: list[str], torn: bool, **settings) -> int:
        """How many reported rows are gone after one cut; the next goes on from what was kept."""
        moment = f"{odds.choice(moments)}:{odds.randint(1, 300)}"
        before = self.rows()
        self.disk.hold()
        status, numbers = self.write(cut_at=moment, **settings)
        self.assertEqual(status, CUT_STATUS)
        self.disk.power_on(torn=odds if torn else None)
        return len((before | set(numbers)) - self.rows())

    def check_full(self, torn: bool) -> None:
        odds = random.Random(SEED)
        for _ in range(CUTS):
            self.assertEqual(self.lost_in_cut(odds, ["sync", "synced", "write"], torn), 0)

    def check_loss(self, **settings) -> None:
        """One of many cuts loses something; a cut in a checkpoint need not."""
        odds = random.Random(SEED)
        self.assertTrue(any(
            self.lost_in_cut(odds, ["write"], torn=False, **settings) > 0 for _ in range(CUTS)))

    def test_full_loses_no_reported_commit(self):
        self.check_full(torn=False)

    def test_full_loses_no_reported_commit_where_unsynced_sectors_survive_at_random(self):
        self.check_full(torn=True)

    def test_normal_loses_reported_commits(self):
        self.check_loss(synchronous="normal")

    def test_full_with_the_log_synced_as_normal_does_loses_reported_commits(self):
        self.check_loss(log="normal")

    def test_bytes_last_from_their_own_sync(self):
        (self.data / "a").write_text("old")
        self.disk.hold()
        program = """if True:
            import os, sys
            file = open(sys.argv[1] + "/a", "r+")
            file.write("new"); file.flush()
            if SYNC: os.fsync(file.fileno())
            file.truncate(1)
            """
        self.run_python(program.replace("SYNC", "False"))
        self.assertEqual((self.disk.tree / "a").read_text(), "old")
        self.run_python(program.replace("SYNC", "True"))
        self.assertEqual((self.disk.tree / "a").read_text(), "new")

    def test_names_last_from_the_sync_of_their_directory(self):
        (self.data / "old").write_text("bytes")
        self.disk.hold()
        program = """if True:
            import os, sys
            os.chdir(sys.argv[1])
            os.rename("old", "new")
            with open("made", "w") as file: file.write("made"); file.flush(); os.fsync(file)
            if SYNC: os.fsync(os.open(".", os.O_RDONLY))
            os.unlink("made")
            """
        self.run_python(program.replace("SYNC", "False"))
        self.assertEqual([path.name for path in self.disk.tree.iterdir()], ["old"])
        (self.data / "new").rename(self.data / "old")
        self.run_python(program.replace("SYNC", "True"))
        kept = {path.name: path.read_text() for path in self.disk.tree.iterdir()}
        self.assertEqual(kept, {"new": "bytes", "made": "made"})

    def test_a_write_to_a_file_opened_for_synced_writes_lasts(self):
        (self.data / "a").write_text("old")
        self.disk.hold()
        self.run_python("""if True:
            import os, sys
            os.write(os.open(sys.argv[1] + "/a", os.O_WRONLY | os.O_DSYNC), b"new")
            """)
        self.assertEqual((self.disk.tree / "a").read_text(), "new")

    def test_a_full_disk_refuses_growth_until_something_is_deleted(self):
        (self.data / "ballast").write_bytes(bytes(1000))
        (self.data / "a").write_bytes(bytes(10))
        self.disk.hold()
        self.disk.begin("full")
        process = self.run_python("""if True:
            import errno, os, sys
            os.chdir(sys.argv[1])
            file = os.open("a", os.O_RDWR)
            os.pwrite(file, b"within", 0)
            try: os.pwrite(file, b"beyond", 8)
            except OSError as fault: print(errno.errorcode[fault.errno])
            os.unlink("ballast")
            print(os.pwrite(file, b"beyond", 8))
            """)
        self.assertEqual(process.stdout.split(), ["ENOSPC", "6"], process.stderr)

    def test_a_failing_sync_says_so_and_keeps_nothing(self):
        (self.data / "a").write_text("old")
        self.disk.hold()
        self.disk.begin("sync-fails")
        process = self.run_python("""if True:
            import errno, os, sys
            file = os.open(sys.argv[1] + "/a", os.O_RDWR)
            os.write(file, b"new")
            try: os.fdatasync(file)
            except OSError as fault: print(errno.errorcode[fault.errno])
            """)
        self.assertEqual(process.stdout.split(), ["EIO"], process.stderr)
        self.assertEqual((self.disk.tree / "a").read_text(), "old")
