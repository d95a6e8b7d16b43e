"""kill -9 at any moment, under load."""

import os
import random

from hub_case import HubCase
from seed import SEED

KILLS = int(os.environ.get("LARDER_KILLS", "10"))


class KillTests(HubCase):
    def test_no_acknowledged_scan_is_lost_when_the_hub_is_killed(self):
        odds = random.Random(SEED)
        for _ in range(KILLS):
            before = len(self.scanning.acknowledged)
            seconds = odds.uniform(0.05, 0.5)
            self.scanning.run(self.hub, self.token, 10, until=Killer(self.hub, seconds))
            self.verify()
            self.start()
            self.check_whole()
            self.assertGreater(len(self.scanning.acknowledged), before)
        self.assertEqual(self.hub.stop(), 0)


class Killer:
    """Kills the hub once, so many seconds after it is first asked."""

    def __init__(self, hub, seconds: float):
        self._hub, self._ticks = hub, int(seconds / 0.01)

    def __call__(self) -> bool:
        self._ticks -= 1
        if self._ticks > 0:
            return False
        self._hub.kill()
        return True
