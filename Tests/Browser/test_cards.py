"""Command cards: a scanned card says what the next scans do."""

import itertools
import unittest

from selenium.webdriver.common.by import By

from pantry import BEANS, RICE, HubTest, new_id

BEANS_NAME, RICE_NAME = "Black beans, can", "Rice, 1 kg bag"


class Cards(HubTest):
    def balances(self, name):
        return {place: self.pantry.balance(name, place) for place in ("A1", "A2", "Box 1")}

    def begin(self, path="/take-in"):
        self.open_scanning(path)
        self.choose("#place", "A1")

    def settled(self, count):
        self.until(lambda: self.run_states() == ["In the ledger"] * count)

    def tap(self, word):
        self.find(f".jobs button[value={word}]").click()

    def tap_home(self):
        self.find(".jobs a:first-child").click()

    def in_force(self):
        """The words of the row that are marked as in force."""
        return [word.text for word in self.all(".jobs [aria-current=page], .jobs [aria-pressed=true]")]

    def test_the_row_has_five_words_and_shows_which_is_in_force(self):
        self.begin()
        self.assertEqual([word.text for word in self.all(".jobs > *")], ["Take in", "Hand out", "Move", "Throw away", "Look up"])
        self.assertEqual(self.in_force(), ["Take in"])
        for word, shown in (("move", "Move"), ("discard", "Throw away"), ("lookup", "Look up")):
            self.tap(word)
            self.assertEqual(self.in_force(), [shown])
            self.assertTrue(self.find("#command").is_displayed())
        self.scanner("UPAUSE")
        self.until(lambda: self.in_force() == [])
        self.tap_home()
        self.assertEqual(self.in_force(), ["Take in"])
        self.assertFalse(self.find("#command").is_displayed())
        self.scanner("UDISCARD")
        self.until(lambda: self.in_force() == ["Throw away"])
        self.find(".jobs a[href='/hand-out']").click()
        self.until(lambda: self.driver.current_url.endswith("/hand-out"))
        self.assertEqual(self.in_force(), ["Hand out"])

    def test_a_tapped_word_holds_for_scans_and_no_scan_presses_it(self):
        self.begin()
        self.scanner(BEANS)
        self.settled(1)
        before = self.pantry.balance(BEANS_NAME, "A1")
        self.tap("lookup")
        self.scanner(BEANS)
        self.until(lambda: self.text("#now-word") == "Look up")
        self.tap("discard")
        # The focus is on the word that was tapped.
        self.scanner(BEANS)
        self.settled(2)
        self.assertEqual(self.in_force(), ["Throw away"])
        self.assertEqual(self.pantry.balance(BEANS_NAME, "A1"), before - 1)
        self.tap_home()
        self.scanner(BEANS)
        self.settled(3)
        self.assertEqual(self.pantry.balance(BEANS_NAME, "A1"), before)

    def test_where_a_move_goes_can_be_chosen_from_the_list(self):
        self.begin()
        self.scanner(RICE)
        self.settled(1)
        before = self.balances(RICE_NAME)
        self.assertFalse(self.find("#to").is_displayed())
        self.tap("move")
        self.choose("#to", "A2")
        self.assertIn("A2", self.text("#command"))
        self.scanner(RICE)
        self.settled(2)
        after = self.balances(RICE_NAME)
        self.assertEqual((after["A1"], after["A2"]), (before["A1"] - 1, before["A2"] + 1))
        self.tap("move")
        self.scanner(RICE)
        self.until(lambda: "Scan the label" in self.text("#now-tell") and self.all("#questions form"))
        self.assertEqual(self.balances(RICE_NAME), after)
        self.scanner(self.pantry.places["A2"]["labelCode"])
        self.settled(3)

    def reasons(self):
        """Reasons in the journal of what stands as thrown away, the newest last."""
        entries = self.driver.execute_async_script("""
            const [done] = arguments;
            indexedDB.open('larder').onsuccess = ({ target }) => {
                target.result.transaction('posts').objectStore('posts').getAll().onsuccess = ({ target }) => done(
                    target.result.filter(({ body, undone, state }) => body.mode === 'discard' && state === 'accepted' && !undone)
                        .map(({ body, run }) => [run, body.reason ?? null]));
            };""")
        return [reason for run, reason in entries if run == entries[-1][0]]

    def because(self, reason, where=".reasons"):
        next(button for button in self.all(f"{where} button") if button.text.lstrip("✓ ") == reason).click()

    def test_a_reason_is_one_tap_and_holds_until_the_word_changes(self):
        self.begin()
        self.scanner(BEANS, BEANS, BEANS, BEANS)
        self.settled(4)
        self.tap("discard")
        self.because("Damaged")
        self.scanner(BEANS, BEANS)
        self.settled(6)
        self.assertEqual(self.reasons(), ["damaged", "damaged"])
        self.assertIn("Damaged.", self.text("#now-tell"))
        self.because("Pests")
        self.scanner(BEANS)
        self.settled(7)
        self.assertEqual(self.reasons()[-1], "pests")
        self.assertFalse(self.all("#questions form"))
        self.tap_home()
        self.tap("discard")
        self.assertEqual([button.text for button in self.all(".reasons [aria-pressed=true]")], [])

    def test_without_a_reason_one_question_waits_for_all(self):
        self.begin()
        self.scanner(BEANS, BEANS, RICE)
        self.settled(3)
        before = self.pantry.balance(BEANS_NAME, "A1")
        self.scanner("UDISCARD", BEANS, BEANS)
        self.settled(5)
        self.until(lambda: len(self.all("#questions form")) == 1)
        self.scanner(RICE)
        self.settled(6)
        self.until(lambda: RICE_NAME in self.text("#questions") and BEANS_NAME in self.text("#questions"))
        self.assertEqual(len(self.all("#questions form")), 1)
        self.because("Spoiled", "#questions")
        self.until(lambda: self.run_states().count("Taken back") == 3 and self.run_states().count("In the ledger") == 6)
        self.until(lambda: self.reasons() == ["spoiled"] * 3)
        self.assertEqual(self.pantry.balance(BEANS_NAME, "A1"), before - 2)
        self.assertFalse(self.all("#questions form"))
        self.scanner(BEANS)
        self.until(lambda: self.reasons() == ["spoiled"] * 4)
        self.until(lambda: not self.all("#questions form"))

    def test_what_is_taken_back_is_not_asked_about(self):
        self.begin()
        self.scanner(RICE, "UDISCARD", RICE)
        self.until(lambda: self.all("#questions form"))
        self.find("#now-undo").click()
        self.until(lambda: not self.all("#questions form"))

    def test_a_move_of_what_lies_nowhere_is_asked_where_it_was(self):
        code = f"MOVED-{new_id()[:8]}"
        self.pantry.api("POST", "items", {"id": new_id(), "name": code, "measure": "each", "codes": [{"code": code}]})
        self.begin()
        self.tap("move")
        self.choose("#to", "A2")
        self.scanner(code)
        self.until(lambda: self.all("#questions form"))
        self.choose("#questions select", "A3")
        self.find("#questions button.main").click()
        self.until(lambda: self.run_states() == ["In the ledger", "Taken back"])
        self.assertEqual((self.pantry.balance(code, "A2"), self.pantry.balance(code, "A3")), (1, -1))

    def test_the_row_fits_every_width(self):
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.addCleanup(self.driver.execute_cdp_cmd, "Network.setExtraHTTPHeaders", {"headers": {}})
        for path, language in itertools.product(("/take-in", self.count()), ("en", "es")):
            for width in (320, 360, 390, 1280):
                with self.subTest(path=path, width=width, language=language):
                    self.driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"Accept-Language": language}})
                    self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                                {"width": width, "height": 740, "deviceScaleFactor": 1, "mobile": False})
                    self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.clearDeviceMetricsOverride", {})
                    self.open_scanning(path)
                    self.tap("move")
                    self.assertLessEqual(self.driver.execute_script("return document.documentElement.scrollWidth"), width)
                    row = self.find(".jobs")
                    self.assertLessEqual(row.size["width"], self.find("main").size["width"])
                    for word in self.all(".jobs > *"):
                        self.assertLessEqual(word.get_property("scrollWidth"), word.get_property("clientWidth"), word.text)
                        self.assertGreaterEqual(word.size["height"], 48)

    def count(self):
        count = new_id()
        self.pantry.api("POST", "counts", {"id": count, "place": self.pantry.places["A3"]["id"]})
        return f"/count/{count}"

    def test_the_row_of_a_count_goes_back_to_counting(self):
        path = self.count()
        self.open_scanning(path)
        self.assertEqual(self.in_force(), ["Count"])
        self.tap("discard")
        self.assertEqual(self.in_force(), ["Throw away"])
        self.tap_home()
        self.assertEqual(self.in_force(), ["Count"])
        self.assertTrue(self.driver.current_url.endswith(path))

    def test_without_scripts_the_row_has_the_two_homes(self):
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.setScriptExecutionDisabled", {"value": False})
        self.open("/hand-out")
        self.assertEqual([word.text for word in self.all(".jobs > *") if word.is_displayed()], ["Take in", "Hand out"])
        self.assertEqual(self.in_force(), ["Hand out"])
        self.find(".jobs a").click()
        self.until(lambda: self.driver.current_url.endswith("/take-in"))

    def test_after_the_discard_card_scans_are_thrown_away_until_another_card(self):
        self.begin()
        before = self.pantry.balance(BEANS_NAME, "A1")
        self.scanner(BEANS, BEANS, "UDISCARD", BEANS, "utakein", BEANS)
        self.settled(4)
        self.assertEqual(self.pantry.balance(BEANS_NAME, "A1"), before + 2)
        self.assertFalse(self.find("#command").is_displayed())
        self.assertIn("3 pieces", self.text("#totals"))

    def test_the_move_card_asks_where_to_and_then_moves(self):
        self.begin()
        self.scanner(RICE, RICE, RICE)
        self.settled(3)
        before = self.balances(RICE_NAME)
        self.scanner("UMOVE", RICE)
        self.until(lambda: "Scan the label" in self.text("#now-tell"))
        self.until(lambda: self.all("#questions form"))
        self.assertEqual(self.balances(RICE_NAME), before)
        self.scanner(self.pantry.places["A2"]["labelCode"])
        self.until(lambda: "A2" in self.text("#command"))
        self.scanner(RICE)
        self.settled(5)
        after = self.balances(RICE_NAME)
        self.assertEqual((after["A1"], after["A2"]), (before["A1"] - 2, before["A2"] + 2))
        self.tap_home()
        self.assertFalse(self.find("#command").is_displayed())
        self.assertEqual(self.find("#place").get_attribute("value"), self.pantry.places["A1"]["id"])

    def test_the_look_up_card_shows_and_records_nothing(self):
        self.begin()
        self.scanner(BEANS)
        self.settled(1)
        seq = self.pantry.api("GET", "stock")
        self.scanner("ULOOKUP", BEANS)
        self.until(lambda: self.text("#now-word") == "Look up" and self.text("#now-name") == BEANS_NAME)
        self.until(lambda: " in A1" in self.text("#now-tell"))
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

    def test_what_is_said_of_food_that_comes_in_stands_with_that_word_alone(self):
        self.open_scanning("/take-in")
        parts = [self.find("#date"), self.find("#entry .more")]
        for word in ("move", "discard", "lookup"):
            self.find(f".jobs button[value={word}]").click()
            self.assertEqual([part.is_displayed() for part in parts], [False, False], word)
        self.find(".jobs a[href='/take-in']").click()
        self.assertEqual([part.is_displayed() for part in parts], [True, True])
        self.open_scanning("/hand-out")
        self.find(".jobs button[value=discard]").click()


if __name__ == "__main__":
    unittest.main()
