"""Files that are looked through on a page before they are read."""

import pathlib
import unittest

from selenium.webdriver.common.by import By

from pantry import BEANS, HubTest

ITEMS = """item,name,category,code,pack
tea,Green tea,drinks,4011,1
tea,Green tea,drinks,041331029162,6
peas,Peas,vegetables,4.13E+10,1
"""


class Files(HubTest):
    def choose_file(self, text, encoding="utf-8"):
        file = pathlib.Path(self.pantry.folder.name) / "chosen.csv"
        file.write_bytes(text.encode(encoding))
        self.find("input[type=file]").send_keys(str(file))
        self.press("form[enctype] button.main")

    def rows(self, selector):
        return [row.text.replace("\n", " ") for row in self.all(selector)]

    def names(self, query):
        return [item["name"] for item in self.pantry.api("GET", f"items?query={query}")]

    def test_items_are_looked_through_and_read_from_a_file(self):
        self.open("/stock")
        self.find("a[href='/items/import']").click()
        self.until(lambda: self.all("input[type=file]"))
        self.choose_file(ITEMS)
        self.assertEqual(self.rows("#counts li"), ["2 new", "1 cannot be taken"])
        self.assertIn("Line 4 4.13E+10", self.rows("section.note li")[0])
        self.assertIn("probably 0413???????? was meant", self.rows("section.note li")[0])
        self.assertEqual(self.rows("#plan li"), [
            "Line 2 New Green tea Category: drinks · Code: 4011",
            "Line 3 New Green tea Code: 041331029162 · In a pack: 6", "Line 4 Not taken"])
        self.assertEqual(self.names("tea"), [])
        # Without a word on the line that is left out, nothing is sent.
        self.find("form.sheet .main.tall").click()
        self.assertTrue(self.all("input[name=leave]:invalid"))
        self.find("input[name=leave]").click()
        self.press("form.sheet .main.tall")
        self.assertIn("Done.", self.text("main .note.well"))
        self.assertEqual(self.names("tea"), ["Green tea"])
        self.assertFalse(self.all("input[name=leave]"))

    def test_a_file_in_utf_16_and_pasted_lines_are_read(self):
        self.open("/items/import")
        self.choose_file("name\tcode\nCafé\tcoffee-1\n", "utf-16")
        self.press("form.sheet .main.tall")
        self.assertEqual(self.names("caf%C3%A9"), ["Café"])
        self.find("#text").send_keys("name;code\nCocoa;cocoa-1\n")
        self.press("form[enctype] button.main")
        self.press("form.sheet .main.tall")
        self.assertEqual(self.names("cocoa"), ["Cocoa"])

    def test_hand_outs_of_a_scanner_are_read_once(self):
        lines = f"at,code,quantity,place\n2026-01-05T10:00:00Z,{BEANS},3,A1\n"
        for text in ("Done.", "This file changes nothing."):
            self.open("/close")
            self.find("a[href='/scans/import']").click()
            self.until(lambda: self.all("input[type=file]"))
            self.choose_file(lines.replace("A1", self.pantry.places["A1"]["labelCode"]))
            if self.all("form.sheet .main.tall"):
                self.press("form.sheet .main.tall")
            self.until(lambda: text in self.text("main"), text)
        self.assertEqual(self.pantry.balance("Black beans, can", "A1"), -3)


class EarlierScans(HubTest):
    def test_what_was_recorded_while_a_code_was_wrong_is_put_right(self):
        for quantity in (5, 7):
            self.pantry.scan("intake", BEANS, quantity=quantity, place=self.pantry.places["A1"]["id"])
        beans = self.pantry.api("GET", f"items?code={BEANS}")[0]["id"]
        self.open(f"/items/{beans}?mend=yes")
        row = next(row for row in self.all("details li") if BEANS in row.text and "pack" not in row.text)
        row.find_element(By.NAME, "name").send_keys("Rice, 1 kg bag")
        row.find_element(By.XPATH, ".//form[.//input[@name='name']]//button").click()
        self.until(lambda: self.all("#effects"))
        self.assertIn("counts as Rice, 1 kg bag, and no more as Black beans, can", self.text("main"))
        self.assertIn("2 scans from before stay recorded", self.text("main"))
        self.press("main button.main")
        self.assertIn("is Rice, 1 kg bag now", self.text("#earlier"))
        self.assertEqual([link.text for link in self.all("#earlier li a")], ["Taken in: 7", "Taken in: 5"])
        self.press("#earlier li button")
        self.assertEqual(self.pantry.balance("Rice, 1 kg bag", "A1"), 7)
        self.press("#earlier button.main")
        self.assertFalse(self.all("#earlier"))
        self.assertEqual(self.pantry.balance("Rice, 1 kg bag", "A1"), 12)
        self.assertEqual(self.pantry.balance("Black beans, can", "A1"), 0)


if __name__ == "__main__":
    unittest.main()
