"""A test with a hub on a throw-away data directory, ready to be scanned into."""

import json
import pathlib
import shutil
import tempfile
import unittest

import journal
from disk_model import Disk
from hub import Client, Hub
from scanning import Scanning, prepare
from seed import SEED


class HubCase(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="larder-faults-"))
        self.data = self.folder / "data"
        self.hub = Hub(self.data)
        self.token = self.hub.token()
        self.disk = Disk(self.data)
        self.scanning = Scanning(SEED)
        self.start()
        prepare(self.hub, self.token)

    def tearDown(self):
        if self.hub.is_running:
            self.hub.kill()
        self.disk.discard()
        shutil.rmtree(self.folder)

    def start(self, **model) -> None:
        self.assertTrue(self.hub.start(**model), f"the hub did not start: {self.hub.said}")

    def restart_on_model(self, **settings) -> bool:
        """A clean stop, then a start on a disk that can fail; whether it became ready."""
        self.assertEqual(self.hub.stop(), 0, self.hub.said)
        self.disk.hold()
        return self.hub.start(environment=self.disk.environment(**settings))

    def client(self) -> Client:
        return Client(self.hub, self.token)

    def verify(self) -> None:
        """`larder verify` finds nothing wrong."""
        verified = self.hub.command("verify")
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def verify_tells_of_a_loss(self) -> None:
        """`larder verify` finds that entries are gone, or may be, and nothing else."""
        verified = self.hub.command("verify", "--json")
        self.assertEqual(verified.returncode, 1, verified.stdout + verified.stderr)
        (finding,) = json.loads(verified.stdout)["findings"]
        self.assertRegex(finding["text"], "^entries (are|may be) gone")

    def lost(self) -> list[str]:
        """Acknowledged scans that the journal of the running hub has not; its chain must hold."""
        return self.scanning.missing(journal.check(self.client().journal()))

    def check_whole(self) -> None:
        """Nothing acknowledged is missing, and what was not answered is recorded once if sent again."""
        self.scanning.send_again(self.hub, self.token)
        self.assertEqual(self.lost(), [])
