"""A label that neither the page nor, without a network, anybody knows: what is scanned behind it may be of its place, and waits until the hub
can say."""

import unittest

from selenium.webdriver.support.ui import Select

from pantry import BEANS, RICE, TOMATOES, new_id
from test_portal import PortalTest, SCANS

BEANS_NAME, TOMATOES_NAME, RICE_NAME = "Black beans, can", "Tomatoes, can", "Rice, 1 kg bag"
NAMES = "return [...document.querySelectorAll('#kept ul .name')].map(({ textContent }) => textContent)"


class FarLabels(PortalTest):
    def begin(self, path="/take-in"):
        """A page that was loaded before a bin was made elsewhere, and then lost the network; answers the bin's name and its label."""
        self.open_scanning(path)
        name = f"Far {new_id()[:6]}"
        self.pantry.place(name, "bin")
        self.lose()
        return name, self.pantry.places[name]["labelCode"]

    def lose(self):
        self.portal.rule = lambda path, body: "never" if path == SCANS else None

    def find_again(self):
        self.portal.rule = lambda path, body: None
        self.wake()

    def have(self, name, code):
        """Nine of it lie there, whatever the device can reach."""
        rule, self.portal.rule = self.portal.rule, lambda path, body: None
        self.pantry.scan("intake", code, quantity=9, place=self.pantry.places[name]["id"])
        self.portal.rule = rule

    def balances(self, *places):
        return [(self.pantry.balance(TOMATOES_NAME, place), self.pantry.balance(RICE_NAME, place)) for place in places]

    def held(self, count):
        self.until(lambda: self.run_states() == ["On this device"] * count and self.text("#reach") != "")

    def done(self, count):
        self.until(lambda: self.run_states() == ["In the ledger"] * count)

    def test_the_label_the_quantity_and_the_food_behind_it_wait_for_the_hub(self):
        name, label = self.begin()
        self.write(self.find("#quantity"), "4")
        self.scanner(label)
        self.held(1)
        self.scanner(TOMATOES, RICE)
        self.held(3)
        self.assertIn("040000000020", self.text("#now-name"))
        self.find_again()
        self.done(2)
        self.assertEqual(self.balances(name), [(4, 1)])
        self.assertEqual(self.find("#place option:checked").text, name)
        self.scanner(RICE)
        self.done(3)
        self.assertEqual(self.balances(name), [(4, 2)])

    def test_what_a_person_says_meanwhile_holds_from_then_on(self):
        name, label = self.begin()
        before = self.balances("A2", "A3")
        self.scanner(label, TOMATOES)
        self.choose("#place", "A2")
        self.scanner(RICE, self.pantry.places["A3"]["labelCode"], TOMATOES)
        self.held(4)
        self.assertEqual(self.find("#place option:checked").text, "A3")
        self.find_again()
        self.done(3)
        self.assertEqual(self.balances(name), [(1, 0)])
        self.assertEqual(self.balances("A2", "A3"), [(before[0][0], before[0][1] + 1), (before[1][0] + 1, before[1][1])])
        self.assertEqual(self.find("#place option:checked").text, "A3")

    def test_they_outlive_a_reload_and_are_decided_on_whatever_page_is_open(self):
        name, label = self.begin()
        self.write(self.find("#quantity"), "3")
        self.scanner(label, TOMATOES, RICE)
        self.held(3)
        self.open_scanning("/hand-out")
        place = self.find("#place option:checked").text
        # This page was made with the bin.
        kept = ["Take in 1 × 040000000020", "Take in 3 × 040000000044"]
        self.until(lambda: self.driver.execute_script(NAMES) == kept)
        self.find_again()
        self.until(lambda: self.balances(name) == [(3, 1)])
        self.assertEqual(self.find("#place option:checked").text, place)
        self.until(lambda: not self.all("#kept li"))

    def test_a_move_waits_with_the_label_of_where_it_goes(self):
        self.have("A1", RICE)
        self.have("A1", TOMATOES)
        # What lies in one place alone: a move takes what it moves from wherever that is.
        self.have("A1", BEANS)
        name, label = self.begin()
        other, beans = self.balances("A2"), self.pantry.balance(BEANS_NAME, "A2")
        self.write(self.find("#quantity"), "4")
        self.scanner("UMOVE", label, TOMATOES, RICE)
        self.held(3)
        # The destination is another from here on, also for what waits.
        self.scanner(self.pantry.places["A2"]["labelCode"], BEANS, label, RICE, self.pantry.places["Box 1"]["labelCode"])
        self.held(7)
        self.find_again()
        self.done(5)
        self.assertEqual(self.balances(name), [(4, 2)])
        self.assertEqual(self.balances("A2"), other)
        self.assertEqual(self.pantry.balance(BEANS_NAME, "A2"), beans + 1)
        box = next(place for place in self.pantry.api("GET", "places?limit=200") if place["name"] == "Box 1")
        self.assertEqual(box["parent"], self.pantry.places[name]["id"])
        self.assertIn(name, self.text("#command"))
        self.scanner(TOMATOES)
        self.done(6)
        self.assertEqual(self.balances(name), [(5, 2)])

    def test_a_move_whose_label_is_of_no_place_asks_where_it_went(self):
        self.have("A1", RICE)
        self.open_scanning("/take-in")
        [label] = self.pantry.api("POST", "label-codes", {"id": new_id(), "count": 1})["codes"]
        before = self.balances("A2")
        self.lose()
        self.scanner("UMOVE", label, RICE)
        self.held(2)
        self.find_again()
        self.until(lambda: len(self.all("#questions form")) == 2)
        self.assertEqual(self.run_states(), ["On this device"] * 2)
        # A page that is loaded anew asks again.
        self.open_scanning("/take-in")
        self.until(lambda: len(self.all("#questions form")) == 2)
        first, second = self.all("#questions form")
        self.assertIn(RICE, second.text)
        first.find_element("css selector", ".later").click()
        Select(second.find_element("css selector", "select")).select_by_visible_text("A2")
        second.find_element("css selector", "button.main").click()
        self.until(lambda: self.run_states() == ["In the ledger", "On this device"])
        self.assertEqual(self.balances("A2"), [(before[0][0], before[0][1] + 1)])
        for states in (["Taken back", "On this device"], ["Taken back"] * 2):
            self.scanner("UUNDO")
            self.until(lambda: self.run_states() == states)

    def test_a_card_changes_what_is_done_and_not_where(self):
        for path, card, back in (("/take-in", "UMOVE", "UTAKEIN"), ("/take-in", "UDISCARD", "UTAKEIN"), ("/hand-out", "UDISCARD", "UHANDOUT")):
            with self.subTest(path=path, card=card):
                self.setUp()
                name, label = self.begin(path)
                self.have(name, RICE)
                self.have("A3", RICE)
                before = self.balances("A3")
                self.scanner(label, card, back, RICE)
                self.held(2)
                self.find_again()
                self.done(1)
                self.assertEqual(self.balances(name), [(0, 10 if path == "/take-in" else 8)])
                self.assertEqual(self.balances("A3"), before)
                self.assertEqual(self.find("#place option:checked").text, name)

    def test_what_is_thrown_away_while_handing_out_is_of_the_place_before_the_card(self):
        name, label = self.begin("/hand-out")
        self.have(name, RICE)
        self.scanner(label, "UDISCARD", RICE)
        self.held(2)
        self.find_again()
        self.done(1)
        self.assertEqual(self.balances(name), [(0, 8)])

    def test_what_is_thrown_away_while_taking_in_is_where_it_is_unless_said_since_the_card(self):
        name, label = self.begin()
        self.have(name, RICE)
        self.have("A2", TOMATOES)
        self.scanner(label, "UDISCARD", TOMATOES, label, RICE)
        self.held(4)
        self.find_again()
        self.done(2)
        self.assertEqual(self.balances(name), [(0, 8)])

    def test_a_label_that_is_taken_back_unsent_holds_nothing_up(self):
        name, label = self.begin()
        self.scanner(label)
        self.held(1)
        self.scanner("UUNDO", TOMATOES)
        self.until(lambda: self.run_states() == ["On this device", "Taken back"])
        self.find_again()
        self.until(lambda: self.run_states()[0] == "In the ledger")
        self.assertEqual(self.balances(name), [(0, 0)])


del PortalTest

if __name__ == "__main__":
    unittest.main()
