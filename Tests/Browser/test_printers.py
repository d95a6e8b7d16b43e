"""A printer added by taps, set and calibrated; the printer is a file, which takes every label."""

import pathlib
import unittest
import urllib.parse

from pantry import HubTest


class Printers(HubTest):
    def out(self, name):
        return pathlib.Path(self.pantry.folder.name) / name

    def tapped(self, name, language="zpl"):
        device = urllib.parse.quote(f"file:{self.out(name)}")
        self.open(f"/printers/new?device={device}" + (f"&language={language}" if language else ""))

    def test_a_paper_is_tapped_and_the_test_label_comes_out(self):
        self.tapped("a")
        self.assertIn("40 × 30 mm\n1.57 × 1.18 in", self.text(".papers button[value='40x30']"))
        self.press(".papers button[value='40x30']")
        self.assertIn("A test label is on its way", self.text(".note.well"))
        self.until(lambda: "Printed" in self.text("#printers"), "the page follows by itself")
        self.assertIn(b"^PW320", self.out("a").read_bytes())
        picture = self.find("#printers section[aria-label$='/a'] figure img")
        self.until(lambda: picture.get_property("naturalWidth") == 320, "the exact dots")

    def test_a_number_is_tapped_where_nobody_knows_the_language(self):
        self.tapped("b", language=None)
        self.press(".papers button[value='50x30']")
        sent = self.out("b").read_bytes()
        self.assertIn(b"^XA", sent)
        self.assertIn(b"BITMAP", sent)
        self.press(".numbers button[value='tspl']")
        self.assertIn("TSPL (its test label came out right)", self.text("#printers"))

    def test_options_are_set_and_the_picture_is_moved(self):
        self.tapped("c")
        self.press(".papers button[value='50x30']")
        self.find("section[aria-label$='/c'] a[href^='/printers/options']").click()
        self.until(lambda: self.all("#darkness"))
        self.assertEqual(self.find("#darkness").get_attribute("max"), "30")
        self.find("#darkness").send_keys("21")
        self.press("button[value=set]")
        self.assertEqual(self.find("#darkness").get_attribute("value"), "21")
        self.press("button[value=rulers]")
        self.find("#left").send_keys("2")
        self.press("button[value=calibrate]")
        self.assertEqual(self.find("#offset-across").get_attribute("value"), "2")
        printer = next(p for p in self.pantry.api("GET", "printers") if p["name"].endswith("/c"))
        self.assertEqual(printer["options"], {"darkness": 21, "offsetAcross": 20, "offsetAlong": 0, "rotation": 0})


if __name__ == "__main__":
    unittest.main()
