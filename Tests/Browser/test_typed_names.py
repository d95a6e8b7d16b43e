"""A name that is typed: what is said of it is of it alone, items of one name are told apart, and a hub that is away is said to be."""

import unittest

from pantry import BEANS, TOMATOES, HubTest, new_id

BEANS_NAME = "Black beans, can"


class NameTest(HubTest):
    def setUp(self):
        super().setUp()
        self.driver.execute_async_script("const done = arguments[0]; indexedDB.deleteDatabase('larder').onsuccess = done;")
        self.open_scanning("/take-in")
        self.choose("#place", "A1")

    def share(self, name, *categories):
        """Items of one name to the letter, each of a category."""
        for n, category in enumerate(categories):
            id = self.pantry.api("POST", "items", {"id": new_id(), "name": f"{name} {n}", "category": category, "measure": "each", "codes": []})["id"]
            self.pantry.api("PATCH", f"items/{id}", {"name": name})

    def type_code(self, text):
        self.write(self.find("#code"), text)
        self.find("#entry .fields > button:last-child").click()

    def picks(self):
        return [button.text for button in self.all("#questions .picks button")]

    def pick(self, name):
        next(button for button in self.all("#questions .picks button") if button.text == name).click()

    def lines(self):
        """Amount and name with its date of each line of the run, the newest first."""
        return self.driver.execute_script(
            "return [...document.querySelectorAll('#run > li')].map((line) => line.querySelector('.amount').textContent + ' '"
            " + line.querySelector('.name').textContent + line.querySelector('.of-date').textContent)")

    def settled(self, count):
        self.until(lambda: self.run_states() == ["In the ledger"] * count)


class Said(NameTest):
    def test_how_many_and_the_date_wait_with_the_question(self):
        self.share("Pea soup", "cans", "packets")
        for typed, name, said in (("5 x pea soup", "Pea soup · cans", "Pea soup"), ("bea", BEANS_NAME, f"{BEANS_NAME}, best by June 2028"),
                                  ("tumeric", "Make it a new item", "tumeric, best by June 2028")):
            with self.subTest(typed=typed):
                self.setUp()
                if said.endswith("2028"):
                    self.write(self.find("#quantity"), "5")
                    self.write(self.find("#date"), "0628")
                self.type_code(typed)
                self.until(lambda: name in self.picks())
                self.assertEqual(self.find("#quantity").get_attribute("value"), "1")
                self.scanner(TOMATOES)
                self.settled(1)
                self.assertEqual(self.lines(), ["+1 Tomatoes, can"])
                self.pick(name)
                if name == "Make it a new item":
                    self.find("#questions button.main").click()
                self.settled(2)
                self.assertEqual(self.lines(), [f"+5 {said}", "+1 Tomatoes, can"])
                # The next of another food is one, and has no date.
                self.scanner("040000000020")
                self.settled(3)
                self.assertEqual(self.lines()[0], "+1 Rice, 1 kg bag")

    def test_how_many_stays_for_what_is_scanned_after_a_look_up(self):
        self.find(".jobs button[value=lookup]").click()
        self.write(self.find("#quantity"), "5")
        self.type_code(BEANS_NAME.lower())
        self.until(lambda: self.text("#now-name") == BEANS_NAME)
        self.find(".jobs a[href='/take-in']").click()
        self.scanner(BEANS)
        self.settled(1)
        self.assertEqual(self.lines(), [f"+5 {BEANS_NAME}"])


class Shared(NameTest):
    def test_a_new_code_asks_which_of_two_that_were_suggested(self):
        self.share("Onion soup", "cans", "packets")
        self.scanner("4008400401652")
        self.until(lambda: self.all("#questions form"))
        self.write(self.find("#questions [name=name]"), "Onion soup")
        self.until(lambda: len(self.all("#known-items option")) == 2)
        self.find("#questions button.main").click()
        self.until(lambda: self.picks() == ["Onion soup · cans", "Onion soup · packets"] or self.picks() == ["Onion soup · packets", "Onion soup · cans"])
        self.pick("Onion soup · packets")
        self.settled(1)
        [item] = self.pantry.api("GET", "items?code=4008400401652")
        self.assertEqual(item["category"], "packets")

    def test_those_of_one_category_are_told_apart_by_a_code(self):
        self.share("Leek soup", "cans", "cans")
        self.pantry.api("PUT", "codes/4008400401669", {"id": new_id(), "item": self.pantry.api("GET", "items?name=Leek%20soup")[0]["id"]})
        self.type_code("leek soup")
        self.until(lambda: len(self.picks()) == 2)
        self.assertEqual(sorted(self.picks()), ["Leek soup · cans", "Leek soup · cans · 4008400401669"])


class Away(NameTest):
    def test_a_hub_that_is_away_has_said_nothing_of_the_name(self):
        def ask():
            self.type_code("tumeric")
            self.until(lambda: self.picks() == ["Make it a new item"])
            self.assertIn("The hub is away", self.text("#questions"))
        self.pantry.restart(ask)
        # Once it answers, its word stands there.
        self.until(lambda: "No item goes by that name" in self.text("#questions"))
        self.assertEqual(len(self.all("#questions form")), 1)


if __name__ == "__main__":
    unittest.main()
