"""The date on the food that is taken in: in sight, that food's alone, and ending with it."""

import datetime
import unittest

from pantry import BEANS, CASE_OF_BEANS, RICE, TOMATOES, HubTest
from test_field_scans import SLOWLY


class FoodDates(HubTest):
    def begin(self):
        self.open_scanning("/take-in")
        self.choose("#place", "A1")

    def settled(self, count):
        self.until(lambda: self.run_states() == ["In the ledger"] * count)

    def names(self):
        return [line.get_property("textContent") for line in self.all("#run .grow > span:first-child")]

    def chip(self, value):
        self.find(f".chips button[value={value}]").click()

    def chosen(self):
        return [chip.get_attribute("value") for chip in self.all(".chips [aria-pressed=true]")]

    def value(self):
        return self.find("#date").get_attribute("value")

    def test_a_date_is_of_one_food_and_ends_with_it(self):
        self.begin()
        self.assertEqual(self.chosen(), ["none"])
        self.write(self.find("#date"), "0328")
        self.assertEqual((self.chosen(), self.text("#date-tell")), (["month"], "best by March 2028"))
        self.scanner(BEANS)
        self.settled(1)
        self.assertEqual(self.text("#now-name"), "Black beans, can, best by March 2028")
        self.assertIn("It ends when other food is scanned", self.text("#date-tell"))
        self.scanner(RICE)
        self.settled(2)
        self.assertEqual(self.names(), ["Rice, 1 kg bag", "Black beans, can, best by March 2028"])
        self.assertEqual((self.value(), self.chosen()), ("", ["none"]))
        self.assertIn("was for the food before", self.text("#date-tell"))
        self.scanner(BEANS)
        self.settled(3)
        self.assertEqual(self.names()[0], "Black beans, can")

    def test_the_same_food_keeps_its_date_and_a_place_does_not_end_it(self):
        self.begin()
        self.write(self.find("#date"), "150328")
        self.scanner(self.pantry.places["A2"]["labelCode"], BEANS, self.pantry.places["A3"]["labelCode"], BEANS)
        self.settled(2)
        self.assertEqual(self.names(), ["Black beans, can, best by March 15, 2028"] * 2)
        self.assertEqual(self.chosen(), ["day"])
        rows = self.pantry.api("GET", f"stock?place={self.pantry.places['A3']['id']}")
        self.assertIn("2028-03-15", [row["dateLabel"]["date"] for row in rows if row.get("dateLabel")])

    def test_two_codes_of_one_food_share_its_date(self):
        self.begin()
        self.scanner(BEANS, CASE_OF_BEANS)
        self.settled(2)
        self.write(self.find("#date"), "0628")
        self.find("#use-by").click()
        self.scanner(BEANS, CASE_OF_BEANS)
        self.settled(4)
        self.assertEqual(self.names()[:2], ["Black beans, can, use by June 2028"] * 2)

    def test_a_date_said_anew_is_of_the_next_food(self):
        self.begin()
        self.write(self.find("#date"), "0328")
        self.scanner(BEANS)
        self.settled(1)
        self.write(self.find("#date"), "0428")
        self.scanner(RICE)
        self.settled(2)
        self.assertEqual(self.names()[0], "Rice, 1 kg bag, best by April 2028")
        self.chip("none")
        self.scanner(RICE)
        self.settled(3)
        self.assertEqual(self.names()[0], "Rice, 1 kg bag")

    def test_the_usual_shelf_life_is_each_foods_own(self):
        self.begin()
        self.chip("usual")
        self.assertEqual(self.chosen(), ["usual"])
        self.scanner(RICE, TOMATOES)
        self.settled(2)
        day = datetime.date.today() + datetime.timedelta(days=730)
        written = f"{day:%B} {day.day}, {day.year}"
        self.assertEqual(self.names(), ["Tomatoes, can", f"Rice, 1 kg bag, best by {written}"])
        self.assertIn("No usual shelf life", self.find("#run li").text)
        self.assertEqual(self.chosen(), ["usual"])

    def test_a_month_without_a_year_is_asked_about(self):
        self.begin()
        self.write(self.find("#date"), "03")
        self.assertIn("as 0328", self.text("#date-tell"))
        self.scanner(RICE)
        self.settled(1)
        self.until(lambda: self.all("#questions form"))
        self.assertIn("“03”", self.text("#questions"))
        self.assertEqual(self.value(), "")
        self.scanner(BEANS)
        self.settled(2)
        self.write(self.find("#questions [name=amount]"), "3")
        self.find("#questions button.main").click()
        self.assertTrue(self.all("#questions form"))
        self.write(self.find("#questions [name=amount]"), "0329")
        self.find("#questions button.main").click()
        self.until(lambda: "Rice, 1 kg bag, best by March 2029" in self.names())
        self.until(lambda: "Taken back" in self.run_states())

    def test_a_day_and_a_month_that_may_be_meant_either_way_are_asked_about(self):
        self.begin()
        self.write(self.find("#date"), "05/12/28")
        self.scanner(RICE)
        self.settled(1)
        self.until(lambda: self.all("#questions form"))
        self.assertIn("or could be two", self.text("#questions"))
        self.write(self.find("#questions [name=amount]"), "5/12/2028")
        self.find("#questions button.main").click()
        self.assertIn("as 150328", self.text("#wants"))
        self.write(self.find("#questions [name=amount]"), "120528")
        self.find("#questions button.main").click()
        self.until(lambda: "Rice, 1 kg bag, best by May 12, 2028" in self.names())

    def test_a_date_and_its_food_stay_over_the_page(self):
        for way in ("reload", "back", "language"):
            with self.subTest(way=way):
                self.setUp()
                self.begin()
                self.write(self.find("#date"), "0328")
                self.find("#use-by").click()
                self.again(way, languages=2)
                self.assertEqual((self.value(), self.chosen()), ("0328", ["month"]))
                self.scanner(BEANS)
                self.settled(1)
                self.again(way, languages=2)
                self.assertIn("use by March 2028. It ends when", self.text("#date-tell"))
                self.scanner(BEANS)
                self.settled(2)
                self.assertEqual(self.names(), ["Black beans, can, use by March 2028"] * 2)
                self.scanner(RICE)
                self.settled(3)
                self.assertEqual(self.names()[0], "Rice, 1 kg bag")
                self.again(way, languages=2)
                self.assertEqual((self.value(), self.chosen(), self.find("#use-by").is_selected()), ("", ["none"], False))
                self.chip("usual")
                self.again(way, languages=2)
                self.assertEqual(self.chosen(), ["usual"])

    def test_a_date_of_yesterday_is_gone(self):
        self.begin()
        self.write(self.find("#date"), "0328")
        self.driver.execute_script(
            "const said = JSON.parse(sessionStorage['larder.date']); said[0] = new Date(Date.now() - 864e5).toDateString();"
            "sessionStorage['larder.date'] = JSON.stringify(said);")
        self.again("reload")
        self.assertEqual((self.value(), self.chosen()), ("", ["none"]))

    def test_what_is_typed_stays_in_another_language_and_nowhere_else(self):
        self.begin()
        self.write(self.find("#quantity"), "12")
        self.write(self.find("#code"), "Black be")
        self.again("language")
        self.assertEqual([self.find(name).get_attribute("value") for name in ("#quantity", "#code")], ["12", "Black be"])
        self.again("reload")
        self.assertEqual([self.find(name).get_attribute("value") for name in ("#quantity", "#code")], ["1", ""])

    def test_a_scan_into_the_field_is_a_scan_and_leaves_the_date(self):
        for gap in (20, 60, 100, 150):
            with self.subTest(gap=gap):
                self.setUp()
                self.begin()
                self.write(self.find("#date"), "0328")
                self.driver.execute_script("document.querySelector('#date').dispatchEvent(new Event('change', { bubbles: true }))")
                self.driver.execute_script(SLOWLY, "#date", [BEANS], gap)
                self.settled(1)
                self.assertEqual(self.value(), "0328")
                self.assertEqual(self.names(), ["Black beans, can, best by March 2028"])

    def test_a_new_donation_begins_without_a_date(self):
        self.begin()
        self.write(self.find("#date"), "0328")
        self.find("#new-run").click()
        self.assertEqual((self.value(), self.chosen()), ("", ["none"]))

    def test_without_scripts_a_date_is_typed_and_a_month_alone_is_refused(self):
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.setScriptExecutionDisabled", {"value": False})
        self.open("/take-in")
        self.find("#code").send_keys(RICE)
        self.find("#date").send_keys("03/28")
        self.find("#use-by").click()
        self.press("#entry .fields > button")
        self.assertEqual(self.text("#now-name"), "Rice, 1 kg bag, use by March 2028")
        self.assertEqual(self.value(), "")
        self.find("#code").send_keys(RICE)
        self.find("#date").send_keys("03")
        self.press("#entry .fields > button")
        self.assertEqual(self.text("h1"), "That did not work")


if __name__ == "__main__":
    unittest.main()
