"""The database, or its log, is taken from under a running hub: nothing is acknowledged that would be gone."""

import json
import shutil
import threading
import time

from hub_case import HubCase

NOTICED_SECONDS = 15


class ReplacedDatabaseTests(HubCase):
    def setUp(self):
        super().setUp()
        # An older copy, as someone might put back.
        self.assertEqual(self.hub.stop(), 0, self.hub.said)
        self.database = self.data / "larder.sqlite"
        self.old = self.folder / "old.sqlite"
        shutil.copy(self.database, self.old)
        self.start()

    def test_an_older_copy_in_its_place_stops_the_scans_and_what_was_acknowledged_is_kept(self):
        def replace():
            fresh = self.data / "fresh"
            shutil.copy(self.old, fresh)
            fresh.rename(self.database)

        kept = self.kept_of(replace)
        self.assertEqual(self.hub.stop(), 0, self.hub.said)
        self.assertEqual(self.tell(), "entriesGone", "the copy that was put there lacks them")
        self.hub.kill()
        self.put_back(kept)

    def test_a_deleted_database_stops_them_too(self):
        kept = self.kept_of(self.database.unlink)
        self.hub.kill()
        self.put_back(kept)

    def test_a_deleted_log_stops_them_and_a_start_has_all(self):
        self.kept_of((self.data / "larder.sqlite-wal").unlink)
        self.hub.kill()
        self.assertEqual(self.tell(), "whole")
        self.check_whole()

    def test_recording_goes_on_once_a_moved_database_is_back(self):
        aside = self.folder / "aside.sqlite"
        self.kept_of(lambda: self.database.rename(aside))
        aside.rename(self.database)
        self.assertEqual(json.loads(self.client().get("/health")[1])["journal"], "whole")
        before = len(self.scanning.acknowledged)
        self.scanning.run(self.hub, self.token, 0.3)
        self.assertGreater(len(self.scanning.acknowledged), before)
        self.check_whole()
        self.assertEqual(self.hub.stop(), 0, self.hub.said)
        self.verify()

    def kept_of(self, harm):
        """Harms the files while all scan; the copy that the hub says it kept."""
        done = threading.Timer(0.3, harm)
        done.start()
        self.scanning.run(
            self.hub, self.token, NOTICED_SECONDS, until=lambda: self.scanning.answers[503] > 50)
        done.join()
        self.assertEqual(set(self.scanning.answers), {201, 503}, self.scanning.last_problem)
        self.assertEqual(self.scanning.last_problem[1].get("code"), "database_replaced")
        self.assertEqual(json.loads(self.client().get("/health")[1])["journal"], "replaced")
        self.assertEqual(self.hub.log.count("nothing is recorded until it is back"), 1)
        told = self.hub.command("verify")
        self.assertEqual(told.returncode, 1, told.stdout)
        self.assertIn("moved, deleted or replaced", told.stderr)
        return next(iter(self.data.glob("larder.sqlite.kept-*")), None)

    def put_back(self, kept):
        """With what the hub kept in the database's place, all is there."""
        self.assertIsNotNone(kept)
        self.assertIn(str(kept), self.hub.log)
        epoch = json.loads((self.data / "journal-head").read_text())["head"]["epoch"]
        for ending in ("-wal", "-shm"):
            (self.data / f"larder.sqlite{ending}").unlink(missing_ok=True)
        shutil.copy(kept, self.database)
        self.start()
        self.assertGreaterEqual(json.loads(self.client().get("/health")[1])["epoch"], epoch)
        self.check_whole()

    def tell(self) -> str:
        self.start()
        return json.loads(self.client().get("/health")[1])["journal"]
