"""What a scanning page makes of labels, quantities, names and papers: as the hub reads them, or asked about in words."""

import unittest

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from pantry import BEANS, RICE, HubTest, new_id

BEANS_NAME, RICE_NAME = "Black beans, can", "Rice, 1 kg bag"


class ReadingTest(HubTest):
    def begin(self, path="/take-in", place="A1"):
        self.open_scanning(path)
        if place:
            self.choose("#place", place)

    def label(self, place):
        return self.pantry.places[place]["labelCode"]

    def offline(self, away):
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {
            "offline": away, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0})

    def settled(self, *states):
        self.until(lambda: self.run_states() == list(states), states)

    def question(self, name):
        return self.find("#questions form").find_element(By.CSS_SELECTOR, name)

    def type_code(self, text):
        self.write(self.find("#code"), text)
        self.find("#entry .fields > button:last-child").click()


class Labels(ReadingTest):
    def forms(self, place):
        label = self.label(place)
        return [f"]Q1{label}", label.lower(), f"{label[:4]} {label[4:]}", f"{label[:4]}-{label[4:]}", f"HTTPS://PANTRY.EXAMPLE/{label}"]

    def test_a_places_label_chooses_the_place_in_every_form(self):
        for away in (False, True):
            for form in self.forms("A2"):
                with self.subTest(form=form, away=away):
                    self.begin()
                    self.offline(away)
                    try:
                        self.scanner(form)
                        self.until(lambda: self.text("#now-name") == "A2")
                        self.assertEqual(self.find("#place").get_attribute("value"), self.pantry.places["A2"]["id"])
                        self.assertEqual(self.run_states(), [])
                    finally:
                        self.offline(False)

    def test_the_quantity_waits_for_something_that_counts(self):
        before = self.pantry.balance(RICE_NAME, "A2")
        self.begin()
        self.write(self.find("#quantity"), "12")
        self.scanner(self.label("A2"), RICE)
        self.settled("In the ledger")
        self.assertEqual(self.pantry.balance(RICE_NAME, "A2"), before + 12)
        self.assertEqual(self.find("#quantity").get_attribute("value"), "1")

    def test_the_quantity_outlasts_a_scan_that_is_too_long_for_a_code(self):
        before = self.pantry.balance(RICE_NAME, "A1")
        self.begin()
        self.write(self.find("#quantity"), "12")
        self.scanner("A" * 300)
        self.until(lambda: self.text("#now-tell") == "This code is too long to be one.")
        self.scanner(RICE)
        self.settled("In the ledger")
        self.assertEqual(self.pantry.balance(RICE_NAME, "A1"), before + 12)

    def test_it_waits_for_a_label_too_that_only_the_hub_knows(self):
        self.begin()
        place = self.pantry.place(f"New {new_id()[:6]}", "bin")
        label = next(place_["labelCode"] for place_ in self.pantry.places.values() if place_["id"] == place)
        name = next(name for name, place_ in self.pantry.places.items() if place_["id"] == place)
        self.write(self.find("#quantity"), "7")
        self.scanner(label, RICE)
        self.settled("In the ledger")
        self.assertEqual(self.pantry.balance(RICE_NAME, name), 7)
        self.write(self.find("#quantity"), "5")
        self.scanner(label)
        self.until(lambda: self.find("#quantity").get_attribute("value") == "5")

    def test_a_box_moves_to_the_shelf_and_is_not_where_the_next_ones_go(self):
        self.begin()
        self.scanner("UMOVE", self.label("Shelf A"), self.label("Box 1"))
        self.settled("In the ledger")
        box = next(place for place in self.pantry.api("GET", "places") if place["name"] == "Box 1")
        self.assertEqual(box["parent"], self.pantry.places["Shelf A"]["id"])
        self.assertIn("Shelf A", self.text("#command"))
        self.assertEqual((self.text("#now-name"), self.text("#now-tell")), ("Box 1", "It moved to Shelf A, with all it holds."))

    def test_a_box_is_handed_out_whole(self):
        box = self.pantry.places["Box 1"]["id"]
        self.pantry.scan("intake", BEANS, quantity=6, place=box)
        self.begin("/hand-out", place=None)
        self.scanner(self.label("Box 1"))
        self.until(lambda: self.all("#questions form"))
        self.question("button:not(.main)").click()
        self.settled("In the ledger")
        self.assertEqual(self.pantry.balance(BEANS_NAME, "Box 1"), 0)

    def test_a_box_that_is_empty_is_said_to_be_and_goes_once(self):
        box = self.pantry.place(f"D {new_id()[:6]}", "box")
        place = next(place for place in self.pantry.places.values() if place["id"] == box)
        for quantity, pieces, told in (("1", 0, "The box was empty"), ("3", 4, "A box goes out once")):
            if pieces:
                self.pantry.scan("intake", BEANS, quantity=pieces, place=box)
            self.setUp()
            self.begin("/hand-out", place=None)
            self.write(self.find("#quantity"), quantity)
            self.driver.execute_script("arguments[0].dispatchEvent(new Event('change', { bubbles: true }))", self.find("#quantity"))
            self.scanner(place["labelCode"])
            self.until(lambda: self.all("#questions form"))
            self.question("button:not(.main)").click()
            self.until(lambda: told in self.text("#now-tell"), told)
            self.assertEqual(self.text("#now-amount"), f"−{pieces}" if pieces else "")

    def test_what_is_discarded_while_taking_in_is_taken_from_where_it_is(self):
        shelf = self.pantry.place(f"B {new_id()[:6]}", "shelf")
        name = next(name for name, place in self.pantry.places.items() if place["id"] == shelf)
        code = f"DISCARD-{new_id()[:8]}"
        self.pantry.api("POST", "items", {"id": new_id(), "name": code, "measure": "each", "codes": [{"code": code}]})
        self.pantry.scan("intake", code, quantity=3, place=shelf)
        self.begin(place=None)
        self.scanner("UDISCARD", code)
        self.settled("In the ledger")
        self.assertEqual(self.pantry.balance(code, name), 2)
        self.assertNotIn("More went out", self.text("#now-tell"))


    def test_what_is_discarded_and_lies_nowhere_is_asked_where_it_was(self):
        code = f"NOWHERE-{new_id()[:8]}"
        self.pantry.api("POST", "items", {"id": new_id(), "name": code, "measure": "each", "codes": [{"code": code}]})
        self.begin(place=None)
        self.scanner("UDISCARD", code)
        self.until(lambda: self.all("#questions form"))
        Select(self.question("select")).select_by_visible_text("A2")
        self.question("button.main").click()
        self.settled("In the ledger", "Taken back")
        self.assertEqual(self.pantry.balance(code, "A2"), -1)


class Quantities(ReadingTest):
    def test_what_is_no_number_is_asked_about_once_and_scanning_goes_on(self):
        for typed in ("1,5", "abc", "-3", "0x10", "1e3", "2.5", "0", "20112"):
            with self.subTest(typed=typed):
                self.setUp()
                self.begin()
                before = self.pantry.balance(BEANS_NAME, "A1"), self.pantry.balance(RICE_NAME, "A1")
                self.write(self.find("#quantity"), typed)
                self.scanner(BEANS, RICE)
                self.settled("In the ledger", "How many?")
                self.assertEqual(self.pantry.balance(BEANS_NAME, "A1"), before[0])
                self.assertEqual(len(self.all("#questions form")), 1)
                self.assertIn(typed, self.text("#questions"))
                self.write(self.question("[name=amount]"), "4")
                self.question("button.main").click()
                self.settled("In the ledger", "In the ledger")
                after = self.pantry.balance(BEANS_NAME, "A1"), self.pantry.balance(RICE_NAME, "A1")
                self.assertEqual(after, (before[0] + 4, before[1] + 1))

    def test_two_numbers_without_a_sign_are_how_many_of_a_product(self):
        self.begin()
        for number, typed in enumerate((f"2 {BEANS}", f"{BEANS} 2", f"{BEANS},2", f"{BEANS};2", f"'{BEANS}", f'="{BEANS}"'), 1):
            before = self.pantry.balance(BEANS_NAME, "A1")
            self.type_code(typed)
            self.settled(*["In the ledger"] * number)
            self.assertEqual(self.pantry.balance(BEANS_NAME, "A1") - before, 2 if "2" in typed.replace(BEANS, "") else 1, typed)
        self.type_code(f"{BEANS} 12345")
        self.until(lambda: "12345" in self.text("#now-tell"))
        self.assertEqual(self.pantry.api("GET", "unresolved"), [])

    def test_what_is_no_number_is_no_code_beside_a_sign_and_a_code(self):
        before = self.pantry.api("GET", "unresolved")
        self.begin()
        for typed in ("1.5*4133", "1,5*4133", "-2*4133", "2.5 x 4133", "0*4133", "4133*½", "4133*abc", "a few * 4133", "-2*BS1", "1e3*BS1"):
            with self.subTest(typed=typed):
                self.type_code(typed)
                self.until(lambda: f"“{typed}” can be read in more than one way" in self.text("#now-tell"))
                self.assertEqual(self.run_states(), [])
                self.assertEqual(self.find("#quantity").get_attribute("value"), "1")
        self.assertEqual(self.pantry.api("GET", "unresolved"), before)
        self.type_code("12*NEW-SHELF-9")
        self.settled("New code")
        self.undo_last()

    def test_what_stands_with_a_quantity_is_read_or_asked_about_and_never_a_new_code(self):
        [label] = self.pantry.api("POST", "label-codes", {"id": new_id(), "count": 1})["codes"]
        place = self.label("A1")
        before = self.pantry.balance(BEANS_NAME, "A1"), self.pantry.api("GET", "unresolved")
        self.begin()
        for typed in ("4133,1.5", "4133 1,5", "4133 2 pcs", "2 kg 4133", f"{BEANS} ½", "UUNDO 2", "umove 2", "2*UUNDO", "UUNDO*2"):
            with self.subTest(typed=typed):
                self.type_code(typed)
                self.until(lambda: f"“{typed}” can be read in more than one way" in self.text("#now-tell"))
                self.assertEqual((self.run_states(), self.find("#quantity").get_attribute("value")), ([], "1"))
        self.assertEqual((self.pantry.balance(BEANS_NAME, "A1"), self.pantry.api("GET", "unresolved")), before)
        # How many is kept for what comes behind a place's label.
        self.type_code(f"{place} 3")
        self.until(lambda: self.text("#now-word") == "Place chosen" or self.text("#now-name") == "A1")
        self.scanner(BEANS)
        self.settled("In the ledger")
        self.assertEqual(self.pantry.balance(BEANS_NAME, "A1"), before[0] + 3)
        self.type_code("040-000-000-013")
        self.settled("In the ledger", "In the ledger")
        self.type_code(f"{label.lower()} 2")
        self.settled("New label", "In the ledger", "In the ledger")
        self.assertEqual([row["quantity"] for row in self.pantry.api("GET", "unresolved")], [2])
        self.scanner("UUNDO")
        self.settled("Taken back", "In the ledger", "In the ledger")

    def undo_last(self):
        self.scanner("UUNDO")
        self.settled("Taken back")

    def test_the_question_outlives_a_reload_and_may_be_answered_by_forgetting(self):
        self.begin()
        self.write(self.find("#quantity"), "1,5")
        self.scanner(BEANS)
        self.until(lambda: self.all("#questions form"))
        self.begin()
        self.until(lambda: self.all("#questions form"))
        self.question("button:not(.main)").click()
        self.settled("Taken back")

    def test_a_code_in_the_field_of_quantities_is_a_code(self):
        before = self.pantry.balance(BEANS_NAME, "A1")
        self.begin()
        field = self.find("#quantity")
        self.driver.execute_script(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change', { bubbles: true }))", field, BEANS)
        self.settled("In the ledger")
        self.assertEqual((field.get_attribute("value"), self.pantry.balance(BEANS_NAME, "A1")), ("1", before + 1))

    def test_something_kept_by_weight_is_asked_how_heavy_it_was(self):
        self.begin()
        self.write(self.find("#quantity"), "3")
        self.scanner("4133")
        self.until(lambda: self.all("#questions form"))
        self.assertIn("Apples", self.text("#questions h2"))
        self.assertIn("recorded as 3 g", self.text("#questions p"))
        self.write(self.question("[name=amount]"), "1,5")
        self.question("button.main").click()
        self.until(lambda: self.pantry.balance("Apples, loose", "A1") == 1500)
        self.settled("In the ledger", "Taken back")


class Names(ReadingTest):
    def test_letters_alone_are_looked_for_by_name_and_never_become_a_code(self):
        before = self.pantry.balance(RICE_NAME, "A1")
        self.begin()
        self.type_code("rice")
        self.until(lambda: self.all("#questions form"))
        self.question(".picks button").click()
        self.settled("In the ledger")
        self.assertEqual(self.pantry.balance(RICE_NAME, "A1"), before + 1)
        self.type_code("xylophone")
        self.until(lambda: "No item goes by that name" in self.text("#questions"))
        self.assertEqual(self.pantry.api("GET", "unresolved"), [])

    def test_words_that_hold_a_figure_are_looked_for_by_name_too(self):
        before = self.pantry.balance(RICE_NAME, "A1")
        self.begin()
        for typed in ("rice 2", "7up", "2% milk", "juice 6 x 1 l", "Rice 1 kg", "AB 12 CD"):
            with self.subTest(typed=typed):
                self.type_code(typed)
                self.until(lambda: any(f"“{typed}”" in form.text for form in self.all("#questions form")))
                self.assertEqual(self.run_states(), [])
        self.type_code("rice 1 kg")
        self.until(lambda: any("“rice 1 kg”" in form.text for form in self.all("#questions form")))
        self.all("#questions form")[-1].find_element(By.CSS_SELECTOR, ".picks button").click()
        self.settled("In the ledger")
        self.assertEqual(self.pantry.balance(RICE_NAME, "A1"), before + 1)
        self.assertEqual(self.pantry.api("GET", "unresolved"), [])
        # What a scanner sends is a code, however it is written.
        self.scanner("lot 7 of milk")
        self.settled("New code", "In the ledger")
        self.scanner("UUNDO")
        self.settled("Taken back", "In the ledger")
        self.until(lambda: self.pantry.api("GET", "unresolved") == [])

    def test_a_new_case_code_says_how_many_are_in_it(self):
        self.begin()
        name = f"Soup {new_id()[:6]}"
        self.scanner("10041331024683")
        self.until(lambda: self.all("#questions form"))
        self.write(self.question("[name=name]"), name)
        self.write(self.question("[name=pack]"), "12")
        self.question("button.main").click()
        self.settled("In the ledger")
        self.assertEqual(self.pantry.balance(name, "A1"), 12)

    def test_undo_takes_back_an_unknown_code_that_came_last(self):
        before = self.pantry.balance(BEANS_NAME, "A1")
        self.begin()
        self.scanner(BEANS, f"NEW-{new_id()[:6]}")
        self.settled("New code", "In the ledger")
        self.scanner("UUNDO")
        self.settled("Taken back", "In the ledger")
        self.until(lambda: not self.all("#questions form"))
        self.until(lambda: self.pantry.api("GET", "unresolved") == [])
        self.assertEqual(self.pantry.balance(BEANS_NAME, "A1"), before + 1)


    def test_undo_of_an_explained_scan_says_that_it_waits_again(self):
        self.begin()
        name, code = f"Jam {new_id()[:6]}", f"JAM-{new_id()[:6]}"
        self.scanner(code, code, BEANS)
        self.until(lambda: self.all("#questions form"))
        self.explain(name)
        self.settled("In the ledger", "In the ledger", "In the ledger")
        self.undo(code_line=2)
        self.settled("In the ledger", "New code", "New code")
        self.assertEqual((self.text("#now-word"), len(self.pantry.api("GET", "unresolved"))), ("New code", 2))
        self.assertEqual(self.pantry.balance(name, "A1"), 0)
        self.assertIn("2 times", self.text("#questions form"))
        # It is still asked after a reload, and another answer is taken.
        self.begin()
        self.until(lambda: self.all("#questions form"))
        self.explain(name + " of plums")
        self.settled("In the ledger", "In the ledger", "In the ledger")
        self.until(lambda: self.pantry.balance(name + " of plums", "A1") == 2)
        self.undo(code_line=2)
        self.settled("In the ledger", "New code", "New code")
        self.undo(code_line=2)
        self.settled("In the ledger", "New code", "Taken back")
        self.until(lambda: len(self.pantry.api("GET", "unresolved")) == 1)
        self.undo(code_line=1)
        self.settled("In the ledger", "Taken back", "Taken back")
        self.until(lambda: self.pantry.api("GET", "unresolved") == [])

    def test_a_box_that_moved_is_moved_back(self):
        self.begin()
        self.pantry.place(f"C {new_id()[:6]}", "box")
        box = list(self.pantry.places.values())[-1]
        self.scanner("UMOVE", self.label("Shelf A"), box["labelCode"])
        self.settled("In the ledger")
        self.scanner("UUNDO")
        self.settled("Taken back")
        self.until(lambda: next(place for place in self.pantry.api("GET", "places") if place["id"] == box["id"])["parent"] is None)
        self.scanner("UTAKEIN", BEANS)
        self.settled("In the ledger", "Taken back")

    def explain(self, name):
        self.write(self.question("[name=name]"), name)
        self.question("button.main").click()

    def undo(self, code_line):
        """Presses Undo on a line of the run, the newest is 0."""
        self.driver.execute_script("document.querySelectorAll('#run .undo')[arguments[0]].click()", code_line)


class WholeNames(ReadingTest):
    """Beside items whose names hold the whole name of another."""

    def test_a_whole_name_means_its_item_and_a_part_only_shows_what_is_near(self):
        # No item has a code, and ABCDEFGC may be one of a label.
        for name in ("Brown oats", "Oats", "Beans, 15 oz", "ABCDEFGC"):
            self.pantry.api("POST", "items", {"id": new_id(), "name": name, "measure": "each"})
        self.begin()
        for typed, name in (("Oats", "Oats"), ("beans 15 OZ", "Beans, 15 oz"), ("abcdefgc", "ABCDEFGC")):
            self.type_code(typed)
            self.until(lambda: self.text("#now-name") == name, name)
            self.until(lambda: self.pantry.balance(name, "A1") == 1, name)
            self.assertFalse(self.all("#questions form"))
        self.type_code("brown")
        self.until(lambda: self.all("#questions form"))
        self.assertEqual(self.question(".picks").text, "Brown oats\nMake it a new item")
        self.assertEqual(self.pantry.balance("Brown oats", "A1"), 0)
        self.question(".picks button").click()
        self.until(lambda: self.pantry.balance("Brown oats", "A1") == 1)
        self.assertEqual(self.pantry.api("GET", "unresolved"), [])
        self.type_code("NEW-77")
        self.until(lambda: self.text("#questions h2") == "What is NEW-77?")


class Papers(ReadingTest):
    LICENCE = ("@", "ANSI 636000090002DL00410278ZV03190008DLDAQT64235789", "DCSSAMPLE", "DACMICHAEL", "DBB06061986", "ZVZVA01")

    def test_a_licence_is_dropped_with_a_word_and_nothing_of_it_is_kept(self):
        self.begin()
        self.scanner(*self.LICENCE)
        self.until(lambda: "licence or a passport" in self.text("#now-tell"))
        kept = self.driver.execute_async_script("""
            const done = arguments[0];
            indexedDB.open('larder').onsuccess = ({ target }) => {
                target.result.transaction('posts').objectStore('posts').getAll().onsuccess = (event) => done(JSON.stringify(event.target.result));
            };
        """)
        for word in ("SAMPLE", "MICHAEL", "06061986", "ZVZVA01", "ANSI"):
            self.assertNotIn(word, kept)
            self.assertNotIn(word, self.text("main"))
        self.assertEqual(self.pantry.api("GET", "unresolved"), [])
        self.scanner(BEANS)
        self.settled("In the ledger")

    def test_what_was_heard_and_not_taken_is_told(self):
        self.begin(place=None)
        self.scanner("401")
        self.until(lambda: "“401” was heard and not taken" in self.text("#now-tell"))
        self.assertEqual(self.run_states(), [])


if __name__ == "__main__":
    unittest.main()
