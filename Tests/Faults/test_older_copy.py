"""An older copy of the database is put back, while what was sent since is known elsewhere."""

import shutil
import subprocess

import hub
from hub_case import HubCase
from scanning import PIECE


class OlderCopyTests(HubCase):
    def test_what_came_since_comes_again_from_the_station(self):
        self.put_back_an_older_database()
        said = self.scan(1)
        self.assertIn("It lacked 5 scans that were sent from here", said)
        self.assertEqual(self.scans(), 6)
        self.assertNotIn("fell back", self.scan(1), "they are sent again once")
        self.assertEqual(self.scans(), 7)
        self.verify_tells_of_a_loss()

    def test_without_what_the_station_kept_it_stays_gone(self):
        self.put_back_an_older_database()
        (self.data / "scans-sent.ndjson").unlink()
        self.assertNotIn("fell back", self.scan(1))
        self.assertEqual(self.scans(), 1)

    def test_a_restored_backup_gets_what_came_since_from_the_station_of_before(self):
        copy, former = self.folder / "copy.larder", self.data
        self.assertEqual(self.hub.command("backup", copy).returncode, 0)
        self.scan(5)
        self.assertEqual(self.hub.stop(), 0)
        self.data = self.folder / "restored"
        self.hub = hub.Hub(self.data)
        restored = self.hub.command("restore", copy, "--replacing", former)
        self.assertEqual(restored.returncode, 0, restored.stderr)
        self.token = self.hub.token()
        self.start()
        self.assertIn("It lacked 5 scans that were sent from here", self.scan(1))
        self.assertEqual(self.scans(), 6)
        self.verify()

    def test_a_hub_that_has_all_is_sent_nothing_again(self):
        self.scan(5)
        self.assertEqual(self.hub.stop(), 0)
        self.start()
        self.assertNotIn("fell back", self.scan(1))
        self.assertEqual(self.scans(), 6)

    def put_back_an_older_database(self):
        old = self.folder / "old.sqlite"
        self.assertEqual(self.hub.stop(), 0)
        shutil.copy(self.data / "larder.sqlite", old)
        self.start()
        self.scan(5)
        self.assertEqual(self.hub.stop(), 0)
        shutil.copy(old, self.data / "larder.sqlite")
        self.start()
        self.assertEqual(self.scans(), 0)

    def scan(self, count: int) -> str:
        """What the station said on standard error."""
        done = subprocess.run(
            [hub.BINARY, "scan", "--mode", "intake", "--data", self.data], input=f"{PIECE}\n" * count,
            capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stderr

    def scans(self) -> int:
        return sum(entry["kind"] == "movement" for entry in self.client().journal())
