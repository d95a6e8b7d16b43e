"""The Labels page: a label is shown while it is chosen and written on; without scripts, after Show."""

import unittest

from pantry import HubTest


class LabelPage(HubTest):
    def shown(self):
        """The address of the picture that is shown; empty where none is."""
        return self.driver.execute_script("return document.querySelector('#preview img')?.src ?? ''")

    def test_a_label_is_shown_while_it_is_chosen_and_written_on(self):
        self.open("/labels")
        self.find("#target").send_keys("A1")
        self.until(lambda: "target=A1" in self.shown())
        name = self.find("#field-name")
        self.assertEqual(name.get_attribute("placeholder"), "A1")
        name.send_keys("B7")
        self.until(lambda: "field-name=B7" in self.shown())
        self.assertEqual(self.driver.switch_to.active_element, name)
        self.choose("#layout", "Allergens and diet")
        self.until(lambda: "layout=allergens" in self.shown())
        self.find("#texts summary").click()
        self.find("input[name=icon-milk]").click()
        self.until(lambda: "field-icons=milk" in self.shown())
        self.find("#target").send_keys("?")
        self.until(lambda: not self.shown())
        self.assertTrue(self.find("#texts details").get_attribute("open"))

    def test_without_scripts_a_label_is_shown_and_printed_by_its_buttons(self):
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.setScriptExecutionDisabled", {"value": False})
        self.open("/labels")
        self.find("#target").send_keys("A1")
        self.choose("#layout", "Shelf")
        self.press("#label button")
        self.find("#field-detail").send_keys("Soups")
        self.press("noscript button")
        self.assertIn("field-detail=Soups", self.find("#preview img").get_attribute("src"))
        self.press("#preview form button.main")
        self.assertIn("1 label is drawn as a picture", self.text(".note.well"))


if __name__ == "__main__":
    unittest.main()
