"""Command cards: a scanned card says what the next scans do."""

import unittest

from selenium.webdriver.common.by import By

from pantry import BEANS, RICE, HubTest

BEANS_NAME, RICE_NAME = "Black beans, can", "Rice, 1 kg bag"


class Cards(HubTest):
    def balances(self, name):
        return {place: self.pantry.balance(name, place) for place in ("A1", "A2", "Box 1")}

    def begin(self, path="/take-in"):
        self.open_scanning(path)
        self.choose("#place", "A1")

    def settled(self, count):
        self.until(lambda: self.run_states() == ["In the ledger"] * count)

    def test_after_the_discard_card_scans_are_thrown_away_until_another_card(self):
        self.begin()
        self.scanner(BEANS, BEANS, "UDISCARD", BEANS, "utakein", BEANS)
        self.settled(4)
        self.assertEqual(self.pantry.balance(BEANS_NAME, "A1"), 2)
        self.assertFalse(self.find("#command").is_displayed())
        self.assertIn("3 pieces", self.text("#totals"))

    def test_the_move_card_asks_where_to_and_then_moves(self):
        self.begin()
        self.scanner(RICE, RICE, RICE)
        self.settled(3)
        before = self.balances(RICE_NAME)
        self.scanner("UMOVE", RICE)
        self.until(lambda: "Scan the label" in self.text("#now-tell"))
        self.assertEqual(len(self.run_states()), 3)
        self.scanner(self.pantry.places["A2"]["labelCode"])
        self.until(lambda: "A2" in self.text("#command"))
        self.scanner(RICE)
        self.settled(4)
        after = self.balances(RICE_NAME)
        self.assertEqual((after["A1"], after["A2"]), (before["A1"] - 1, before["A2"] + 1))
        self.find("#command button").click()
        self.assertFalse(self.find("#command").is_displayed())
        self.assertEqual(self.find("#place").get_attribute("value"), self.pantry.places["A1"]["id"])

    def test_the_look_up_card_shows_and_records_nothing(self):
        self.begin()
        self.scanner(BEANS)
        self.settled(1)
        seq = self.pantry.api("GET", "stock")
        self.scanner("ULOOKUP", BEANS)
        self.until(lambda: self.text("#now-word") == "Look up" and self.text("#now-name") == BEANS_NAME)
        self.assertIn("here", self.text("#now-tell"))
        self.assertEqual(self.pantry.api("GET", "stock"), seq)
        self.assertEqual(len(self.run_states()), 1)

    def test_the_undo_card_takes_the_last_scan_back(self):
        self.begin()
        before = self.balances(BEANS_NAME)
        self.scanner(BEANS)
        self.settled(1)
        self.scanner("]Q1UUNDO")
        self.until(lambda: self.run_states() == ["Taken back"])
        self.until(lambda: self.balances(BEANS_NAME) == before)
        self.scanner("UUNDO")
        self.until(lambda: "nothing to take back" in self.text("#now-tell"))

    def test_nothing_is_taken_while_paused(self):
        self.begin()
        self.scanner("UPAUSE", BEANS)
        self.until(lambda: "not taken now" in self.text("#now-tell"))
        self.assertEqual(self.run_states(), [])
        self.scanner("UTAKEIN", BEANS)
        self.settled(1)

    def test_a_card_of_another_page_opens_it(self):
        self.begin()
        self.scanner("UHANDOUT")
        self.until(lambda: self.driver.current_url.endswith("/hand-out"))
        self.until(lambda: self.find("#scan").get_attribute("data-ready") is not None)
        self.scanner("UCOUNT")
        self.until(lambda: self.driver.current_url.endswith("/count"))
        self.assertTrue(self.driver.find_elements(By.CSS_SELECTOR, "main h1"))


if __name__ == "__main__":
    unittest.main()
