"""No room: scans are refused with a reason, reads and backups go on, and room is all it takes to go on."""

import json
import shutil

from hub_case import HubCase

# Room in pages that the database and its log already have must be used up before the disk is felt.
FILL_SECONDS = 60
RECOVER_SECONDS = 15


class FullDiskTests(HubCase):
    def test_a_full_disk_stops_scans_and_nothing_else(self):
        self.assertTrue(self.restart_on_model(), self.hub.said)
        self.scanning.run(self.hub, self.token, 0.3)
        recorded = len(self.scanning.acknowledged)
        self.assertGreater(recorded, 0)

        self.disk.begin("full")
        self.scanning.run(
            self.hub, self.token, FILL_SECONDS, until=lambda: self.scanning.answers[507] > 50)
        self.assertGreater(self.scanning.answers[507], 50, self.scanning.answers)
        kind, problem = self.scanning.last_problem
        self.assertEqual((kind, problem.get("code")), ("application/problem+json", "disk_full"))
        for path in ("/health", "/api/v1/stock", "/api/v1/items?query=beans"):
            status, body = self.client().get(path)
            self.assertEqual((path, status), (path, 200), body)
        self.assertEqual(self.lost(), [])

        self.disk.end("full")
        recorded = len(self.scanning.acknowledged)
        self.scanning.run(
            self.hub, self.token, RECOVER_SECONDS,
            until=lambda: len(self.scanning.acknowledged) > recorded + 50)
        self.assertGreater(len(self.scanning.acknowledged), recorded + 50, self.scanning.answers)
        self.assertEqual(set(self.scanning.answers), {201, 507})
        self.check_whole()
        _, health = self.client().get("/health")
        self.assertEqual(json.loads(health)["status"], "ok")
        self.assertEqual(self.hub.stop(), 0, self.hub.said)
        self.verify()

    def test_a_read_only_disk_is_verified_without_a_word_written_to_it(self):
        self.assertEqual(self.hub.stop(), 0, self.hub.said)
        old = self.folder / "old.sqlite"
        shutil.copy(self.data / "larder.sqlite", old)
        self.start()
        self.assertTrue(self.restart_on_model(), self.hub.said)
        self.scanning.run(self.hub, self.token, 0.3)
        self.hub.kill()
        model = self.disk.environment()
        # With the log of a crash; then with an older copy in its place.
        for is_whole in (True, False):
            if not is_whole:
                (self.data / "larder.sqlite-wal").unlink()
                shutil.copy(old, self.data / "larder.sqlite")
            before = self.contents()
            for flag in ("read-only", "full"):
                self.disk.begin(flag)
                found = self.hub.command("verify", "--json", environment=model)
                self.disk.end(flag)
                if flag == "read-only":
                    self.assertEqual({**self.contents(), **before}, self.contents())
                told = json.loads(found.stdout)
                self.assertEqual((found.returncode, told["findings"] == []), (int(not is_whole), is_whole), flag)
                self.assertGreater(told["entries"], 1)

    def contents(self) -> dict[str, bytes]:
        """The files that are on the disk; the index of the log is not."""
        return {path.name: path.read_bytes() for path in self.data.iterdir()
                if path.is_file() and not path.name.endswith("-shm")}

    def test_neither_a_full_disk_nor_a_read_only_one_keeps_anybody_from_a_backup_elsewhere(self):
        self.assertTrue(self.restart_on_model(), self.hub.said)
        self.scanning.run(self.hub, self.token, 0.3)
        recorded = len(self.scanning.acknowledged)
        self.assertGreater(recorded, 0)
        for flag in ("read-only", "full"):
            self.disk.begin(flag)
            before = sorted(path.name for path in self.data.iterdir())
            copy = self.folder / f"{flag}.larder"
            made = self.hub.command("backup", str(copy))
            self.assertEqual((made.returncode, made.stderr), (0, ""), flag)
            self.assertEqual(sorted(path.name for path in self.data.iterdir()), before)
            self.disk.end(flag)
            other = {"LARDER_DATA": str(self.folder / flag)}
            restored = self.hub.command("restore", str(copy), environment=other)
            self.assertEqual(restored.returncode, 0, restored.stderr)
            verified = self.hub.command("verify", "--json", environment=other)
            self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)
            self.assertGreater(json.loads(verified.stdout)["entries"], recorded)
        self.assertEqual(self.hub.stop(), 0, self.hub.said)
