"""Blank labels of a roll: what they go on is asked when they are first scanned, and scanning goes on."""

import unittest

from pantry import BEANS, RICE, HubTest, new_id


class BlankLabels(HubTest):
    def roll(self, count):
        return self.pantry.api("POST", "label-codes", {"id": new_id(), "count": count})["codes"]

    def label(self, code):
        return self.pantry.api("GET", f"label-codes/{code}")

    def question(self, selector):
        return self.find(f"#questions {selector}")

    def test_a_new_label_goes_on_the_food_scanned_last(self):
        [code] = self.roll(1)
        self.open_scanning("/take-in")
        self.choose("#place", "A1")
        self.scanner(BEANS, code, code, RICE)
        self.until(lambda: self.run_states() == ["In the ledger", "New label", "New label", "In the ledger"])
        self.assertEqual(len(self.all("#questions form")), 1)
        self.assertIn("Scanned 2 times.", self.question(".code").text)
        self.assertIn("Black beans, can", self.question(".last").text)
        before = self.pantry.balance("Black beans, can", "A1")
        self.question(".last").click()
        self.until(lambda: set(self.run_states()) == {"In the ledger"})
        self.assertFalse(self.all("#questions form"))
        self.assertEqual(self.pantry.balance("Black beans, can", "A1"), before + 2)
        self.assertTrue(self.label(code)["lot"])
        self.scanner(code)
        self.until(lambda: len(self.run_states()) == 5 and set(self.run_states()) == {"In the ledger"})
        self.assertEqual(self.pantry.balance("Black beans, can", "A1"), before + 3)

    def test_a_new_label_becomes_a_box_and_what_comes_next_goes_into_it(self):
        [code] = self.roll(1)
        self.open_scanning("/take-in")
        self.scanner(code)
        self.until(lambda: self.all("#questions form"))
        self.write(self.question("[name=place]"), "Box 7")
        self.question("button[value=place]").click()
        self.until(lambda: self.text("#now-name") == "Box 7")
        self.assertEqual(self.run_states(), [])
        self.scanner(RICE)
        self.until(lambda: self.run_states() == ["In the ledger"])
        self.pantry.places["Box 7"] = self.label(code)["place"]
        self.assertEqual(self.pantry.places["Box 7"]["kind"], "box")
        self.assertEqual(self.pantry.balance("Rice, 1 kg bag", "Box 7"), 1)

    def test_a_new_label_goes_on_food_that_is_named(self):
        known, new = self.roll(2)
        self.open_scanning("/take-in")
        self.choose("#place", "A2")
        for code, name in ((known, "Tomatoes, can"), (new, "Barley soup")):
            self.scanner(code)
            self.until(lambda: self.all("#questions form"))
            self.write(self.question("[name=name]"), name)
            self.until(lambda: name != "Tomatoes, can" or self.all("#known-items option"))
            self.question("button[value=item]").click()
            self.until(lambda: self.run_states() and set(self.run_states()) == {"In the ledger"})
            self.assertEqual(self.pantry.balance(name, "A2"), 1)

    def test_a_question_waits_over_a_reload_and_is_not_asked_once_answered(self):
        [code] = self.roll(1)
        self.open_scanning("/take-in")
        self.scanner(code)
        self.until(lambda: self.all("#questions form"))
        self.open_scanning("/take-in")
        self.until(lambda: self.all("#questions form"))
        self.write(self.question("[name=place]"), "Box 8")
        self.question("button[value=place]").click()
        self.until(lambda: self.text("#now-name") == "Box 8")
        self.open_scanning("/take-in")
        self.assertFalse(self.all("#questions form"))

    def test_the_food_of_a_donation_is_listed_for_its_labels(self):
        self.open_scanning("/take-in")
        self.find("details.more summary").click()
        self.write(self.find("#source"), "Harvest Market")
        self.scanner(RICE, BEANS, RICE)
        self.until(lambda: self.run_states() == ["In the ledger"] * 3)
        self.driver.execute_script("document.querySelector('#source').dispatchEvent(new Event('change', { bubbles: true }))")
        label = self.find("#donation-label").get_attribute("href")
        donation = label.split("target=")[1]
        self.press("#donation-labels")
        ticks = [tick.text for tick in self.all("label.tick")]
        self.assertEqual(ticks, ["Rice, 1 kg bag", "Black beans, can"])
        self.assertEqual(len(self.all("label.tick input:checked")), 2)
        self.press("form[method=post] button.main")
        self.assertIn("2 labels are drawn as pictures", self.text(".note.well"))
        self.driver.get(label)
        self.press("#preview form button")
        self.assertIn("Black beans, can", self.find("#preview img").get_attribute("alt"))
        code = self.find("#target").get_attribute("value")
        self.assertEqual(self.label(code)["donation"], donation)
        self.open(f"/stock?query={code}")
        self.assertTrue(self.driver.current_url.endswith(f"/donations/{donation}"))
        self.assertIn("Harvest Market", self.text("main"))

    def test_a_label_is_put_on_without_scripts_too(self):
        [code] = self.roll(1)
        self.open("/take-in")
        self.pantry.scan("intake", code)
        self.open("/unresolved")
        self.press(f".sheet a[href='/labels/blank?code={code}']")
        self.find("#food").send_keys("Lentil soup")
        self.press("section.sheet button.main")
        self.assertEqual(self.label(code)["item"]["name"], "Lentil soup")


if __name__ == "__main__":
    unittest.main()
