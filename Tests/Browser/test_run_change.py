"""A line of the run is tapped, and what was said of it is put right."""

import unittest

from pantry import BEANS, CASE_OF_BEANS, RICE
from test_pages import AXE, PHONE, RULES
from test_reading import BEANS_NAME, RICE_NAME, ReadingTest


class Change(ReadingTest):
    def question(self, name):
        return self.find(f"#run form {name}")

    def tap(self, line=0):
        self.driver.execute_script("document.querySelectorAll('#run .change')[arguments[0]].click()", line)

    def answer(self, **said):
        for name, value in said.items():
            if name == "place":
                self.choose("#run form [name=place]", value)
            else:
                self.write(self.question(f"[name={name}]"), value)
        self.question("button.main").click()

    def test_a_line_is_given_to_another_donor(self):
        self.begin()
        self.write(self.find("#source"), "First Street Market")
        self.scanner(BEANS, RICE)
        self.settled("In the ledger", "In the ledger")
        self.tap(0)
        self.assertEqual(self.question("[name=source]").get_attribute("value"), "First Street Market")
        self.answer(source="Second Street Bakery")
        self.settled("In the ledger", "Taken back", "In the ledger")
        self.open("/donors")
        self.find("ul.list a[href^='/donors/']")
        next(link for link in self.all("ul.list a") if link.text == "Second Street Bakery").click()
        self.until(lambda: self.text("h1") == "Second Street Bakery")
        self.assertEqual([line.text for line in self.all(".spots a")], [RICE_NAME])

    def test_a_hand_out_has_no_donor_to_change(self):
        self.open_scanning("/hand-out")
        self.scanner(BEANS)
        self.settled("In the ledger")
        self.tap()
        self.assertFalse(self.question("[name=source]").is_displayed())

    def test_what_is_weighed_is_changed_as_a_weight(self):
        for isSaid in (True, False):
            with self.subTest(isSaid=isSaid):
                self.setUp()
                self.begin()
                before = self.pantry.balance("Apples, loose", "A1")
                self.scanner("4133")
                self.settled("In the ledger")
                if isSaid:
                    self.until(lambda: self.all("#questions form"))
                    self.write(self.find("#questions [name=amount]"), "2")
                    self.find("#questions .main").click()
                    self.settled("In the ledger", "Taken back")
                self.tap(0)
                self.assertEqual(self.text("#run form .unit"), "kg")
                self.answer(amount="2.5")
                self.settled("In the ledger", *["Taken back"] * (2 if isSaid else 1))
                self.assertEqual(self.pantry.balance("Apples, loose", "A1"), before + 2500)
                self.assertFalse(self.all("#questions form"))

    def test_amount_date_and_place_are_changed_in_one_answer(self):
        for is_phone in (False, True):
            with self.subTest(phone=is_phone):
                self.setUp()
                if is_phone:
                    self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
                self.begin()
                before = self.pantry.balance(BEANS_NAME, "A1"), self.pantry.balance(BEANS_NAME, "A2")
                self.scanner(BEANS, RICE)
                self.settled("In the ledger", "In the ledger")
                self.tap(1)
                self.assertIn(BEANS_NAME, self.text("#run form h2"))
                self.assertEqual(self.question("[name=amount]").get_attribute("value"), "1")
                self.answer(amount="12", date="0328", place="A2")
                self.settled("In the ledger", "In the ledger", "Taken back")
                self.assertIn("best by March 2028", self.text("#run li"))
                after = self.pantry.balance(BEANS_NAME, "A1"), self.pantry.balance(BEANS_NAME, "A2")
                self.assertEqual(after, (before[0], before[1] + 12))
                # What is left as it is writes nothing.
                self.tap()
                self.answer(amount="12")
                self.assertEqual(self.all("#run form"), [])
                self.settled("In the ledger", "In the ledger", "Taken back")

    def test_what_was_not_sent_yet_is_changed_before_it_is(self):
        before = self.pantry.balance(RICE_NAME, "A1")
        self.begin("/hand-out")
        self.offline(True)
        try:
            self.scanner(RICE)
            self.settled("On this device")
            self.tap()
            self.answer(amount="3")
            self.until(lambda: len(self.run_states()) == 2)
            self.assertIn("3", self.text("#run .change"))
        finally:
            self.offline(False)
        self.until(lambda: self.pantry.balance(RICE_NAME, "A1") == before - 3)

    def test_a_case_is_changed_as_the_pieces_that_its_line_says(self):
        self.begin()
        before = self.pantry.balance(BEANS_NAME, "A1"), self.pantry.balance(BEANS_NAME, "A2")
        self.scanner(CASE_OF_BEANS)
        self.settled("In the ledger")
        self.assertIn("+12", self.text("#run .change"))
        self.tap()
        self.assertEqual(self.question("[name=amount]").get_attribute("value"), "12")
        self.answer(amount="10")
        self.settled("In the ledger", "Taken back")
        self.assertIn("+10", self.text("#run .change"))
        self.assertEqual(self.pantry.balance(BEANS_NAME, "A1"), before[0] + 10)
        # Whoever changes something else says nothing of how many.
        self.tap()
        self.assertEqual(self.question("[name=amount]").get_attribute("value"), "10")
        self.answer(place="A2")
        self.settled("In the ledger", "Taken back", "Taken back")
        self.scanner(CASE_OF_BEANS)
        self.settled("In the ledger", "In the ledger", "Taken back", "Taken back")
        self.tap()
        self.answer(place="A2")
        self.settled("In the ledger", "Taken back", "In the ledger", "Taken back", "Taken back")
        after = self.pantry.balance(BEANS_NAME, "A1"), self.pantry.balance(BEANS_NAME, "A2")
        self.assertEqual(after, (before[0], before[1] + 22))

    def test_what_is_no_amount_or_date_is_not_taken(self):
        self.begin()
        self.scanner(BEANS)
        self.settled("In the ledger")
        self.tap()
        self.answer(amount="1,5")
        self.assertEqual(self.text("#wants"), "Type a whole number, such as 10.")
        self.assertEqual(self.question("[aria-invalid=true]").get_attribute("name"), "amount")
        self.answer(amount="2", date="March")
        self.assertIn("month and year, as 0328", self.text("#wants"))
        self.assertEqual(self.question("[aria-invalid=true]").get_attribute("name"), "date")
        self.assertEqual(len(self.all("#wants")), 1)
        self.assertEqual(len(self.all("#run form")), 1)
        self.settled("In the ledger")
        self.driver.execute_script(AXE)
        found = self.driver.execute_async_script(
            "const [tags, done] = arguments; axe.run({ runOnly: tags }).then(({ violations }) => done("
            "violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])));", RULES)
        self.assertEqual(found, [])

    def test_a_place_that_is_not_in_the_list_stays(self):
        before = self.pantry.balance(BEANS_NAME, "A2")
        self.begin(place="A2")
        self.scanner(BEANS)
        self.settled("In the ledger")
        self.driver.execute_script("document.querySelector('#place').selectedOptions[0].remove()")
        self.tap()
        self.answer(amount="4")
        self.settled("In the ledger", "Taken back")
        self.assertEqual(self.pantry.balance(BEANS_NAME, "A2"), before + 4)

    def test_the_question_opens_in_its_line_and_nothing_jumps(self):
        self.begin()
        self.scanner(*[BEANS] * 30)
        self.settled(*["In the ledger"] * 30)
        self.driver.execute_script("document.querySelectorAll('#run .change')[25].scrollIntoView({ block: 'center' })")
        before = self.driver.execute_script("return scrollY")
        self.all("#run .change")[25].click()
        self.assertLess(abs(self.driver.execute_script("return scrollY") - before), 400)
        self.assertEqual(self.driver.execute_script("return document.activeElement.closest('#run > li') === document.querySelectorAll('#run > li')[25]"), True)
        self.answer(amount="11")
        self.until(lambda: "Taken back" in self.run_states())
        self.assertGreater(self.driver.execute_script("return scrollY"), before / 2)

    def test_a_changed_line_is_no_second_scan(self):
        self.begin()
        self.write(self.find("#quantity"), "12")
        self.scanner(RICE)
        self.settled("In the ledger")
        self.tap()
        self.answer(amount="11")
        self.settled("In the ledger", "Taken back")
        self.assertNotIn("seconds ago", self.text("#now-tell"))

    def test_a_line_that_is_taken_back_is_asked_about_no_more(self):
        self.begin()
        self.scanner(BEANS)
        self.settled("In the ledger")
        self.tap()
        self.driver.execute_script("document.querySelector('#run .undo').click()")
        self.until(lambda: not self.all("#run form"))
        self.settled("Taken back")
        self.assertFalse(self.find("#run .change").is_enabled())


if __name__ == "__main__":
    unittest.main()
