"""A hub that was put back to an older state gets what came since from the devices that sent it."""

import json
import shutil
import unittest
import urllib.request

from pantry import BEANS, RICE, HubTest

NAMES = ("larder.sqlite", "journal-head")


class Loss(HubTest):
    def setUp(self):
        super().setUp()
        self.open_scanning("/take-in")
        self.until(lambda: self.driver.execute_script("return localStorage.getItem('larder-journal')"))
        self.pantry.restart(lambda: self.keep("old"))
        self.before = self.amount()
        self.open_scanning("/take-in")
        self.choose("#place", "A1")
        self.scanner(BEANS, BEANS, RICE)
        self.until(lambda: self.amount() == self.before + 3)
        self.until(lambda: self.run_states()[:3] == ["In the ledger"] * 3)

    def test_an_older_database_gets_the_scans_again(self):
        self.pantry.restart(lambda: self.put_back("old", "larder.sqlite"))
        self.check_again()

    def test_a_whole_older_copy_gets_them_too(self):
        self.pantry.restart(lambda: self.put_back("old", *NAMES))
        self.assertEqual(self.amount(), self.before)
        self.check_again()

    def test_a_hub_that_has_all_of_them_gets_none(self):
        self.pantry.restart(lambda: None)
        seq = self.seq()
        self.open_scanning("/take-in")
        self.until(lambda: self.noted_seq() == seq)
        self.assertFalse(self.find("#loss-note").is_displayed())
        self.assertEqual((self.seq(), self.amount()), (seq, self.before + 3))

    def check_again(self):
        self.open_scanning("/take-in")
        self.until(lambda: self.amount() == self.before + 3, "the scans came again")
        self.assertIn("sends 3 scans again", self.text("#loss-note"))
        self.until(lambda: self.run_states()[:3] == ["In the ledger"] * 3)

    def amount(self):
        rows = self.pantry.api("GET", "stock")
        return sum(row["quantity"] for row in rows if row["itemName"].startswith(("Black beans", "Rice")))

    def seq(self):
        with urllib.request.urlopen(f"{self.pantry.address}/health") as answer:
            return json.load(answer)["seq"]

    def noted_seq(self):
        return self.driver.execute_script("return JSON.parse(localStorage.getItem('larder-journal'))?.seq")

    def keep(self, name):
        for file in NAMES:
            shutil.copy(self.pantry.data / file, self.pantry.data.parent / f"{name}-{file}")

    def put_back(self, name, *files):
        for file in files:
            shutil.copy(self.pantry.data.parent / f"{name}-{file}", self.pantry.data / file)
        for rest in ("-wal", "-shm"):
            (self.pantry.data / f"larder.sqlite{rest}").unlink(missing_ok=True)


if __name__ == "__main__":
    unittest.main()
