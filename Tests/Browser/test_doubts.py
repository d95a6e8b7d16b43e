"""Labels that nobody knows of: a person looks at the printer and settles them on the page of what is to be printed."""

import re
import socketserver
import threading
import unittest

from pantry import HubTest, new_id


class Taken(socketserver.BaseRequestHandler):
    """A printer that takes a whole job, answers nothing and is gone."""

    def handle(self):
        sent = b""
        while not re.search(rb"\^PQ\d+.*\^XZ", sent, re.DOTALL):
            piece = self.request.recv(65_536)
            if not piece:
                return
            sent += piece
        self.server.runs.append(int(re.search(rb"\^PQ(\d+)", sent)[1]))


class Doubts(HubTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.printer = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Taken)
        cls.printer.runs = []
        threading.Thread(target=cls.printer.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.printer.server_close)
        cls.addClassCleanup(cls.printer.shutdown)
        cls.pantry.api("POST", "printers", {
            "name": "Table 1", "device": f"tcp:127.0.0.1:{cls.printer.server_address[1]}", "language": "zpl",
            "media": "50x30"})

    def doubtful(self, copies=1):
        """A job whose labels are in doubt, and the page that asks about them."""
        self.printer.runs.clear()
        job = new_id()
        self.pantry.api("POST", "print-jobs", {"id": job, "printer": "Table 1", "copies": copies})
        self.settled(job, "unknown")
        self.open("/print-jobs")
        self.assertEqual(len(self.doubts()), 1)
        return job

    def doubts(self):
        return self.all("[aria-labelledby=doubts] li")

    def settled(self, job, state, out=0):
        def settled():
            now = self.pantry.api("GET", f"print-jobs/{job}")
            return (now["state"], now["labelsOut"]) == (state, out)
        self.until(settled, f"{out} labels are out and the rest is {state}")

    def test_one_tap_says_that_a_label_came_out(self):
        job = self.doubtful()
        self.press("button[value='came-out']")
        self.assertTrue(self.text(".note.well"))
        self.assertFalse(self.doubts())
        self.settled(job, "printed", 1)
        self.assertEqual(self.printer.runs, [1])

    def test_one_tap_says_that_nothing_came_out_and_another_prints_it_again(self):
        job = self.doubtful()
        self.press("button[value=nothing]")
        self.settled(job, "failed")
        self.press("button[value=again]")
        self.until(lambda: self.printer.runs == [1, 1])
        again = self.pantry.api("GET", "print-jobs?limit=1")[0]
        self.assertEqual(again["reprintOf"], job)
        self.settled(again["id"], "unknown")
        self.open("/print-jobs")
        self.press("button[value='came-out']")

    def test_a_run_goes_on_after_the_last_label_that_came_out(self):
        job = self.doubtful(copies=5)
        last = self.find("input[name=last]")
        self.assertEqual((last.get_attribute("min"), last.get_attribute("max")), ("0", "5"))
        self.write(last, "3")
        self.press("button[value='up-to']")
        self.assertTrue(self.text(".note.well"))
        self.settled(job, "unknown", 3)
        self.assertEqual(self.printer.runs, [5, 2])
        self.open("/print-jobs")
        self.press("button[value='came-out']")
        self.settled(job, "printed", 5)
        self.assertFalse(self.doubts())

    def test_the_labels_of_a_batch_are_seen_to_in_one_go(self):
        batch = new_id()
        self.pantry.api("POST", "print-batches", {
            "id": batch, "printer": "Table 1", "layout": "test",
            "labels": [{"fields": {"name": f"Bin {n}"}} for n in range(1, 4)]})

        def jobs():
            return self.pantry.api("GET", f"print-batches/{batch}")["jobs"]
        self.until(lambda: jobs() == {"unknown": 3})
        self.open(f"/print-jobs?batch={batch}")
        self.assertFalse(self.doubts())
        labels = self.all("[aria-labelledby=sight] label.pick")
        self.assertEqual([label.text for label in labels], ["Bin 1", "Bin 2", "Bin 3"])
        for label in labels[1:]:
            label.click()
        missing = {job["id"] for job in self.pantry.api("GET", f"print-jobs?batch={batch}")[:2]}
        self.press("button[value=seen]")
        self.assertEqual(jobs(), {"printed": 1, "failed": 2})
        self.press("[aria-labelledby=sight] button[value=again]")
        self.assertEqual(jobs(), {"printed": 1, "cancelled": 2})
        again = self.pantry.api("GET", "print-jobs?limit=2")
        self.assertEqual({job["reprintOf"] for job in again}, missing)
        for job in again:
            self.settled(job["id"], "unknown")
        self.open("/print-jobs")
        self.until(lambda: self.all("button[value='came-out']"))
        self.press("button[value='came-out']")


if __name__ == "__main__":
    unittest.main()
