"""A pantry's day through the real pages: take in, hand out, count, close."""

import unittest

from selenium.webdriver.common.by import By

from pantry import BEANS, CASE_OF_BEANS, RICE, TOMATOES, HubTest


class Scanning(HubTest):
    def test_what_is_scanned_in_is_told_and_is_in_the_ledger(self):
        self.open_scanning("/take-in")
        self.choose("#place", "A1")
        self.scanner(CASE_OF_BEANS, BEANS)
        self.until(lambda: "Now 13 in A1." in self.text("#now-tell"), "Now 13 in A1.")
        self.assertEqual(self.text("#now-name"), "Black beans, can")
        self.assertEqual(self.text("#now-amount"), "+1")
        self.assertEqual(self.run_states(), ["In the ledger", "In the ledger"])
        self.assertEqual(self.pantry.balance("Black beans, can", "A1"), 13)

    def test_the_label_of_a_place_says_where_the_next_scans_are(self):
        self.open_scanning("/take-in")
        self.scanner(TOMATOES)
        self.until(lambda: "Now 1 in Floor." in self.text("#now-tell"))
        self.scanner(self.pantry.places["A2"]["labelCode"], TOMATOES)
        self.until(lambda: "Now 1 in A2." in self.text("#now-tell"), "Now 1 in A2.")

    def test_a_hundred_fast_scans_are_a_hundred(self):
        self.open_scanning("/take-in")
        self.choose("#place", "Box 1")
        self.scanner(*[RICE] * 100)
        self.until(lambda: self.pantry.balance("Rice, 1 kg bag", "Box 1") == 100)

    def test_undo_takes_a_scan_back(self):
        self.open_scanning("/take-in")
        self.choose("#place", "A3")
        self.scanner(RICE)
        self.until(lambda: "Now 1 in A3." in self.text("#now-tell"), "Now 1 in A3.")
        self.find("#now-undo").click()
        self.until(lambda: self.pantry.balance("Rice, 1 kg bag", "A3") == 0)
        self.until(lambda: self.text("#now-word") == "Taken back")

    def test_more_handed_out_than_known_is_recorded_and_a_count_is_asked_for(self):
        self.open_scanning("/hand-out")
        self.choose("#place", "A3")
        self.scanner(TOMATOES)
        self.until(lambda: "Please count A3." in self.text("#now-tell"))
        self.assertEqual(self.text("#now-amount"), "−1")
        self.open("/stock")
        self.assertIn("Tomatoes, can", self.text("section.look"))

    def test_a_new_code_is_asked_about_and_then_counts(self):
        self.open_scanning("/take-in")
        self.choose("#place", "A1")
        self.scanner("5901234123457", "5901234123457")
        self.until(lambda: self.text("#questions h2") == "What is 5901234123457?")
        question = self.find("#questions form")
        self.write(question.find_element(By.NAME, "name"), "Barley soup")
        self.write(question.find_element(By.NAME, "category"), "soups")
        question.find_element(By.CSS_SELECTOR, "button.main").click()
        self.until(lambda: self.pantry.balance("Barley soup", "A1") == 2)
        self.until(lambda: not self.all("#questions form"))

    def test_a_new_code_of_a_known_item_is_named_by_a_few_letters(self):
        self.pantry.scan("intake", "a-code-of-a-donor", place=self.pantry.places["A1"]["id"])
        self.open("/unresolved")
        self.write(self.find("form:not(.offer) input[name=name]"), "toma")
        self.until(lambda: self.all("#known-items option"))
        self.assertEqual(self.find("#known-items option").get_attribute("value"), "Tomatoes, can")
        self.write(self.find("form:not(.offer) input[name=name]"), "Tomatoes, can")
        self.press("form:not(.offer) button.main")
        self.assertEqual(self.pantry.balance("Tomatoes, can", "A1"), 1)

    def test_scans_made_without_the_hub_are_kept_and_go_in_later(self):
        self.open_scanning("/take-in")
        self.choose("#place", "A2")
        self.driver.execute_cdp_cmd("Network.enable", {})
        offline = {"latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
        self.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": True, **offline})
        try:
            self.scanner(RICE, RICE)
            self.until(lambda: self.run_states()[:2] == ["On this device"] * 2)
        finally:
            self.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": False, **offline})
        self.until(lambda: self.pantry.balance("Rice, 1 kg bag", "A2") == 2)


class Count(HubTest):
    def test_a_count_tells_the_difference_and_settles_it(self):
        self.pantry.scan("intake", BEANS, quantity=10, place=self.pantry.places["A1"]["id"])
        self.pantry.scan("intake", RICE, quantity=5, place=self.pantry.places["A1"]["id"])
        self.open("/count")
        self.choose("#place", "A1")
        self.press("form button.main")
        self.until(lambda: self.find("#scan").get_attribute("data-ready") is not None)
        self.scanner(*[BEANS] * 8)
        self.until(lambda: "8 seen in A1." in self.text("#now-tell"), "8 seen in A1.")
        self.until(lambda: [row.get_attribute("value") for row in self.all("#seen input[name=seen]")] == ["8"])
        self.press("#finish button")
        self.until(lambda: self.all("#differences"))
        shown = [row.text.split("\n") for row in self.all("#differences li")]
        self.assertEqual(shown, [["Black beans, can", "10 in the ledger, 8 seen", "−2"]])
        self.assertEqual([choice.text for choice in self.all("#uncounted a, #uncounted label")],
                         ["Rice, 1 kg bag", "Not counted yet: stays 5", "Gone, nothing left: −5"])
        self.assertEqual(self.pantry.balance("Black beans, can", "A1"), 10)
        self.pantry.scan("distribute", RICE, quantity=1, place=self.pantry.places["A1"]["id"])
        self.find("#uncounted input[value=yes]").click()
        # A scan presses nothing, though its end key would send the form.
        self.scanner(BEANS)
        self.until(lambda: self.find("#heard").is_displayed())
        self.press("form .main.tall")
        self.until(lambda: "Something came in meanwhile" in self.text("main"))
        self.assertEqual(self.pantry.balance("Black beans, can", "A1"), 10)
        # What moved meanwhile is not gone by that word.
        self.assertFalse(self.all("#uncounted"))
        self.assertIn("Rice, 1 kg bag", self.text("main"))
        self.press("form .main.tall")
        self.until(lambda: self.all("table"))
        rows = [[cell.text for cell in row.find_elements(By.CSS_SELECTOR, "th, td")]
                for row in self.all("tbody tr")]
        self.assertEqual(rows, [["Black beans, can", "10", "8", "−2"]])
        self.assertEqual(self.pantry.balance("Black beans, can", "A1"), 8)

    def test_a_label_of_another_place_does_not_change_what_is_counted(self):
        self.pantry.place("Box 2", "box", self.pantry.places["Shelf A"]["id"])
        self.open("/count")
        self.choose("#place", "A3")
        self.press("form button.main")
        self.until(lambda: self.find("#scan").get_attribute("data-ready") is not None)
        self.scanner(self.pantry.places["A2"]["labelCode"])
        self.until(lambda: "This is the count of A3" in self.text("#now-tell"), "the count of A3")
        self.scanner(BEANS)
        self.until(lambda: "1 seen in A3." in self.text("#now-tell"), "1 seen in A3.")
        self.open("/count")
        self.choose("#place", "Shelf A")
        self.press("form button.main")
        self.until(lambda: self.find("#scan").get_attribute("data-ready") is not None)
        self.scanner(self.pantry.places["Box 2"]["labelCode"])
        self.until(lambda: "part of the count" in self.text("#now-tell"), "part of the count")
        self.scanner(self.pantry.places["A2"]["labelCode"])
        self.until(lambda: "This is the count of Shelf A" in self.text("#now-tell"), "the count of Shelf A")


class Close(HubTest):
    def test_a_day_is_closed_and_its_account_adds_up(self):
        self.pantry.scan("intake", TOMATOES, quantity=24, place=self.pantry.places["A2"]["id"])
        self.pantry.scan("distribute", TOMATOES, quantity=4, place=self.pantry.places["A2"]["id"])
        self.pantry.scan("distribute", "9999999999999")
        self.open("/close")
        self.assertIn("1 scan has a new code", self.text("section.sheet"))
        self.press("#close .main")
        self.assertEqual(self.text("#before"), "Close all the same?")
        self.press("#close .main")
        self.until(lambda: self.all(".note.well"))
        self.assertIn("is closed. Thank you.", self.text(".note.well"))
        self.assertEqual(self.text(".tag"), "Closed and signed")
        row = [cell.text.split("\n")[0] for cell in self.all(".account tbody tr:first-child > *")]
        self.assertEqual(row, ["Tomatoes, can", "0", "24", "4", "0", "0", "20"])
        self.assertIn("9999999999999", self.text(".of-day"))
        self.assertFalse(self.all("form[action='/close']"))


if __name__ == "__main__":
    unittest.main()
