"""A queue of households: one button from each to the next, counted, with the one before in sight."""

import unittest

from pantry import BEANS, RICE, HubTest, new_id


class Households(HubTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pantry.scan("intake", BEANS, quantity=500, place=cls.pantry.places["A1"]["id"])
        cls.pantry.scan("intake", RICE, quantity=500, place=cls.pantry.places["A1"]["id"])

    def setUp(self):
        super().setUp()
        self.driver.execute_async_script("const done = arguments[0]; indexedDB.deleteDatabase('larder').onsuccess = done;")
        self.open_scanning("/hand-out")

    def settled(self, count):
        self.until(lambda: self.run_states() == ["In the ledger"] * count)

    def next(self):
        self.find("#new-run").click()

    def counted(self, n):
        self.until(lambda: self.text("#households") == f"Households from this device today: {n}")

    def before(self):
        return [state.get_property("textContent") for state in self.all("#run-before .state")]

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
        self.open_scanning("/hand-out")
        self.counted(3)

    def test_the_household_before_stays_in_sight_and_can_be_put_right(self):
        self.assertFalse(self.find("#run-before").is_displayed())
        self.scanner(BEANS)
        self.settled(1)
        self.next()
        self.scanner(RICE)
        self.settled(1)
        self.counted(2)
        balance = self.pantry.balance("Black beans, can", "A1")
        self.assertFalse(self.find("#run-before .change").is_enabled())
        self.find("#run-before .undo").click()
        self.until(lambda: self.before() == ["Taken back"])
        self.until(lambda: self.pantry.balance("Black beans, can", "A1") == balance + 1)
        self.assertEqual(self.run_states(), ["In the ledger"])
        self.counted(1)

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


if __name__ == "__main__":
    unittest.main()
