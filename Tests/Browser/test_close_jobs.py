"""Closing a day as people do it: settled, not settled, scans after it, and the account on paper."""

import base64
import json
import pathlib
import re
import subprocess
import tempfile
import unittest
import urllib.request

from pantry import BEANS, TOMATOES, new_id
from tasks import TaskTest

PAPERS = {"letter": (8.5, 11), "A4": (8.27, 11.69)}
UNKNOWN = "5901234123457"


class CloseJobs(TaskTest):
    def setUp(self):
        super().setUp()
        with urllib.request.urlopen(f"{self.pantry.address}/health", timeout=20) as health:
            self.day = json.load(health)["today"]
        self.pantry.scan("intake", BEANS, quantity=12, place=self.place("A1"))

    def place(self, name):
        return self.pantry.places[name]["id"]

    def close_by_api(self):
        self.pantry.api("POST", f"days/{self.day}/closing", {"id": new_id()})
        self.reopen_later()

    def reopen_later(self):
        self.addCleanup(self.pantry.api, "POST", f"days/{self.day}/reopening", {"id": new_id()})

    def test_a_settled_day_is_closed(self):
        self.begin()
        self.tap("a[href='/close']")
        self.assertEqual([row.text for row in self.all("#main .sheet .list > li") if row.is_displayed()], ["Everything is settled"])
        self.tap("#close .main")
        self.reopen_later()
        self.assertIn("is closed. Thank you.", self.text(".note.well"))
        self.assert_counted("Close a settled day")

    def test_what_is_unsettled_is_named_and_asked_about_once(self):
        self.phone()
        scan = self.pantry.scan("intake", UNKNOWN, place=self.place("A2"))
        self.pantry.scan("distribute", TOMATOES, quantity=3, place=self.place("A3"))
        count = self.pantry.api("POST", "counts", {"id": new_id(), "place": self.place("A1")})["id"]
        self.addCleanup(self.settle, scan, count)
        self.begin()
        self.tap("a[href='/close']")
        named = {link.text: link.get_attribute("href") for link in self.all(".sheet .spots a")}
        self.assertEqual(list(named), [UNKNOWN, "Tomatoes, can", "A1"])
        self.assertEqual(self.findings(), [])
        for text, shown in ((UNKNOWN, UNKNOWN), ("Tomatoes, can", "A3"), ("A1", "A1")):
            self.driver.get(named[text])
            self.assertIn(shown, self.text("main"))
        self.open("/close")
        self.tap("#close .main")
        self.assertEqual(self.text("#before"), "Close all the same?")
        self.assertEqual(self.pantry.api("GET", f"days/{self.day}")["state"], "open")
        self.assertEqual(self.findings(), [])
        self.tap("#close .main")
        self.reopen_later()
        self.assertIn("is closed. Thank you.", self.text(".note.well"))
        self.assertEqual(self.pantry.api("GET", f"days/{self.day}")["state"], "closed")
        self.assert_counted("Close a day with something unsettled")

    def settle(self, scan, count):
        self.pantry.api("POST", f"unresolved/{scan['id']}/resolution", {"id": new_id(), "item": self.pantry.api("GET", f"items?code={BEANS}")[0]["id"]})
        self.pantry.api("DELETE", f"counts/{count}")
        self.pantry.scan("intake", TOMATOES, quantity=3, place=self.place("A3"))

    def test_scans_that_wait_on_this_device_are_named_and_asked_about(self):
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/api/v1/scans*"]})
        self.addCleanup(self.driver.execute_cdp_cmd, "Network.setBlockedURLs", {"urls": []})
        before = self.pantry.balance("Black beans, can", "A1")
        self.open_scanning("/take-in")
        self.choose("#place", "A1")
        self.scanner(BEANS)
        self.until(lambda: self.run_states() == ["On this device"])
        self.open("/close")
        self.until(lambda: self.all("#close [name=held]"))
        self.assertEqual(self.text("[data-on-device=waiting]"), "1 scan is still on this device")
        self.press("#close .main")
        self.assertEqual(self.text("#before"), "Close all the same?")
        self.assertNotIn("Everything is settled", self.text("main"))
        self.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
        self.open_scanning("/take-in")
        self.until(lambda: self.pantry.balance("Black beans, can", "A1") == before + 1)

    def test_after_closing_one_note_stands_at_the_top_and_scans_stay_calm(self):
        self.close_by_api()
        self.open_scanning("/take-in")
        self.choose("#place", "A1")
        self.assertIn("is closed. What is scanned for it now counts for", self.text("#once"))
        self.assertEqual(self.findings(), [])
        self.scanner(BEANS, BEANS, BEANS)
        self.until(lambda: self.run_states() == ["In the ledger"] * 3)
        self.until(lambda: self.find("#now").get_attribute("class") == "now well")
        self.assertTrue(self.text("#now-tell").startswith("Now "), self.text("#now-tell"))
        self.assertEqual(self.text("main").count("closed"), 1)
        self.assertEqual(len(self.all("#run .tag.well")), 3)

    def test_a_page_that_was_open_before_the_closing_says_it_once(self):
        self.open_scanning("/take-in")
        self.assertFalse(self.find("#once").is_displayed())
        self.close_by_api()
        self.scanner(BEANS, BEANS)
        self.until(lambda: self.run_states()[:2] == ["In the ledger"] * 2)
        self.until(lambda: self.find("#once").is_displayed())
        self.assertEqual(self.text("main").count("closed"), 1)


class Account(TaskTest):
    """A day on which 130 items moved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        items = pathlib.Path(cls.pantry.folder.name) / "many.csv"
        rows = [f'm{n},"Food {n:03}, can",tests,each,425,9{n:05}' for n in range(130)]
        items.write_text("\n".join(["item,name,category,measure,unit_weight_g,code", *rows]) + "\n")
        cls.pantry.command("item", "import", items)
        lines = "\n".join(json.dumps({"id": new_id(), "mode": "intake", "code": f"9{n:05}", "quantity": 1000 + n}) for n in range(130))
        request = urllib.request.Request(
            f"{cls.pantry.address}/api/v1/scans/batch", data=lines.encode(),
            headers={"Authorization": f"Bearer {cls.pantry.token}", "Content-Type": "application/x-ndjson"})
        urllib.request.urlopen(request, timeout=60).read()

    def pages(self, paper):
        """The text of each sheet that the page at hand prints to."""
        width, height = PAPERS[paper]
        printed = self.driver.execute_cdp_cmd(
            "Page.printToPDF", {"paperWidth": width, "paperHeight": height, "preferCSSPageSize": True})
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(base64.b64decode(printed["data"]))
            file.flush()
            text = subprocess.run(["pdftotext", "-layout", file.name, "-"], capture_output=True, text=True, check=True).stdout
        return [page for page in text.split("\f") if page.strip()]

    def test_the_account_prints_as_a_summary_and_forty_items_a_sheet(self):
        self.begin()
        self.tap("a[href='/close']")
        # A long account is printed from a page that has all of it.
        self.tap("a[href*='all=yes']")
        self.driver.execute_script("globalThis.print = () => { document.title = 'printed'; };")
        self.touch("[data-print]")
        self.assertEqual(self.driver.title, "printed")
        self.assert_counted("Print the account of a day")
        for paper in PAPERS:
            with self.subTest(paper=paper):
                first, *others = self.pages(paper)
                for figure in ("Opening", "In", "Out", "Thrown away", "Adjusted", "Closing"):
                    self.assertRegex(first, rf"(?m)^\s*{figure}\s+[\d,]+\s+[\d,.]+\s*k?g$")
                self.assertIn("All items", first)
                self.assertIn("Signed", first)
                self.assertNotIn("Food 0", first)
                found = [re.findall(r"Food \d\d\d, can", page) for page in others]
                self.assertEqual(sum(found, []), [f"Food {n:03}, can" for n in range(130)])
                self.assertTrue(all(34 <= len(items) <= 46 for items in found[:-1]), [len(items) for items in found])
                for page in others:
                    self.assertRegex(page, r"Item\s+Opening\s+In\s+Out\s+Thrown away\s+Adjusted\s+Closing")
                    self.assertNotIn("All items", page)


if __name__ == "__main__":
    unittest.main()
