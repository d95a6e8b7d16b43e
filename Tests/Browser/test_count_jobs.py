"""Counting a place as people do it: with a scanner, on paper, on from another device, and not after all."""

import base64
import pathlib
import re
import subprocess
import tempfile
import unittest

from pantry import BEANS, RICE, TOMATOES, new_id
from tasks import TaskTest


class CountJobs(TaskTest):
    def setUp(self):
        super().setUp()
        # A shelf of its own for each test.
        self.name = f"Bin {new_id()[:4]}"
        self.bin = self.pantry.place(self.name, "bin")
        self.label = self.pantry.places[self.name]["labelCode"]
        for code, quantity in ((BEANS, 10), (RICE, 5), (TOMATOES, 3)):
            self.pantry.scan("intake", code, quantity=quantity, place=self.bin)

    def balances(self):
        return [self.pantry.balance(name, self.name) for name in ("Black beans, can", "Rice, 1 kg bag", "Tomatoes, can")]

    def started(self):
        """Scans the label of the place on the page of counts, which begins or goes on."""
        self.until(lambda: self.driver.execute_script("return document.readyState") == "complete")
        self.scanner(self.label)
        self.until(lambda: self.all("#scan[data-ready]"))

    def seen(self, *amounts):
        self.until(lambda: [row.get_attribute("value") for row in self.all("#seen input[name=seen]")] == list(amounts))

    def noted(self):
        return [row.text for row in self.all(".sheet-list .tag")]

    def test_a_place_is_counted_with_a_scanner(self):
        self.begin()
        self.tap("a[href='/count']")
        self.started()
        self.scanner(*[BEANS] * 8, *[RICE] * 5)
        self.seen("5", "8")
        self.tap("#finish button")
        self.assertEqual(self.balances(), [10, 5, 3])
        self.touch("#uncounted input[value=yes]")
        self.tap("#complete .main")
        self.assertEqual(self.balances(), [8, 5, 0])
        self.assert_counted("Count a place with a scanner, something gone")

    def test_a_place_is_counted_on_paper(self):
        self.begin()
        self.tap("a[href='/count']")
        self.started()
        self.tap("a[href$='/list']")
        self.assertEqual([row.text for row in self.all(".sheet-list label")], ["Black beans, can", "Rice, 1 kg bag", "Tomatoes, can"])
        self.assertEqual(self.findings(), [])
        self.driver.execute_script("globalThis.print = () => { document.title = 'printed'; };")
        self.touch("[data-print]")
        self.assertEqual(self.driver.title, "printed")
        # The sheet comes back from the shelf, and its label finds the count again.
        self.open("/count")
        self.started()
        self.tap("a[href$='/list']")
        self.touch(".sheet-list input")
        self.type("9\n5\n0\n")
        self.assertEqual(self.noted(), [])
        self.tap("#list .main")
        self.assertEqual(self.noted(), ["9 noted", "5 noted", "0 noted"])
        self.assertEqual(self.balances(), [10, 5, 3])
        self.tap("#list a[href$='/finish']")
        self.assertEqual(self.all("#uncounted"), [])
        self.tap("#complete .main")
        self.assertEqual(self.balances(), [9, 5, 0])
        self.assert_counted("Count a place on paper, three items")

    def test_a_scan_on_the_list_leads_to_its_line_and_counts_nothing(self):
        count = self.opened()
        self.open(f"/count/{count}/list")
        self.find(".sheet-list input").click()
        self.scanner(RICE)
        self.until(lambda: self.driver.switch_to.active_element.accessible_name == "Rice, 1 kg bag")
        self.assertEqual([field.get_attribute("value") for field in self.all(".sheet-list input")], [""] * 3)
        self.scanner("5901234123457")
        self.until(lambda: self.find("#heard").is_displayed())
        self.assertEqual(self.pantry.api("GET", f"counts/{count}")["lines"], [])

    def test_the_printed_list_has_the_code_of_the_place_and_no_amounts(self):
        count = self.opened()
        self.open(f"/count/{count}/list")
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.setEmulatedMedia", {"media": ""})
        self.assertTrue(self.find(".qr").is_displayed())
        self.assertIn(f"{self.label[:4]}-{self.label[4:]}", self.text("main"))
        self.assertIn(BEANS, self.text("main"))
        self.assertEqual([button for button in self.all("button, .button") if button.is_displayed()], [])
        self.assertFalse(re.search(r"\b(10|5|3)\b", self.text(".sheet-list").replace("1 kg", "")))

    def test_a_reader_reads_the_codes_of_a_printed_list(self):
        self.open(f"/count/{self.opened()}/list")
        printed = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "list.pdf").write_bytes(base64.b64decode(printed["data"]))
            subprocess.run(["pdftoppm", "-r", "300", "-png", "list.pdf", "sheet"], cwd=folder, check=True)
            sheets = sorted(sheet.name for sheet in pathlib.Path(folder).glob("*.png"))
            read = subprocess.run(["zbarimg", "--quiet", "--raw", *sheets], cwd=folder, capture_output=True, text=True)
        self.assertEqual(sorted(read.stdout.split()), sorted([self.label, BEANS, RICE, TOMATOES]))

    def test_an_open_count_goes_on_from_another_device(self):
        self.phone()
        count = self.opened()
        self.pantry.scan("count", BEANS, count=count, quantity=4)
        self.begin()
        self.tap("a[href='/count']")
        self.pick("#place", self.name)
        self.tap("main form .main")
        self.assertIn("This continues it.", self.text(".note.well"))
        self.seen("4")
        self.assertTrue(self.driver.current_url.split("?")[0].endswith(count))
        self.assert_counted("Go on with an open count")

    def test_a_count_is_thrown_away_and_asked_about_once(self):
        self.phone()
        count = self.opened()
        self.pantry.scan("count", BEANS, count=count, quantity=4)
        self.begin()
        self.tap("a[href='/count']")
        self.tap(f"a[href='/count/{count}']")
        self.assertFalse(self.find("[name=drop] + button").is_displayed())
        self.touch("summary")
        self.assertEqual(self.findings(), [])
        self.tap("[name=drop] + button")
        self.assertIn("thrown away", self.text(".note.well"))
        self.assertEqual(self.pantry.api("GET", f"counts/{count}")["state"], "dropped")
        self.assertEqual(self.balances(), [10, 5, 3])
        self.assert_counted("Throw a count away")

    def test_a_label_of_food_a_blank_one_and_one_that_nothing_has_start_nothing_and_that_is_said(self):
        [blank] = self.pantry.api("POST", "label-codes", {"id": new_id(), "count": 1})["codes"]
        [food] = self.pantry.api("POST", "label-codes", {"id": new_id(), "count": 1})["codes"]
        rice = next(item["id"] for item in self.pantry.api("GET", "items") if item["name"] == "Rice, 1 kg bag")
        self.pantry.api("POST", f"label-codes/{food}/binding", {"id": new_id(), "item": rice})
        for code in (food, blank, "ZZZZZZZC", RICE):
            with self.subTest(code=code):
                self.open("/count")
                self.scanner(code)
                self.until(lambda: self.find("#heard").is_displayed())
                self.assertTrue(self.driver.current_url.endswith("/count"))
        self.scanner("UHANDOUT")
        self.until(lambda: self.driver.current_url.endswith("/hand-out"))

    def test_the_label_of_no_place_starts_nothing(self):
        self.open("/count")
        self.scanner(RICE)
        self.until(lambda: self.find("#heard").is_displayed())
        self.assertTrue(self.driver.current_url.endswith("/count"))

    def opened(self):
        return self.pantry.api("POST", "counts", {"id": new_id(), "place": self.bin})["id"]


if __name__ == "__main__":
    unittest.main()
