"""On narrow phones a word on a button is whole, and nothing is wider than the page."""

import itertools
import re
import unittest

from pantry import BEANS, HubTest

WIDTHS = (320, 360, 390)
# The words on buttons that stand in more than one line.
BROKEN = """
return [...document.querySelectorAll('button, .button')].filter((button) => button.checkVisibility()).map((button) => {
    const walker = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
    const words = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest('.aside-only')) continue;
        for (const { index, 0: word } of node.data.matchAll(/\\S+/g)) {
            const range = new Range();
            range.setStart(node, index);
            range.setEnd(node, index + word.length);
            if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) words.push(word);
        }
    }
    return words;
}).flat();
"""


class Narrow(HubTest):
    def test_a_word_on_a_button_is_whole_beside_any_amount(self):
        self.addCleanup(self.driver.delete_cookie, "larder-language")
        self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.clearDeviceMetricsOverride", {})
        for language, width in itertools.product(("en", "es"), WIDTHS):
            with self.subTest(language=language, width=width):
                self.setUp()
                self.driver.execute_async_script("const done = arguments[0]; indexedDB.deleteDatabase('larder').onsuccess = done;")
                self.driver.add_cookie({"name": "larder-language", "value": language})
                self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                            {"width": width, "height": 740, "deviceScaleFactor": 2, "mobile": True})
                self.open_scanning("/take-in")
                self.assertEqual(self.find("html").get_attribute("lang"), language)
                for many in ("500", "1288"):
                    self.write(self.find("#quantity"), many)
                    self.scanner(BEANS)
                    self.until(lambda: re.sub("[^0-9]", "", self.text("#now-amount")) == many)
                    self.assertEqual(self.driver.execute_script(BROKEN), [])
                self.driver.execute_script("document.querySelector('#now-amount').textContent = '+12,5 kg'")
                self.assertEqual(self.driver.execute_script(BROKEN), [])
                wide = self.driver.execute_script("return document.documentElement.scrollWidth")
                self.assertLessEqual(wide, width)


if __name__ == "__main__":
    unittest.main()
