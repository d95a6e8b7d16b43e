"""After a failed fsync nothing in the process can be trusted: it must stop, and say nothing more."""

from hub_case import HubCase


class FailingSyncTests(HubCase):
    def test_a_hub_whose_disk_fails_stops_and_acknowledges_nothing_more(self):
        self.assertTrue(self.restart_on_model(), self.hub.said)
        self.scanning.run(self.hub, self.token, 0.3)
        self.assertGreater(len(self.scanning.acknowledged), 0)

        self.disk.begin("sync-fails")
        self.scanning.run(self.hub, self.token, 20)
        self.assertFalse(self.hub.is_running, "the hub goes on after a failed sync")
        self.assertNotEqual(self.hub.wait(), 0)
        self.disk.power_on()

        self.verify()
        self.start()
        self.check_whole()
        self.assertEqual(self.hub.stop(), 0)
