"""Entries that are gone: every command says so, and `larder verify` fails."""

import json
import os
import shutil
import time

from command_case import CommandCase
from hub import Client

FILES = ("larder.sqlite", "larder.sqlite-wal")


class Loss(CommandCase):
    def places(self, *names: str) -> None:
        for name in names:
            self.done("place", "add", name, "--kind", "bin")

    def keep(self):
        return shutil.copy(self.hub.data / "larder.sqlite", self.folder / "old.sqlite")

    def put_back(self, old) -> None:
        for ending in ("-wal", "-shm"):
            (self.hub.data / f"larder.sqlite{ending}").unlink(missing_ok=True)
        shutil.copy(old, self.hub.data / "larder.sqlite")

    def test_verify_names_what_an_older_copy_lacks_each_time(self):
        self.places("A", "B")
        old = self.keep()
        self.places("C", "D")
        self.put_back(old)
        for _ in range(2):
            self.fails("verify", says="this hub had recorded 5, and its data held 3")
        found = self.larder("verify", "--json")
        self.assertEqual(found.returncode, 1)
        told = json.loads(found.stdout)
        self.assertEqual((told["entries"], len(told["findings"])), (4, 1))
        hub = self.start()
        self.fails("verify", says="this hub had recorded 5")
        status, answer = Client(hub, hub.token()).post("/api/v1/verifications", {})
        self.assertEqual((status, answer), (200, told))

    def test_other_commands_warn_whether_a_hub_runs_or_not(self):
        self.places("A")
        old = self.keep()
        self.places("B")
        self.put_back(old)
        self.warns("place", "add", "C", "--kind", "bin")
        self.warns("backup", self.folder / "one.larder")
        self.start()
        self.warns("backup", self.folder / "two.larder")
        self.warns("place", "list", "--json")

    def test_a_hub_that_is_killed_at_once_misses_what_its_log_lost(self):
        for harm in ("cut", "deleted"):
            self.hub.data = self.folder / harm
            hub = self.start()
            self.places("A", "B", "C", "D", "E", "F", "G", "H")
            # A tenth of a second at the most.
            until = time.monotonic() + 10
            note = self.hub.data / "journal-head"
            while json.loads(note.read_text())["head"]["seq"] < 9:
                self.assertLess(time.monotonic(), until, "the last entry is not noted")
            hub.kill()
            log = self.hub.data / "larder.sqlite-wal"
            if harm == "cut":
                os.truncate(log, log.stat().st_size * 2 // 3)
            else:
                log.unlink()
            self.fails("verify", says="this hub had recorded 9")
            self.warns("backup", self.folder / f"{harm}.larder")

    def warns(self, *words: str) -> None:
        ended = self.larder(*words)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertRegex(ended.stderr, r"\AEntries of this hub are gone[^\n]*\n\Z")
