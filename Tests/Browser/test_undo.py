"""Undo takes back what happened last, be it a scan or what waits, however soon it comes behind it."""

import unittest

from selenium.webdriver.common.keys import Keys

from pantry import BEANS, RICE, new_id
from test_moves import MoveTest


class What(MoveTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pantry.place("Box 2", "box")
        cls.pantry.scan("intake", RICE, quantity=6, place=cls.pantry.places["Box 2"]["id"])

    def names(self):
        return [line.text for line in self.all("#run .name")]

    def name_food(self, name):
        self.write(self.find("#code"), name)
        # A key right behind a scan is the scanner's.
        self.driver.execute_async_script("setTimeout(arguments[0], 700)")
        self.find("#code").send_keys(Keys.ENTER)

    def took_back(self, name):
        self.until(lambda: (self.text("#now-word"), self.text("#now-name")) == ("Taken back", name))

    def test_the_box_that_waits_goes_first(self):
        for undo in (lambda: self.scanner("UUNDO"), lambda: self.find("#code").send_keys(Keys.F9)):
            self.setUp()
            self.begin()
            self.scanner(BEANS)
            self.settled(1)
            self.scanner("UMOVE", self.label("Box 1"))
            self.until(lambda: "Box 1" in self.text("#command"))
            undo()
            self.took_back("Box 1")
            self.assertNotIn("Box 1", self.text("#command"))
            self.assertEqual(self.run_states(), ["In the ledger"])
            undo()
            self.until(lambda: self.run_states() == ["Taken back"])

    def test_a_box_that_was_taken_back_moves_no_more_and_the_one_before_it_does(self):
        self.begin(word="move")
        self.scanner(self.label("Box 1"), "UUNDO", self.label("Box 2"), self.label("A2"))
        self.settled(1)
        self.assertEqual(self.names(), ["Box 2"])
        self.setUp()
        self.begin(word="move")
        self.scanner(self.label("Box 1"), self.label("Box 2"), "UUNDO", self.label("A3"))
        self.settled(1)
        self.assertEqual(self.names(), ["Box 1"])

    def test_the_question_of_a_box_goes_first_and_scans_are_where_they_were(self):
        self.begin("/hand-out")
        place = self.find("#place").get_attribute("value")
        self.scanner(BEANS)
        self.settled(1)
        self.scanner(self.label("Box 2"))
        self.until(lambda: self.all("#questions form"))
        self.scanner("UUNDO")
        self.took_back("Box 2")
        self.assertEqual((self.all("#questions form"), self.run_states()), ([], ["In the ledger"]))
        self.assertEqual(self.find("#place").get_attribute("value"), place)

    def test_what_came_out_of_the_box_goes_before_its_question(self):
        self.begin("/hand-out")
        self.scanner(self.label("Box 2"), RICE)
        self.settled(1)
        self.scanner("UUNDO")
        self.until(lambda: self.run_states() == ["Taken back"])
        self.assertEqual(len(self.all("#questions form")), 1)
        self.scanner("UUNDO")
        self.took_back("Box 2")

    def test_a_name_that_is_asked_about_and_food_that_is_weighed_go_first(self):
        self.begin()
        self.scanner(BEANS)
        self.settled(1)
        self.name_food("Quinoa")
        self.until(lambda: self.all("#questions form"))
        self.scanner("UUNDO")
        self.took_back("Quinoa")
        self.name_food("Apples, loose")
        self.until(lambda: self.find("#weight").is_displayed())
        self.scanner("UUNDO")
        self.took_back("Apples, loose")
        self.assertFalse(self.find("#weight").is_displayed())
        self.assertEqual((self.all("#questions form"), self.run_states()), ([], ["In the ledger"]))


class Soon(MoveTest):
    """Codes one behind the other, before the device has kept the first."""

    def test_a_card_waits_for_the_scans_before_it(self):
        self.begin()
        self.scanner(BEANS, RICE, "UUNDO")
        self.until(lambda: self.run_states() == ["Taken back", "In the ledger"])
        self.scanner("UUNDO", "UUNDO", "UUNDO")
        self.until(lambda: self.run_states() == ["Taken back", "Taken back"])
        self.scanner("UUNDO")
        self.until(lambda: "nothing to take back" in self.text("#now-tell"))

    def test_a_places_label_answers_for_the_food_right_before_it(self):
        code = self.item(A1=2)
        self.begin(word="move")
        self.scanner(code, self.label("A2"))
        self.settled(1)
        self.assertEqual((self.have(code, "A1", "A2"), self.all("#questions form")), ([1, 1], []))


class Again(MoveTest):
    """The same page once more: by a reload, on the way back, or in another language."""

    def pressed(self):
        return [button.get_attribute("value") for button in self.all(".jobs [aria-pressed=true]")]

    def test_the_word_and_what_was_said_of_it_go_on(self):
        for way in ("reload", "back", "language"):
            with self.subTest(way=way):
                self.setUp()
                code = self.item(A1=4, A2=4)
                self.begin("/hand-out", word="discard")
                self.find(".reasons button[value=spoiled]").click()
                self.again(way)
                self.assertEqual(self.pressed(), ["discard"])
                self.assertEqual(self.find(".reasons [aria-pressed=true]").get_attribute("value"), "spoiled")
                self.choose("#place", "A2")
                self.scanner(code)
                self.until(lambda: self.have(code, "A1", "A2") == [4, 3])
                [last] = self.pantry.api("GET", f"history?query={code}")[:1]
                self.assertEqual(last["otherKind"], "discarded")
                self.find(".jobs button[value=move]").click()
                self.choose("#to", "A3")
                self.again(way)
                self.scanner(code)
                self.until(lambda: self.have(code, "A3") == [1])
                if way == "language":
                    self.again(way)

    def test_a_page_that_is_opened_anew_is_what_it_is_for(self):
        self.begin("/hand-out", word="discard")
        self.open("/stock")
        self.driver.execute_script("location.href = '/hand-out'")
        self.until(lambda: self.all("#scan[data-ready]"))
        self.assertEqual(self.pressed(), [])
        self.again("reload")
        self.assertEqual(self.pressed(), [])
        # The word of one page is none of another's.
        self.begin("/hand-out", word="discard")
        self.open_scanning("/take-in")
        self.again("reload")
        self.assertEqual(self.pressed(), [])
        # Its own word ends what was in force, and a reload does not bring it back.
        self.find(".jobs button[value=discard]").click()
        self.find(".jobs a[href='/take-in']").click()
        self.again("reload")
        self.assertEqual(self.pressed(), [])


class Elsewhere(MoveTest):
    """A card that was scanned on another page, of which this one is told."""

    def test_the_word_is_in_force_before_the_first_scan(self):
        for word, shown in (("discard", "Throw away"), ("move", "Move"), ("lookup", "Look up"), ("pause", None)):
            with self.subTest(word=word):
                self.open_scanning(f"/take-in?word={word}")
                self.assertEqual([button.text for button in self.all(".jobs [aria-pressed=true]")], [shown] if shown else [])
                self.assertTrue(self.find("#command").is_displayed())
                self.assertTrue(self.driver.current_url.endswith("/take-in"))
        self.open_scanning(f"/take-in?word={new_id()}")
        self.assertFalse(self.find("#command").is_displayed())

    def test_the_next_household_begins(self):
        self.begin("/hand-out")
        self.scanner(BEANS)
        self.settled(1)
        self.open_scanning("/hand-out?word=household")
        self.assertEqual((self.run_states(), self.text("#now-name")), ([], "Next household"))

    def test_undo_goes_to_the_page_of_what_happened_last(self):
        for last, other in (("/hand-out", "/take-in"), ("/take-in", "/hand-out")):
            self.begin(other)
            self.scanner(RICE)
            self.settled(1)
            self.begin(last)
            self.scanner(BEANS)
            self.settled(1)
            self.open("/take-in?word=undo")
            self.until(lambda: self.driver.current_url.endswith(last) and self.run_states() == ["Taken back"])
            self.open_scanning(other)
            self.assertEqual(self.run_states(), ["In the ledger"])
            self.setUp()


if __name__ == "__main__":
    unittest.main()
