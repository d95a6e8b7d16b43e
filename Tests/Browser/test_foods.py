"""Food without a code: big buttons, a weight in the field, and a pad of digits."""

import unittest

from pantry import BEANS, HubTest, new_id
from tasks import TaskTest


class FoodTest(HubTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bread, cls.potatoes = cls.item("Bread"), cls.item("Potatoes", "gram")
        for item in (cls.bread, cls.potatoes):
            cls.driver.execute_async_script(
                "const [item, done] = arguments; fetch(`/items/${item}/button`, { method: 'POST', body: new URLSearchParams() }).then(done, done)", item)

    @classmethod
    def item(cls, name, measure="each"):
        item = {"id": new_id(), "name": name, "category": "fresh", "measure": measure, "codes": []}
        return cls.pantry.api("POST", "items", item)["id"]

    def setUp(self):
        super().setUp()
        self.driver.execute_async_script("const done = arguments[0]; indexedDB.deleteDatabase('larder').onsuccess = done;")

    def begin(self, path="/take-in", place="A1"):
        self.open_scanning(path)
        self.choose("#place", place)

    def food(self, name):
        return next(food for food in self.all(".foods button") if food.text == name)

    def settled(self, count):
        self.until(lambda: self.run_states() == ["In the ledger"] * count)

    def have(self, name, place="A1"):
        return self.pantry.balance(name, place)


class Foods(FoodTest):
    def test_a_tap_counts_as_a_scan_and_obeys_what_is_in_force(self):
        self.begin()
        self.assertEqual([food.text for food in self.all(".foods button")], ["Bread", "Potatoes"])
        self.write(self.find("#quantity"), "6")
        self.write(self.find("#date"), "0328")
        self.food("Bread").click()
        self.settled(1)
        self.assertEqual(self.have("Bread"), 6)
        self.assertEqual(self.text("#now-amount"), "+6")
        self.assertIn("best by March 2028", self.text("#now-name"))
        self.assertEqual(self.find("#quantity").get_attribute("value"), "1")
        # The word in force holds for it; a scanner's keys press nothing.
        self.find(".jobs button[value=discard]").click()
        self.find(".reasons button[value=spoiled]").click()
        self.food("Bread").click()
        self.settled(2)
        self.assertEqual(self.have("Bread"), 5)
        self.assertEqual(self.text("#now-word"), "Thrown away")
        self.scanner(BEANS)
        self.settled(3)
        self.assertEqual(self.have("Bread"), 5)
        self.find("#run .undo").click()
        self.begin("/hand-out")
        self.food("Bread").click()
        self.settled(1)
        self.until(lambda: self.have("Bread") == 4)

    def test_a_tap_is_kept_while_the_hub_is_away(self):
        self.begin()
        before = self.have("Bread")
        self.driver.set_network_conditions(offline=True, latency=0, throughput=0)
        try:
            self.food("Bread").click()
            self.until(lambda: self.run_states() == ["On this device"])
        finally:
            self.driver.delete_network_conditions()
        self.driver.execute_script("dispatchEvent(new Event('online'))")
        self.settled(1)
        self.assertEqual(self.have("Bread"), before + 1)


class Weighed(FoodTest):
    def weigh(self, digits, unit=None):
        if unit:
            self.key(unit, ".units")
        for digit in digits:
            self.key(digit, ".pad")

    def key(self, text, group):
        next(key for key in self.all(f".weighed {group} button") if key.text == text).click()

    def test_the_field_turns_to_a_weight_and_back(self):
        self.begin()
        before = self.have("Potatoes")
        self.food("Potatoes").click()
        self.assertTrue(self.find("#weight").is_displayed())
        self.assertFalse(self.find("#quantity").is_displayed())
        self.assertIn("Potatoes", self.text(".weighed label"))
        self.assertEqual(self.run_states(), [])
        self.weigh("2.55")
        self.key("⌫", ".pad")
        self.find(".weighed > .main").click()
        self.settled(1)
        self.assertEqual(self.have("Potatoes") - before, 2500)
        self.assertEqual(self.text("#now-amount"), "+2.5 kg")
        self.assertTrue(self.find("#quantity").is_displayed())
        self.food("Potatoes").click()
        self.weigh("400", "g")
        self.find(".weighed > .main").click()
        self.settled(2)
        self.assertEqual(self.have("Potatoes") - before, 2900)

    def test_nothing_waits_for_a_scale(self):
        self.begin()
        before = self.have("Potatoes")
        self.food("Potatoes").click()
        self.weigh("7")
        self.scanner(BEANS)
        self.settled(1)
        self.assertFalse(self.find("#weight").is_displayed())
        self.food("Potatoes").click()
        self.assertEqual(self.find("#weight").get_attribute("value"), "")
        # An empty answer is asked again, and "Leave it" ends it.
        self.find(".weighed > .main").click()
        self.assertTrue(self.find("#weight").is_displayed())
        self.find(".weighed > .slight").click()
        self.assertTrue(self.find("#quantity").is_displayed())
        self.assertEqual(self.have("Potatoes"), before)

    def test_a_code_of_weighed_food_is_asked_about_with_the_pad(self):
        self.begin()
        self.scanner("4133")
        self.until(lambda: self.all("#questions .pad"))
        for key in "1.2":
            next(button for button in self.all("#questions .pad button") if button.text == key).click()
        self.find("#questions button.main").click()
        self.until(lambda: self.have("Apples, loose") == 1200)

    def test_pounds_and_ounces(self):
        def unit(name):
            return self.driver.execute_async_script(
                "const [unit, done] = arguments; fetch('/settings/hub', { method: 'POST', body: new URLSearchParams({ name: 'Hub', weightUnit: unit }) })"
                ".then(done, done)", name)
        unit("lb")
        self.addCleanup(unit, "kg")
        self.begin()
        before = self.have("Potatoes")
        self.food("Potatoes").click()
        self.assertEqual([key.text for key in self.all(".weighed .units button")], ["lb", "oz"])
        self.weigh("8", "oz")
        self.find(".weighed > .main").click()
        self.settled(1)
        self.assertEqual(self.have("Potatoes") - before, 227)


class FoodJobs(FoodTest, TaskTest):
    def test_food_without_a_code_is_taken_in(self):
        self.phone()
        self.begin_job()
        self.touch(".foods button")
        self.settled(1)
        self.assertEqual(self.findings(), [])
        self.assert_counted("Take in food without a code")

    def test_weighed_food_is_taken_in(self):
        self.phone()
        self.begin_job()
        self.touch(".foods button[data-measure=gram]")
        for key in "2.5":
            self.taps += 1
            next(button for button in self.all(".weighed .pad button") if button.text == key).click()
        self.assertEqual(self.findings(), [])
        self.touch(".weighed > .main")
        self.settled(1)
        self.assert_counted("Take in weighed food, 2.5 kg")

    def begin_job(self):
        TaskTest.begin(self)
        self.tap("a[href='/take-in']")
        self.until(lambda: self.find("#scan").get_attribute("data-ready") is not None)


if __name__ == "__main__":
    unittest.main()
