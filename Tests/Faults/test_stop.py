"""SIGTERM in the middle of a long file, and while many pictures wait to be drawn."""

import http.client
import json
import re
import threading
import time

from hub import new_id
from hub_case import HubCase

ROWS = 60_000
# Seconds from the signal to the end of the process.
MOST = 2
# This machine is seldom idle, so the best of a few counts: a hub that waits for what is under way is late each time.
TRIES = 3


class StopTests(HubCase):
    def test_a_hub_that_is_told_to_stop_within_a_file_says_what_is_recorded(self):
        names = "".join(f"Item {number}\n" for number in range(ROWS))
        for begun in (0, 400):
            self.stops_in_time(lambda: self.stopped_within_a_file(names, begun))
        self.verify()

    def stopped_within_a_file(self, names, begun):
        answers = []
        sending = threading.Thread(target=self.send, args=("item-imports", f"name\n{names}", answers))
        before = self.items()
        sending.start()
        if begun:
            while self.items() < before + begun:
                time.sleep(0.01)
        else:
            time.sleep(0.3)  # While the rows are read; whatever the moment, the answer has to be true.
        took = self.stopped()
        sending.join()
        (status, problem), = answers
        self.assertEqual((status, problem["code"]), (503, "stopping"))
        said = int(re.search(r": (\d+)( of 60000)? lines are recorded", problem["detail"]).group(1))
        self.assertLess(said, ROWS)
        self.start()
        self.assertEqual(self.items(), before + max(0, said - self.known), problem["detail"])
        self.known = max(self.known, said)
        return took

    known = 0

    def stopped(self) -> float:
        """Seconds that the hub takes to stop."""
        told = time.monotonic()
        self.assertEqual(self.hub.stop(), 0, self.hub.said)
        return time.monotonic() - told

    def stops_in_time(self, attempt):
        took = []
        while not took or took[-1] >= MOST:
            self.assertLess(len(took), TRIES, f"{took} seconds")
            took.append(attempt())

    def test_a_hub_that_is_told_to_stop_waits_for_no_picture(self):
        place = {"id": new_id(), "name": "A9", "kind": "bin"}
        code = self.client().post("/api/v1/places", place)[1]["labelCode"]
        self.stops_in_time(lambda: self.stopped_among_pictures(code))

    def stopped_among_pictures(self, code):
        answers = []

        def ask():
            status, _, body = self.client().call("GET", f"/api/v1/labels/{code}?media=101.6x152.4&dpi=1200")
            answers.append((status, json.loads(body)["code"] if status != 200 else ""))

        asking = [threading.Thread(target=ask) for _ in range(12)]
        for thread in asking:
            thread.start()
        while not answers:  # The others wait, and one is being drawn.
            time.sleep(0.01)
        took = self.stopped()
        for thread in asking:
            thread.join()
        self.assertEqual(answers[0], (200, ""))
        self.assertIn((503, "stopping"), answers)
        self.start()
        return took

    def items(self) -> int:
        """The journal's last number: each new item is an entry."""
        status, body = self.client().get("/health")
        return json.loads(body)["seq"]

    def send(self, path, file, answers):
        connection = http.client.HTTPConnection("127.0.0.1", self.hub.port, timeout=120)
        connection.request(
            "POST", f"/api/v1/{path}", file,
            {"Authorization": f"Bearer {self.token}", "Content-Type": "text/csv"})
        answer = connection.getresponse()
        answers.append((answer.status, json.loads(answer.read())))
        connection.close()
