"""What the pages do where scripts are off: everything but live scanning."""

import unittest

from pantry import BEANS, CASE_OF_BEANS, RICE, HubTest


class WithoutScripts(HubTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})

    def setUp(self):
        pass

    def type_code(self, code, quantity=None):
        if quantity:
            self.find("#quantity").clear()
            self.find("#quantity").send_keys(quantity)
        self.find("#code").send_keys(code)
        self.press("#entry .fields > button")

    def test_codes_are_taken_in_one_by_one_and_the_place_stays(self):
        self.open("/take-in")
        self.choose("#place", "A1")
        self.type_code(CASE_OF_BEANS, "2")
        self.assertIn("Now 24 in A1.", self.text("#now-tell"))
        self.assertEqual(self.text("#now-amount"), "+24")
        self.type_code(BEANS)
        self.assertIn("Now 25 in A1.", self.text("#now-tell"))
        self.press("#now-undo")
        self.assertEqual(self.text("#now-word"), "Taken back")
        self.assertEqual(self.pantry.balance("Black beans, can", "A1"), 24)

    def test_the_label_of_a_place_chooses_it(self):
        self.open("/hand-out")
        self.type_code(self.pantry.places["A2"]["labelCode"])
        self.type_code(RICE)
        self.assertIn("Please count A2.", self.text("#now-tell"))
        self.press("#now-undo")

    def test_a_new_code_is_named_on_its_page_and_all_its_scans_count(self):
        self.open("/take-in")
        self.choose("#place", "A3")
        self.type_code("5901234123457", "3")
        self.assertEqual(self.text("#now-word"), "New code")
        self.type_code("5901234123457")
        self.open("/unresolved")
        self.assertIn("Scanned 2 times.", self.text("section.sheet"))
        self.find("section.sheet form:not(.offer) input[name=name]").send_keys("Barley soup")
        self.press("section.sheet form:not(.offer) button.main")
        self.assertIn("Barley soup is known now", self.text(".note.well"))
        self.assertFalse(self.all("section.sheet"))
        self.assertEqual(self.pantry.balance("Barley soup", "A3"), 4)

    def test_a_misread_is_put_down_as_nothing(self):
        self.open("/take-in")
        self.type_code("4006381333931")
        self.open("/unresolved")
        self.press("section.sheet button[name=nothing]")
        self.assertIn("Put down as nothing.", self.text(".note.well"))

    def test_a_count_is_begun_set_right_and_finished(self):
        self.pantry.scan("intake", RICE, quantity=9, place=self.pantry.places["Box 1"]["id"])
        self.open("/count")
        self.choose("#place", "Box 1")
        self.press("form button.main")
        self.type_code(RICE, "5")
        self.assertIn("5 seen in Box 1.", self.text("#now-tell"))
        self.find("#seen input[name=seen]").clear()
        self.find("#seen input[name=seen]").send_keys("7")
        self.press("#seen form button")
        self.press("#finish button")
        self.assertIn("−2", self.text("#differences"))
        self.assertEqual(self.pantry.balance("Rice, 1 kg bag", "Box 1"), 9)
        self.press("form .main.tall")
        self.assertEqual(self.pantry.balance("Rice, 1 kg bag", "Box 1"), 7)
        self.assertIn("−2", self.text("tbody"))

    def test_a_place_is_made_and_its_label_printed(self):
        self.open("/labels")
        self.find("#name").send_keys("B7")
        self.press("form[method=post] .fields > button")
        self.assertIn("B7 is made.", self.text(".note.well"))
        picture = self.find("#preview img")
        self.assertIn("B7", picture.get_attribute("alt"))
        self.find("#copies").clear()
        self.find("#copies").send_keys("3")
        self.press("#preview button.main")
        self.assertIn("3 labels are drawn as pictures.", self.text(".note.well"))

        def printed():
            self.open("/printers")
            return "Printed" in self.text("#printers")
        self.until(printed)
        self.assertIn("3 labels: B7", self.text("#printers"))
        self.assertTrue(self.all("#printers figure img"))

    def test_a_label_of_food_with_a_date_gets_its_code(self):
        self.pantry.scan("intake", BEANS, quantity=1, place=self.pantry.places["A3"]["id"],
                         dateLabel={"kind": "bestBy", "date": "2027-03"})
        self.open("/labels?layout=lot&target=black+beans")
        self.press("#preview ul.list a")
        self.assertIn("best by March 2027", self.text("#preview ul.list li"))
        self.press("#preview ul.list button")
        self.assertIn("Black beans, can", self.find("#preview img").get_attribute("alt"))

    def test_settings_are_kept(self):
        self.open("/settings")
        self.find("input[name=name]").clear()
        self.find("input[name=name]").send_keys("Grace Pantry")
        self.choose("#unit", "Pounds")
        self.press("form[action='/settings/hub'] button")
        self.assertIn("Saved.", self.text(".note.well"))
        self.assertEqual(self.text(".hub"), "Grace Pantry")

    def test_what_is_wrong_is_told_in_words_and_nothing_is_lost(self):
        self.open("/take-in")
        self.type_code(BEANS, "999999")
        self.open("/take-in")
        self.type_code("x" * 300)
        self.assertEqual(self.text("h1"), "That did not work")
        self.assertIn("too long", self.text(".note.look:not([hidden])"))
        self.assertIn("Nothing was lost.", self.text("main"))


if __name__ == "__main__":
    unittest.main()
