"""A queue of households: one button or card from each to the next, counted over all devices, with the one before in sight."""

import datetime
import unittest

from pantry import BEANS, RICE, HubTest, new_id
from tasks import TaskTest


class HouseholdTest(HubTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pantry.scan("intake", BEANS, quantity=500, place=cls.pantry.places["A1"]["id"])
        cls.pantry.scan("intake", RICE, quantity=500, place=cls.pantry.places["A1"]["id"])

    def setUp(self):
        super().setUp()
        self.driver.execute_async_script("const done = arguments[0]; indexedDB.deleteDatabase('larder').onsuccess = done;")
        self.day = datetime.date.today().isoformat()
        # Other tests were other devices of the same day.
        self.others = self.came()["households"]
        self.open_scanning("/hand-out")

    def came(self):
        return self.pantry.api("GET", f"households/{self.day}")

    def hub_counted(self, n):
        self.until(lambda: self.came()["households"] == self.others + n)

    def settled(self, count):
        self.until(lambda: self.run_states() == ["In the ledger"] * count)

    def next(self):
        self.find("#new-run").click()

    def counted(self, n):
        self.until(lambda: self.text("#households").partition(" ·")[0] == f"Households today: {self.others + n}")

    def before(self):
        return [state.get_property("textContent") for state in self.all("#run-before .state")]


class Households(HouseholdTest):
    def test_each_household_is_counted_once_and_none_without_food(self):
        self.counted(0)
        for household in range(1, 4):
            self.scanner(BEANS, RICE)
            self.settled(2)
            self.counted(household)
            self.next()
            self.assertEqual(self.run_states(), [])
            self.assertEqual(len(self.before()), 2)
        self.next()
        self.next()
        self.counted(3)
        self.hub_counted(3)
        self.open_scanning("/hand-out")
        self.counted(3)
        self.hub_counted(3)

    def test_the_household_before_stays_in_sight_and_can_be_put_right(self):
        self.assertFalse(self.find("#run-before").is_displayed())
        self.scanner(BEANS)
        self.settled(1)
        self.next()
        self.scanner(RICE)
        self.settled(1)
        self.counted(2)
        balance = self.pantry.balance("Black beans, can", "A1")
        self.find("#run-before .undo").click()
        self.until(lambda: self.before() == ["Taken back"])
        self.until(lambda: self.pantry.balance("Black beans, can", "A1") == balance + 1)
        self.assertEqual(self.run_states(), ["In the ledger"])
        self.counted(1)
        self.hub_counted(1)

    def test_a_whole_box_is_told_among_what_went_out(self):
        self.pantry.place(f"Box {new_id()[:6]}", "box")
        name = list(self.pantry.places)[-1]
        box = self.pantry.places[name]
        self.pantry.scan("intake", BEANS, quantity=6, place=box["id"])
        self.open_scanning("/hand-out")
        self.scanner(box["labelCode"])
        self.until(lambda: self.all("#questions form"))
        self.find("#questions button:not(.main)").click()
        self.until(lambda: self.text("#totals") == "1 whole box")
        self.scanner(RICE)
        self.until(lambda: self.text("#totals") == "1 whole box · 1 piece, 1 kg")

    def test_a_box_ends_with_its_household_and_when_it_is_empty(self):
        box = self.pantry.places["Box 1"]
        self.pantry.scan("intake", BEANS, quantity=5, place=box["id"])
        self.choose("#place", "A1")
        # A part of it, for one household.
        self.scanner(box["labelCode"])
        self.until(lambda: self.all("#questions form"))
        self.find("#questions button.main").click()
        self.scanner(BEANS)
        self.settled(1)
        self.assertEqual(self.pantry.balance("Black beans, can", "Box 1"), 4)
        self.next()
        self.assertEqual(self.chosen(), "A1")
        # All of it.
        self.scanner(box["labelCode"])
        self.until(lambda: self.all("#questions form"))
        self.find("#questions button:not(.main)").click()
        self.settled(1)
        self.assertEqual(self.chosen(), "A1")
        self.scanner(BEANS)
        self.settled(2)
        self.assertNotIn("More went out", self.text("#now-tell"))
        self.assertEqual(self.pantry.balance("Black beans, can", "Box 1"), 0)

    def test_a_box_of_yesterday_is_not_where_things_are_taken_from(self):
        self.choose("#place", "A1")
        self.choose("#place", "Box 1")
        self.driver.execute_script("localStorage.setItem('larder.distribute.run', '018bcfe5-6800-7000-8000-000000000000')")
        self.open_scanning("/hand-out")
        self.assertEqual(self.chosen(), "A1")

    def chosen(self):
        return self.driver.execute_script("return document.querySelector('#place').selectedOptions[0].text")

    def test_no_scan_presses_the_button_and_each_household_has_an_id_of_its_own(self):
        self.scanner(BEANS)
        self.settled(1)
        self.next()
        self.scanner(BEANS, BEANS)
        self.settled(2)
        bodies = self.driver.execute_async_script("""
            const [done] = arguments;
            indexedDB.open('larder').onsuccess = ({ target }) => {
                target.result.transaction('posts').objectStore('posts').getAll().onsuccess = ({ target }) => done(target.result.map(({ body }) => body.distribution));
            };""")
        self.assertEqual((len(bodies), len(set(bodies)), bodies[1]), (3, 2, bodies[2]))


    def test_all_devices_are_counted_together(self):
        self.scanner(BEANS)
        self.settled(1)
        self.counted(1)
        teller = new_id()
        self.pantry.api("PUT", f"households/{self.day}", {"teller": teller, "households": 4})
        self.next()
        self.counted(5)
        # Said anew, it stands in place of what was said before.
        self.pantry.api("PUT", f"households/{self.day}", {"teller": teller, "households": 6})
        self.next()
        self.counted(7)
        self.open(f"/days/{self.day}")
        self.assertIn(f"Households: {self.others + 7}", self.text("main"))

    def test_what_was_counted_while_the_hub_was_away_is_told_later(self):
        self.counted(0)
        self.driver.set_network_conditions(offline=True, latency=0, throughput=0)
        try:
            for _ in range(2):
                self.scanner(BEANS)
                self.until(lambda: self.run_states() == ["On this device"])
                self.next()
            self.counted(2)
            self.assertEqual(self.came()["households"], self.others)
        finally:
            self.driver.delete_network_conditions()
        self.driver.execute_script("dispatchEvent(new Event('online'))")
        self.hub_counted(2)
        self.counted(2)

    def test_the_hub_hears_figures_and_nothing_of_whom_or_what(self):
        self.scanner(BEANS, RICE)
        self.settled(2)
        self.hub_counted(1)
        told = self.driver.execute_script("return JSON.parse(localStorage.getItem('larder.households'))")[self.day]
        ids = self.driver.execute_async_script("""
            const [done] = arguments;
            indexedDB.open('larder').onsuccess = ({ target }) => {
                target.result.transaction('posts').objectStore('posts').getAll().onsuccess = ({ target }) =>
                    done(target.result.flatMap(({ id, run, body }) => [id, run, body.distribution]));
            };""")
        self.assertNotIn(told["teller"], ids)
        self.assertEqual(set(self.came()), {"day", "households", "people"})

    def test_how_many_they_are_is_one_tap_where_the_hub_asks(self):
        self.assertEqual(self.all(".sizes"), [])
        self.ask("yes")
        self.addCleanup(self.ask, "")
        people = self.came()["people"]
        self.open_scanning("/hand-out")
        self.size(4)
        self.scanner(BEANS)
        self.settled(1)
        self.until(lambda: self.came()["people"] == people + 4)
        self.size(3)
        self.until(lambda: self.came()["people"] == people + 3)
        self.assertIn(f"people: {people + 3}", self.text("#households"))
        self.next()
        self.assertEqual(self.all(".sizes [aria-pressed=true]"), [])
        self.scanner(BEANS)
        self.settled(1)
        self.hub_counted(2)
        self.assertEqual(self.came()["people"], people + 3)

    def size(self, n):
        self.find(f".sizes button[value='{n}']").click()

    def ask(self, sizes):
        self.driver.execute_async_script(
            "const [sizes, done] = arguments; fetch('/settings/households', { method: 'POST', body: new URLSearchParams(sizes && { sizes }) })"
            ".then(done, done)", sizes)


class HouseholdJobs(HouseholdTest, TaskTest):
    def test_ten_households_go_by_card(self):
        TaskTest.begin(self)
        self.scanner("UHANDOUT")
        self.until(lambda: self.driver.current_url.endswith("/hand-out"))
        self.until(lambda: self.find("#scan").get_attribute("data-ready") is not None)
        for household in range(1, 11):
            self.scanner(*[BEANS, RICE] * 4)
            self.settled(8)
            self.counted(household)
            self.scanner("UNEXT")
            self.until(lambda: self.run_states() == [])
            self.assertEqual(len(self.before()), 8)
        self.hub_counted(10)
        self.assertIn("Next household", self.text("#now-name"))
        self.assert_counted("Ten households, eight things each, by card")

    def test_the_card_leads_to_the_page_that_hands_out(self):
        self.open_scanning("/take-in")
        self.scanner("UNEXT")
        self.until(lambda: self.driver.current_url.endswith("/hand-out"))


if __name__ == "__main__":
    unittest.main()
