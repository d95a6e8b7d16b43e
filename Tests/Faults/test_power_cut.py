"""The mains go, under load, and the disk has what was synced and nothing that was not."""

import os
import random
import shutil

from disk_model import CUT_STATUS
from hub_case import HubCase
from seed import SEED

CUTS = int(os.environ.get("LARDER_CUTS", "12"))
CONTROL_CUTS = 10
# A cut that waits for a count of syncs or writes which the load does not reach comes after this.
LOAD_SECONDS = 1


class PowerCutTests(HubCase):
    def test_no_acknowledged_scan_is_lost_in_a_power_cut(self):
        odds = random.Random(SEED)
        for _ in range(CUTS):
            self.cut(_moment(odds))
            # Half the time all that was not synced is gone; else each sector of it at even odds.
            self.disk.power_on(torn=odds.choice([None, odds]))
            self.verify()
            self.start()
            self.check_whole()
        self.assertGreater(len(self.scanning.acknowledged), 100)
        self.assertEqual(self.hub.stop(), 0)

    def test_scans_are_lost_where_the_log_is_synced_as_at_normal(self):
        """The control: were the hub to run at synchronous=NORMAL, the test above would fail."""
        odds = random.Random(SEED)
        lost = 0
        for _ in range(CONTROL_CUTS):
            self.cut(f"write:{odds.randint(300, 1_500)}", log="normal")
            self.disk.power_on()
            self.verify()
            self.start()
            lost = len(self.lost())
            if lost > 0:
                break
        self.assertGreater(lost, 0, "the power cut test would not notice synchronous=NORMAL")

    def test_a_hub_whose_first_start_was_cut_starts_the_next_time(self):
        odds = random.Random(SEED)
        self.hub.kill()
        for _ in range(CUTS):
            shutil.rmtree(self.data)
            self.data.mkdir(mode=0o700)
            self.disk.hold()
            moment = f"{odds.choice(['sync', 'synced', 'write'])}:{odds.randint(1, 40)}"
            self.hub.command(
                "token", "create", "--role", "coordinator", "--name", "cut",
                environment=self.disk.environment(cut_at=moment))
            self.disk.power_on()
            self.token = self.hub.token()
            self.start()
            self.assertEqual(self.lost(), [])
            self.assertEqual(self.hub.stop(), 0)

    def cut(self, moment: str, log: str = "") -> None:
        """Scans on a modelled disk until its power goes."""
        if self.restart_on_model(cut_at=moment, log=log):
            self.scanning.run(self.hub, self.token, LOAD_SECONDS)
            if self.hub.is_running:
                self.disk.begin("cut")
                self.scanning.run(self.hub, self.token, LOAD_SECONDS)
        self.assertEqual(self.hub.wait(), CUT_STATUS, self.hub.said)


def _moment(odds: random.Random) -> str:
    """From the first steps of a start to deep in the load."""
    kind = odds.choice(["sync", "synced", "write"])
    return f"{kind}:{int(10 ** odds.uniform(0.5, 3.2 if kind == 'write' else 2.3))}"
