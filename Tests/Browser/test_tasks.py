"""Jobs of a day at the table and at the desk, as a person does them."""

import unittest

from pantry import BEANS, CASE_OF_BEANS, RICE, TOMATOES
from tasks import TaskTest

PEAS = "040000000068"
UNKNOWN = {"5901234123457": "Lentils", "4006381333931": "Oats", "9780201379624": "Noodles"}


class Tasks(TaskTest):
    def setUp(self):
        super().setUp()
        self.driver.execute_async_script("const done = arguments[0]; indexedDB.deleteDatabase('larder').onsuccess = done;")

    def ready(self):
        self.until(lambda: self.find("#scan").get_attribute("data-ready") is not None)

    def settled(self, count):
        self.until(lambda: self.run_states().count("In the ledger") == count)

    def have(self, name, place):
        return self.pantry.balance(name, place)

    def have_anywhere(self, name):
        return sum(row["quantity"] for row in self.pantry.api("GET", "stock") if row["itemName"] == name)

    def test_a_donation_of_thirty_scans(self):
        self.begin()
        self.tap("a[href='/take-in']")
        self.ready()
        self.touch("details.more summary")
        self.touch("#source")
        self.type("Harvest Market")
        scans = 0
        for code, date in ((BEANS, "0328"), (RICE, "0628"), (TOMATOES, "1227"), (PEAS, "0927"), (BEANS, "0529")):
            self.touch("#date")
            self.type(date)
            self.scanner(*[code] * 5)
            scans += 5
            self.settled(scans)
        self.scanner(CASE_OF_BEANS, RICE, *UNKNOWN)
        self.until(lambda: len(self.all("#questions form")) == 3)
        for n, name in enumerate(UNKNOWN.values()):
            self.touch("#questions [name=name]")
            self.type(name)
            if n == 2:
                # It was a case.
                self.touch("#questions [name=pack]")
                self.type("12")
            self.type("\n")
            self.until(lambda n=n: len(self.all("#questions form")) == 2 - n)
        self.settled(30)
        self.assertLessEqual(self.taps, 15)
        dates = {row["dateLabel"]["date"] for row in self.pantry.api("GET", "stock") if row["dateLabel"]}
        self.assertLessEqual({"2028-03", "2028-06", "2027-12", "2027-09", "2029-05"}, dates)
        noodles = self.pantry.api("GET", "items?query=noodles")[0]
        self.assertEqual(sum(row["quantity"] for row in self.pantry.api("GET", f"stock?item={noodles['id']}")), 12)
        self.assertEqual([source["name"] for source in self.pantry.api("GET", "sources")], ["Harvest Market"])
        self.assert_counted("Take in 30 things of one donor: 5 dates, 3 new codes, 2 cases")

    def test_where_the_rice_is(self):
        self.pantry.scan("intake", RICE, quantity=12, place=self.pantry.places["A2"]["id"])
        self.phone()
        self.begin()
        self.tap("nav a[href='/stock']")
        self.touch("main input[name=query]")
        self.type("rice\n")
        self.until(lambda: "A2" in self.text("main") and "12" in self.text("main"))
        self.assert_counted("Where is the rice?")

    def test_something_is_thrown_away_with_a_reason(self):
        self.pantry.scan("intake", BEANS, quantity=2, place=self.pantry.places["A1"]["id"])
        self.open_scanning("/take-in")
        before = self.have_anywhere("Black beans, can")
        self.touch(".jobs button[value=discard]")
        self.touch(".reasons button[value=damaged]")
        self.scanner(BEANS)
        self.settled(1)
        self.assertIn("Damaged", self.text("#now-tell"))
        self.until(lambda: self.have_anywhere("Black beans, can") == before - 1)
        self.assert_counted("Throw away, with a reason and a scan, at an open scanning page")

    def test_a_box_is_moved(self):
        self.open_scanning("/take-in")
        self.touch(".jobs button[value=move]")
        places = self.pantry.places
        self.scanner(places["A3"]["labelCode"], places["Box 1"]["labelCode"])
        self.settled(1)
        box = self.pantry.api("GET", f"places/{places['Box 1']['id']}")
        self.assertEqual(box["parent"], places["A3"]["id"])
        self.assert_counted("Move a box with two scans, at an open scanning page")

    def test_what_was_scanned_three_lines_ago_is_undone(self):
        self.open_scanning("/take-in")
        self.choose("#place", "A1")
        before = self.have("Rice, 1 kg bag", "A1")
        self.scanner(RICE, BEANS, TOMATOES)
        self.settled(3)
        self.touch("#run > li:nth-child(3) .undo")
        self.until(lambda: self.run_states()[2] == "Taken back")
        self.until(lambda: self.have("Rice, 1 kg bag", "A1") == before)
        self.assert_counted("Undo what was scanned three lines ago")

    def test_the_language_is_changed(self):
        self.phone()
        self.begin()
        self.tap("header button[value=es]")
        self.assertEqual(self.find("html").get_attribute("lang"), "es")
        self.addCleanup(self.press, "header button[value=en]")
        self.assert_counted("Change the language of a device")

    def test_a_place_is_emptied_and_retired(self):
        self.pantry.place("Old box", "box")
        self.pantry.scan("intake", TOMATOES, quantity=3, place=self.pantry.places["Old box"]["id"])
        self.phone()
        self.begin()
        self.tap("nav a[href='/stock']")
        self.tap("main a[href^='/stock?by=place']")
        self.tap(f"main a[href='/places/{self.pantry.places['Old box']['id']}']")
        self.touch("main details summary")
        self.pick("main [name=into]", "A2")
        self.touch("main [name=retire]")
        self.assertEqual(self.findings(), [])
        self.tap("main form:has([name=into]) button")
        self.tap("main form[action$='/emptying'] button")
        self.assertIn("Lists leave this place out", self.text("main"))
        self.assertEqual(self.have("Tomatoes, can", "A2"), 3)
        self.assert_counted("Empty a box into a shelf; it is not used any more")
        self.open("/take-in")
        self.assertNotIn("Old box", self.text("#place"))
        # Its label is scanned once more.
        self.open_scanning("/take-in")
        self.scanner(self.pantry.places["Old box"]["labelCode"], RICE)
        self.settled(1)
        self.assertIn("in use again", self.text("#now-tell"))
        self.open("/take-in")
        self.assertIn("Old box", self.text("#place"))

    def test_an_item_is_called_something_else(self):
        tomatoes = self.pantry.api("GET", f"items?code={TOMATOES}")[0]["id"]
        self.open(f"/items/{tomatoes}")
        self.touch("main details summary")
        self.find("details [name=weight]").clear()
        self.touch("details [name=weight]")
        self.type("390")
        self.tap("details button.main")
        self.assertIn("One weighs 390 g (before: 400 g)", self.text("main"))
        self.assertEqual(self.findings(), [])
        self.assertEqual(self.pantry.api("GET", f"items/{tomatoes}")["unitWeightGrams"], 400)
        self.tap("main button.main")
        self.assertEqual(self.pantry.api("GET", f"items/{tomatoes}")["unitWeightGrams"], 390)


if __name__ == "__main__":
    unittest.main()
