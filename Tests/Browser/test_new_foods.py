"""Food that the hub does not know: made by its name, weighed or not, by the case or by the piece."""

import contextlib
import unittest

from pantry import BEANS, HubTest, new_id


class NewFoods(HubTest):
    def setUp(self):
        super().setUp()
        self.driver.execute_async_script("const done = arguments[0]; indexedDB.deleteDatabase('larder').onsuccess = done;")
        self.open_scanning("/take-in")
        self.choose("#place", "A1")

    def unit(self, name):
        self.driver.execute_async_script(
            "const [unit, done] = arguments; fetch('/settings/hub', { method: 'POST', body: new URLSearchParams({ name: 'Hub', weightUnit: unit }) })"
            ".then(done, done)", name)

    def type_code(self, text):
        self.write(self.find("#code"), text)
        self.find("#entry .fields > button:last-child").click()

    def make(self, name, measure=None):
        self.type_code(name)
        self.until(lambda: self.all("#questions .picks button"))
        self.all("#questions .picks button")[-1].click()
        self.assertEqual(self.field("name").get_attribute("value"), name)
        self.write(self.field("category"), "fresh")
        if measure:
            self.choose("#questions [name=measure]", measure)
        self.find("#questions button.main").click()

    def field(self, name):
        return self.find(f"#questions [name={name}]")

    def settled(self, count):
        self.until(lambda: self.run_states().count("In the ledger") == count)

    def known(self, name):
        return next(item for item in self.pantry.api("GET", f"items?query={name}") if item["name"] == name)

    def test_a_name_becomes_an_item_with_its_scan(self):
        name = f"Bread{new_id()[:6]}".translate(str.maketrans("0123456789", "abcdefghij"))
        self.write(self.find("#quantity"), "6")
        self.make(name)
        self.settled(1)
        self.assertEqual(self.pantry.balance(name, "A1"), 6)
        item = self.known(name)
        self.assertEqual((item["measure"], item["category"], item["codes"]), ("each", "fresh", []))
        self.type_code(name)
        self.settled(2)

    def share(self, name):
        """Two items whose names differ in case alone; they answer to what is written as neither."""
        ids = [self.pantry.api("POST", "items", {"id": new_id(), "name": f"{name} {n}", "category": "", "measure": "each"})["id"] for n in "ab"]
        for id, called in zip(ids, (name.title(), name.upper())):
            self.pantry.api("PATCH", f"items/{id}", {"name": called})
        return name.title(), name.upper()

    def picks(self):
        return [button.text for button in self.all("#questions .picks button")]

    def pick(self, name):
        next(button for button in self.all("#questions .picks button") if button.text == name).click()

    def test_a_name_that_two_share_is_asked_about_and_one_to_the_letter_is_not(self):
        names = self.share("long grain rice")
        self.type_code("long grain rice")
        self.until(lambda: sorted(self.picks()) == sorted(names))
        self.assertEqual(self.run_states(), [])
        self.pick(names[1])
        self.settled(1)
        self.assertEqual(self.pantry.balance(names[1], "A1"), 1)
        self.type_code(names[0])
        self.settled(2)
        self.assertEqual(self.pantry.balance(names[0], "A1"), 1)

    def test_a_new_code_of_a_shared_name_is_asked_about(self):
        names = self.share("short grain rice")
        self.scanner("4006381333948")
        self.until(lambda: self.all("#questions form"))
        self.write(self.field("name"), "short grain rice")
        self.find("#questions button.main").click()
        self.until(lambda: sorted(self.picks()) == sorted(names))
        self.pick(names[1])
        self.settled(1)
        self.assertEqual(self.pantry.balance(names[1], "A1"), 1)

    def test_one_product_is_one_question_however_a_scanner_sends_it(self):
        self.scanner("]E05901234123464", "5901234123464", "05901234123464", "]E05901234123471")
        self.until(lambda: len(self.all("#questions form")) == 2)
        self.until(lambda: "Scanned 3 times." in self.text("#questions"))
        self.assertEqual([title.text for title in self.all("#questions h2")], ["What is 5901234123464?", "What is 5901234123471?"])
        self.assertEqual({link.text for link in self.all("#run .name")}, {"5901234123464", "5901234123471"})
        self.assertEqual(self.run_states(), ["New code"] * 4)
        self.name("Barley flakes")
        self.settled(3)
        self.assertEqual(self.pantry.balance("Barley flakes", "A1"), 3)
        self.assertEqual(self.lines(), [("", "5901234123471", False), *[("+1", "Barley flakes", True)] * 3])
        self.assertTrue(self.text("#totals").startswith("3 pieces"), self.text("#totals"))

    def name(self, text):
        self.write(self.field("name"), text)
        self.find("#questions button.main").click()

    def lines(self):
        """Amount, name and whether it can be changed of each line of the run, the newest first."""
        return [(line.find_element("css selector", ".change .amount").text, line.find_element("css selector", ".name").text,
                 line.find_element("css selector", ".change").is_enabled()) for line in self.all("#run > li")]

    def test_each_scan_of_a_new_code_is_a_line_of_the_run_once_one_answer_names_it(self):
        self.pantry.scan("intake", BEANS, quantity=10, place=self.pantry.places["A1"]["id"])
        for path, code, name, sign in (("/take-in", "4008400401621", "Bars", "+"), ("/hand-out", "4008400401638", "Bars", "−"),
                                       ("/take-in", "4008400401645", "Black beans, can", "+")):
            with self.subTest(path=path, name=name):
                self.driver.execute_script("localStorage.clear()")
                self.open_scanning(path)
                self.choose("#place", "A1")
                before = self.pantry.balance(name, "A1")
                self.scanner(code, f"]E0{code}", code)
                self.until(lambda: "Scanned 3 times." in self.text("#questions"))
                self.name(name)
                self.settled(3)
                self.assertEqual(self.lines(), [(f"{sign}1", name, True)] * 3)
                self.assertTrue(self.text("#totals").startswith("3 pieces"), self.text("#totals"))
                self.assertTrue(self.text("#now-name").startswith(name))
                self.assertEqual(self.pantry.balance(name, "A1"), before + (3 if sign == "+" else -3))
                self.open_scanning(path)
                self.assertEqual(self.lines(), [(f"{sign}1", name, True)] * 3)
                # One of those that another answer settled is taken back alone.
                self.find("#run > li .undo").click()
                self.until(lambda: self.run_states() == ["Taken back", "In the ledger", "In the ledger"])
                self.assertEqual(self.pantry.balance(name, "A1"), before + (2 if sign == "+" else -2))
                self.assertEqual(self.all("#questions form"), [])

    def test_what_is_no_number_is_told_in_words(self):
        self.scanner("4006381333955")
        self.until(lambda: self.all("#questions form"))
        self.write(self.field("name"), "Spelt flakes")
        self.write(self.field("pack"), "1,5")
        self.find("#questions button.main").click()
        self.until(lambda: self.all("#wants"))
        self.assertEqual(self.text("#wants"), "Type a whole number, such as 10.")
        self.assertEqual(self.field("pack").get_attribute("aria-invalid"), "true")
        self.write(self.field("pack"), "3")
        self.assertEqual(self.all("#wants"), [])
        self.find("#questions button.main").click()
        self.settled(1)

    def test_a_name_becomes_an_item_that_is_weighed(self):
        name = f"Onions{new_id()[:6]}".translate(str.maketrans("0123456789", "abcdefghij"))
        self.make(name, "Weight")
        self.until(lambda: self.find("#weight").is_displayed())
        for key in "1.5":
            next(button for button in self.all(".weighed .pad button") if button.text == key).click()
        self.find(".weighed > .main").click()
        self.settled(1)
        self.assertEqual(self.pantry.balance(name, "A1"), 1500)

    @contextlib.contextmanager
    def away(self):
        self.driver.set_network_conditions(offline=True, latency=0, throughput=0)
        try:
            yield
        finally:
            self.driver.delete_network_conditions()
        self.driver.execute_script("dispatchEvent(new Event('online'))")

    def test_without_the_hub_it_is_kept_and_made_later(self):
        with self.away():
            self.write(self.find("#quantity"), "4")
            self.make("Turnips")
            self.until(lambda: self.run_states() == ["On this device"])
            # The huge line tells of it once the page knows that the hub does not answer.
            self.until(lambda: (self.text("#now-name"), self.text("#now-amount")) == ("Turnips", "4 ×"))
            # What is named once is not asked about again, and what is scanned behind it does not wait for it.
            self.type_code("turnips")
            self.until(lambda: self.run_states() == ["On this device"] * 2)
            self.scanner(BEANS)
            self.until(lambda: len(self.run_states()) == 3)
            self.assertEqual(self.all("#questions form"), [])
        self.settled(3)
        self.assertEqual(self.pantry.balance("Turnips", "A1"), 5)
        self.assertEqual([item["category"] for item in self.pantry.api("GET", "items?query=Turnips")], ["fresh"])

    def test_a_name_that_the_hub_has_by_then_is_that_item(self):
        with self.away():
            self.make("Leeks", "Weight")
            for key in "2":
                next(button for button in self.all(".weighed .pad button") if button.text == key).click()
            self.find(".weighed > .main").click()
            self.until(lambda: self.run_states() == ["On this device"])
            self.pantry.api("POST", "items", {"id": new_id(), "name": "leeks", "measure": "gram", "codes": []})
        self.settled(1)
        self.assertEqual(self.pantry.balance("leeks", "A1"), 2000)
        self.assertEqual(len(self.pantry.api("GET", "items?query=leeks")), 1)

    def test_what_was_named_outlives_a_reload(self):
        self.pantry.restart(lambda: self.make("Chard"))
        self.driver.refresh()
        self.until(lambda: self.find("#scan").get_attribute("data-ready") is not None)
        self.settled(1)
        self.assertEqual(self.pantry.balance("Chard", "A1"), 1)

    def test_a_name_that_the_hub_refuses_is_asked_again(self):
        self.type_code("Kohlrabi")
        self.until(lambda: self.all("#questions .picks button"))
        self.all("#questions .picks button")[-1].click()
        self.write(self.field("name"), "4711471147114711")
        self.find("#questions button.main").click()
        self.until(lambda: "This is a number" in self.text("#now-tell"))
        self.write(self.field("name"), "Kohlrabi")
        self.find("#questions button.main").click()
        self.settled(1)
        self.assertEqual(self.pantry.balance("Kohlrabi", "A1"), 1)

    def test_a_new_code_may_be_of_something_weighed(self):
        self.scanner("5901234123457")
        self.until(lambda: self.all("#questions form"))
        self.write(self.field("name"), "Carrots")
        self.choose("#questions [name=measure]", "Weight")
        self.assertFalse(self.field("pack").is_displayed())
        self.find("#questions button.main").click()
        self.assertTrue(self.all("#questions form"), "how heavy it was is not said")
        self.write(self.field("weight"), "2.5")
        self.find("#questions button.main").click()
        self.settled(1)
        self.assertEqual(self.pantry.balance("Carrots", "A1"), 2500)
        self.assertEqual(self.known("Carrots")["measure"], "gram")

    def test_a_case_is_offered_its_item_and_never_taken_for_one_piece(self):
        # Its piece is 9780201379624.
        piece = {"id": new_id(), "name": "Chickpeas", "measure": "each", "codes": [{"code": "9780201379624"}]}
        self.pantry.api("POST", "items", piece)
        for case, count in (("19780201379621", 12), ("]C10129780201379628", 6)):
            with self.subTest(case=case):
                before = self.pantry.balance("Chickpeas", "A1")
                self.scanner(case)
                self.until(lambda: self.all("#questions form") and self.field("name").get_attribute("value") == "Chickpeas")
                self.assertIn("One, or a case of how many: Chickpeas?", self.text("#questions"))
                self.find("#questions button.main").click()
                self.assertTrue(self.all("#questions form"), "how many are in it is not said")
                self.write(self.field("pack"), str(count))
                self.find("#questions button.main").click()
                self.until(lambda: self.pantry.balance("Chickpeas", "A1") == before + count)
        # One whose piece nobody knows is asked about, too.
        self.scanner("15901234123454")
        self.until(lambda: self.all("#questions form"))
        self.assertEqual(self.field("pack").get_attribute("value"), "")
        self.assertIn("One, or a case of how many?", self.text("#questions"))

    def test_a_hub_in_pounds_asks_in_ounces(self):
        self.unit("lb")
        self.addCleanup(self.unit, "kg")
        self.open_scanning("/take-in")
        self.scanner("4006381333931")
        self.until(lambda: self.all("#questions form"))
        self.assertNotIn("ram", self.text("#questions"))
        self.write(self.field("name"), "Oats")
        self.write(self.field("weight"), "16")
        self.find("#questions button.main").click()
        self.settled(1)
        self.assertEqual(self.known("Oats")["unitWeightGrams"], 454)
        self.pantry.scan("intake", "UNHEARD-OF")
        self.open("/unresolved")
        self.assertIn("Ounces a piece", self.text("main"))
        self.assertNotIn("Grams a piece", self.text("main"))

    def test_the_donation_before_stays_in_sight_over_a_reload_and_is_put_right(self):
        self.scanner(BEANS)
        self.settled(1)
        before = self.pantry.balance("Black beans, can", "A1")
        self.find("#new-run").click()
        self.assertEqual(self.run_states(), [])
        self.assertIn("The donation before", self.text("#run-before"))
        self.open_scanning("/take-in")
        self.assertIn("The donation before", self.text("#run-before"))
        self.find("#run-before .change").click()
        self.write(self.find("#run-before form [name=amount]"), "3")
        self.find("#run-before form .main").click()
        self.until(lambda: self.pantry.balance("Black beans, can", "A1") == before + 2)
        self.assertEqual(self.run_states(), [])
        self.find("#run-before .undo:not([hidden])").click()
        self.until(lambda: self.pantry.balance("Black beans, can", "A1") == before - 1)

    def test_a_donor_of_yesterday_gives_nothing_today(self):
        self.write(self.find("#source"), "Bakery")
        self.scanner(BEANS)
        self.settled(1)
        self.driver.execute_script("localStorage.setItem('larder.intake.run', '018bcfe5-6800-7000-8000-000000000000')")
        self.open_scanning("/take-in")
        self.assertEqual(self.find("#source").get_attribute("value"), "")
        self.assertNotIn("Bakery", self.text("#donation-tell"))


if __name__ == "__main__":
    unittest.main()
