"""The note of how far the journal went is gone, or can be neither read nor written, at each start."""

import json

from hub_case import HubCase

SAID = "cannot be noted in journal-head"


class MissingNoteTests(HubCase):
    def test_a_note_that_is_a_directory_is_said_and_begins_one_epoch(self):
        note = self.data / "journal-head"
        self.assertEqual(self.hub.stop(), 0)
        note.unlink()
        note.mkdir()
        for start in (1, 2, 3):
            self.start()
            self.assertEqual(self.epoch(), (2, "noteGone"))
            self.assertEqual(self.hub.said.count(SAID), start, self.hub.said)
            self.assertEqual(self.hub.stop(), 0)
        self.verify_tells_of_a_loss()

    def test_a_note_that_is_written_and_gone_again_begins_an_epoch_each_time(self):
        for epoch in (2, 3):
            self.assertEqual(self.hub.stop(), 0)
            (self.data / "journal-head").unlink()
            self.start()
            self.assertEqual(self.epoch(), (epoch, "noteGone"))
        self.assertNotIn(SAID, self.hub.said)

    def epoch(self) -> tuple[int, str]:
        health = json.loads(self.client().get("/health")[1])
        return health["epoch"], health["journal"]
