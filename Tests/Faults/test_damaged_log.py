"""The end of the log is gone, or bytes in it are wrong: what was lost is said, and the hub goes on in a new epoch."""

import json
import os
import random
import shutil
import time

from hub_case import HubCase
from seed import SEED

DAMAGES = int(os.environ.get("LARDER_DAMAGES", "6"))


class DamagedLogTests(HubCase):
    def test_entries_that_a_damaged_log_lost_are_told(self):
        odds = random.Random(SEED)
        self.crash()
        whole = self.folder / "whole"
        shutil.copytree(self.data, whole, ignore=shutil.ignore_patterns("*.sock"))
        self.assertEqual(self.health()["journal"], "whole", "the control tells of a loss")
        self.assertEqual(self.lost(), [])
        reported = 0
        for _ in range(DAMAGES):
            self.hub.kill()
            shutil.rmtree(self.data)
            shutil.copytree(whole, self.data)
            harm = damage(self.data / "larder.sqlite-wal", odds)
            told = self.health()
            # The last frames of a log may hold no entry.
            is_lost = self.lost() != []
            self.assertEqual((harm, told["journal"] == "entriesGone", told["epoch"]), (harm, is_lost, 2 if is_lost else 1))
            reported += is_lost
            if is_lost:
                self.verify_tells_of_a_loss()
            else:
                self.verify()
        self.assertGreater(reported, DAMAGES // 2)

    def crash(self) -> None:
        """Scans and is killed a moment later, when the note of the head has all that was acknowledged."""
        self.scanning.run(self.hub, self.token, 0.1)
        self.assertGreater(len(self.scanning.acknowledged), 5)
        until = time.monotonic() + 10
        while self.noted() < max(self.scanning.acknowledged.values()):
            self.assertLess(time.monotonic(), until, "what was acknowledged is not noted")
        self.hub.kill()

    def noted(self) -> int:
        return json.loads((self.data / "journal-head").read_text())["head"]["seq"]

    def health(self) -> dict:
        """What a hub that is started on the data says of itself."""
        self.start()
        return json.loads(self.client().get("/health")[1])


def damage(log, odds: random.Random) -> str:
    """Cuts the log within its frames, or turns one byte of a frame."""
    size = log.stat().st_size
    at = odds.randrange(32, size)
    with log.open("r+b") as file:
        if odds.random() < 0.5:
            file.truncate(at)
            return f"cut at {at} of {size}"
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 1 << odds.randrange(8)]))
        return f"bit turned at {at} of {size}"
