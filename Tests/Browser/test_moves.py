"""Where things are taken from and where they go: said, or asked in one tap."""

import unittest

from pantry import HubTest, new_id


class MoveTest(HubTest):
    def setUp(self):
        super().setUp()
        self.driver.execute_async_script("const done = arguments[0]; indexedDB.deleteDatabase('larder').onsuccess = done;")

    def begin(self, path="/take-in", place=None, word=None):
        self.open_scanning(path)
        if place:
            self.choose("#place", place)
        if word:
            self.find(f".jobs button[value={word}]").click()

    def item(self, **stock):
        """A code of its own, and how much there is of it at each place."""
        code = f"MOVED-{new_id()[:8].upper()}"
        self.pantry.api("POST", "items", {"id": new_id(), "name": code, "measure": "each", "codes": [{"code": code}]})
        for place, quantity in stock.items():
            self.pantry.scan("intake", code, quantity=quantity, place=self.pantry.places[place]["id"])
        return code

    def label(self, place):
        return self.pantry.places[place]["labelCode"]

    def have(self, code, *places):
        return [self.pantry.balance(code, place) for place in places]

    def settled(self, count):
        self.until(lambda: self.run_states().count("In the ledger") == count)

    def picks(self):
        return [pick.text for pick in self.all("#questions .picks button")]

    def pick(self, text):
        next(pick for pick in self.all("#questions .picks button") if pick.text == text).click()


class First(MoveTest):
    def test_food_that_is_scanned_before_a_place_goes_there(self):
        codes = [self.item(A1=2), self.item(A2=2)]
        self.begin(word="move")
        self.scanner(*codes)
        self.until(lambda: len(self.all("#questions form")) == 2)
        self.scanner(self.label("A3"))
        self.settled(2)
        self.assertEqual([self.have(code, "A3") for code in codes], [[1], [1]])
        self.assertEqual(self.all("#questions form"), [])

    def test_it_waits_until_a_person_says_where(self):
        code = self.item(A1=2)
        self.begin(word="move")
        self.scanner(code)
        self.until(lambda: self.all("#questions form"))
        self.open_scanning("/take-in")
        self.until(lambda: self.all("#questions form"))
        self.choose("#questions select", "A3")
        self.find("#questions button.main").click()
        self.settled(1)
        self.assertEqual(self.have(code, "A1", "A3"), [1, 1])


class From(MoveTest):
    def test_the_place_in_sight_goes_first(self):
        for word in ("move", "discard"):
            with self.subTest(word=word):
                code = self.item(A2=5, A1=5)
                self.setUp()
                self.begin(place="A2", word=word)
                if word == "move":
                    self.choose("#to", "A3")
                else:
                    self.find(".reasons button").click()
                self.scanner(code)
                self.settled(1)
                self.assertEqual(self.have(code, "A1", "A2"), [5, 4])
                self.assertEqual(self.all("#questions form"), [])

    def test_several_places_are_asked_about_once_in_one_tap(self):
        code = self.item(A1=5, A2=3)
        self.begin(place="A3", word="discard")
        self.find(".reasons button").click()
        self.scanner(code, code)
        self.settled(2)
        self.until(lambda: len(self.picks()) == 2)
        self.assertEqual(len(self.all("#questions form")), 1)
        taken, *_ = self.have(code, "A1", "A2")
        wrong, right, count = ("A1", "A2", 3) if taken == 3 else ("A2", "A1", 5)
        self.assertIn(f"taken from {wrong}", self.text("#questions"))
        self.pick(f"{right} · {count}")
        self.settled(2)
        self.until(lambda: self.have(code, right) == [count - 2])
        self.assertEqual(self.all("#questions form"), [])
        # The answer holds for the next one.
        self.scanner(code)
        self.settled(3)
        self.assertEqual(self.have(code, right), [count - 3])
        self.assertEqual(self.all("#questions form"), [])

    def test_where_it_was_is_asked_over_a_reload_until_someone_answers(self):
        for answer in ("here", "there", "later"):
            with self.subTest(answer=answer):
                self.setUp()
                code = self.item(A1=5, A2=3)
                self.begin(place="A3", word="discard")
                self.find(".reasons button").click()
                self.scanner(code, code)
                self.settled(2)
                self.until(lambda: len(self.picks()) == 2)
                self.driver.refresh()
                self.until(lambda: self.all("#scan[data-ready]") and len(self.picks()) == 2)
                self.assertEqual(len(self.all("#questions form")), 1)
                here = self.picks()[0][:2]
                there = "A1" if here == "A2" else "A2"
                if answer == "later":
                    self.find("#questions .later").click()
                else:
                    self.pick(next(pick for pick in self.picks() if pick.startswith(here if answer == "here" else there)))
                self.settled(2)
                left = 3 if "A1" == (there if answer == "there" else here) else 5
                self.until(lambda: self.have(code, "A1")[0] == left)
                # The device notes that it was answered.
                self.driver.execute_async_script("setTimeout(arguments[0], 300)")
                self.open_scanning("/take-in")
                # Time enough for a question to come back.
                self.driver.execute_async_script("setTimeout(arguments[0], 500)")
                self.assertEqual(self.all("#questions form"), [])

    def test_the_place_in_sight_says_that_it_is_taken_from(self):
        self.begin()
        for word, asked in (("move", "Take from"), ("discard", "Take from"), ("lookup", "Put into")):
            self.find(f".jobs button[value={word}]").click()
            self.assertEqual(self.text("label[for=place]"), asked)

    def test_what_lies_at_one_place_or_is_taken_back_is_not_asked_about(self):
        self.begin(place="A3", word="move")
        self.choose("#to", "A3")
        self.scanner(self.item(A1=2))
        self.settled(1)
        self.assertEqual(self.all("#questions form"), [])
        self.scanner(self.item(A1=2, A2=2))
        self.until(lambda: self.picks())
        self.find("#now-undo").click()
        self.until(lambda: not self.all("#questions form"))

    def test_it_goes_on_while_the_hub_is_away(self):
        code = self.item(A1=2)
        self.begin(place="A1", word="discard")
        self.driver.set_network_conditions(offline=True, latency=0, throughput=0)
        try:
            self.scanner(code)
            self.until(lambda: self.run_states() == ["On this device"])
        finally:
            self.driver.delete_network_conditions()
        self.driver.execute_script("dispatchEvent(new Event('online'))")
        self.settled(1)
        self.assertEqual(self.have(code, "A1"), [1])


class To(MoveTest):
    def test_a_move_says_from_where_and_where_to(self):
        code = self.item(A1=3)
        self.begin(word="move")
        self.scanner(self.label("A2"))
        self.until(lambda: self.text("#now-tell") == "What you scan now goes to A2.")
        self.scanner(code)
        self.settled(1)
        told = "From A1 to A2. 2 left in A1."
        self.assertEqual((self.text("#now-amount"), self.text("#now-tell")), ("1", told))
        self.assertEqual(self.text("#run .tell"), told)

    def test_a_box_moves_whichever_label_comes_first(self):
        for first, second, shelf in (("Box 1", "A3", "A3"), ("A2", "Box 1", "A2")):
            with self.subTest(first=first):
                self.setUp()
                self.begin(word="move")
                self.scanner(self.label(first))
                self.until(lambda: self.text("#now-name") == first)
                self.scanner(self.label(second))
                self.settled(1)
                box = self.pantry.api("GET", f"places/{self.pantry.places['Box 1']['id']}")
                self.assertEqual(box["parent"], self.pantry.places[shelf]["id"])
                self.assertIn(shelf, self.text("#command"))
                self.assertIn(shelf, self.text("#run .tell"))

    def boxes(self, n):
        """New boxes, as their ids and labels, and what they are called."""
        boxes = [self.pantry.place(f"B{place} {new_id()[:6]}", "box") for place in range(n)]
        found = [self.pantry.api("GET", f"places/{box}") for box in boxes]
        return boxes, [place["labelCode"] for place in found], [place["name"] for place in found]

    def parents(self, boxes):
        return [self.pantry.api("GET", f"places/{box}")["parent"] for box in boxes]

    def test_boxes_scanned_one_behind_the_other_go_to_the_place_behind_them(self):
        for is_new in (False, True):
            with self.subTest(is_new=is_new):
                self.setUp()
                if is_new:
                    self.begin(word="move")
                boxes, labels, names = self.boxes(2)
                if not is_new:
                    self.begin(word="move")
                for label, name in zip(labels, names):
                    self.scanner(label)
                    self.until(lambda: self.text("#now-name") == name)
                self.assertIn(f"These 2 boxes go where you scan next: {', '.join(names)}.", self.text("#now-tell"))
                # A box that the page does not know is in the run until the hub has said what it is.
                self.until(lambda: self.run_states() == [])
                self.scanner(self.label("A3"))
                self.settled(2)
                self.assertEqual(self.parents(boxes), [self.pantry.places["A3"]["id"]] * 2)

    def test_boxes_of_which_the_page_does_not_know_go_together_without_the_hub_too(self):
        self.begin(word="move")
        boxes, labels, _ = self.boxes(2)
        self.driver.set_network_conditions(offline=True, latency=0, throughput=0)
        try:
            self.scanner(*labels)
            self.until(lambda: len(self.run_states()) == 2)
        finally:
            self.driver.delete_network_conditions()
        self.driver.execute_script("dispatchEvent(new Event('online'))")
        self.until(lambda: "These 2 boxes" in self.text("#command"))
        self.scanner(self.label("A2"))
        self.settled(2)
        self.assertEqual(self.parents(boxes), [self.pantry.places["A2"]["id"]] * 2)

    def test_food_goes_into_the_last_box_which_stays_then(self):
        code = self.item(A1=3)
        boxes, labels, names = self.boxes(3)
        self.begin(place="A1", word="move")
        self.scanner(*labels[:2], code)
        self.settled(1)
        self.assertEqual(self.text("#command"), f"Moving: What you scan now goes to {names[1]}.")
        # The next box is filled in its turn, and does not go into the one before.
        self.scanner(labels[2], code, self.label("A2"))
        self.settled(2)
        self.assertEqual([self.pantry.balance(code, name) for name in names], [0, 1, 1])
        self.assertEqual(self.parents(boxes), [None] * 3)

    def test_a_box_goes_into_a_box_that_is_chosen_in_the_list(self):
        boxes, labels, names = self.boxes(2)
        self.begin(word="move")
        self.choose("#to", names[0])
        self.scanner(labels[1])
        self.settled(1)
        self.assertEqual(self.parents(boxes), [None, boxes[0]])

    def test_a_box_into_which_something_went_stays(self):
        code = self.item(A1=3)
        box = self.pantry.place(f"B {new_id()[:6]}", "box")
        label = self.pantry.api("GET", f"places/{box}")["labelCode"]
        self.begin(word="move")
        self.scanner(label, code)
        self.settled(1)
        self.scanner(self.label("A2"))
        self.until(lambda: "A2" in self.text("#command"))
        self.assertEqual(self.run_states(), ["In the ledger"])
        self.assertIsNone(self.pantry.api("GET", f"places/{box}")["parent"])


class LookUp(MoveTest):
    def test_an_item_says_where_it_is_and_a_place_what_it_holds(self):
        box = self.pantry.place(f"L {new_id()[:6]}", "box")
        name = next(name for name, place in self.pantry.places.items() if place["id"] == box)
        code = self.item(**{"A1": 4, name: 3})
        self.begin(word="lookup")
        self.scanner(code)
        self.until(lambda: "4 in A1" in self.text("#now-tell") and f"3 in {name}" in self.text("#now-tell"))
        self.scanner(self.label(name))
        self.until(lambda: self.text("#now-tell") == f"3 {code}")
        self.assertTrue(self.find("#now-name a").get_attribute("href").endswith(f"/places/{box}"))
        self.scanner(self.item())
        self.until(lambda: self.text("#now-tell") == "None is known to be left")
        short = self.item(A1=1)
        self.pantry.scan("distribute", short, quantity=2, place=self.pantry.places["A1"]["id"])
        self.scanner(short)
        self.until(lambda: "More went out" in self.text("#now-tell"))
        self.assertNotIn("−", self.text("#now"))


if __name__ == "__main__":
    unittest.main()
