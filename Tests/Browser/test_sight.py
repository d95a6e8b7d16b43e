"""What a scan came to is in sight, whatever else is asked or scrolled, and by keys alone it is soon taken back."""

import itertools
import unittest

from selenium.webdriver.common.keys import Keys

from pantry import BEANS, RICE, HubTest, new_id
from test_pages import PHONE

LAPTOP = {"width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": False}
# Whether each is wholly within the window, and nothing lies over its middle.
SEEN = """
return arguments[0].map((selector) => {
    const part = document.querySelector(selector), { top, bottom, left, right } = part.getBoundingClientRect();
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return top >= 0 && bottom <= innerHeight && bottom > top && (part.contains(there) || there?.contains(part));
});
"""


class SightTest(HubTest):
    def setUp(self):
        super().setUp()
        self.driver.execute_async_script("const done = arguments[0]; indexedDB.deleteDatabase('larder').onsuccess = done;")

    def on(self, device):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", device)
        self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.clearDeviceMetricsOverride", {})

    def assert_seen(self, *selectors):
        self.until(lambda: all(self.driver.execute_script(SEEN, selectors)), selectors)

    def settled(self, count):
        self.until(lambda: self.run_states().count("In the ledger") == count)

    def top(self):
        self.driver.execute_script("scrollTo(0, 0)")


class Phone(SightTest):
    def test_the_answer_to_a_scan_is_in_sight(self):
        self.on(PHONE)
        for path in ("/take-in", "/hand-out"):
            with self.subTest(path=path):
                self.setUp()
                self.open_scanning(path)
                self.scanner(BEANS)
                self.settled(1)
                self.assert_seen("#now-name", "#now-tell", "#now-amount", "#now-undo")

    def test_no_question_and_no_scrolling_puts_it_out_of_sight(self):
        self.on(PHONE)
        self.open_scanning("/take-in")
        self.scanner("5901234123457", "4006381333931")
        self.until(lambda: len(self.all("#questions form")) == 2)
        self.scanner(RICE, *[BEANS] * 12)
        self.settled(13)
        self.assert_seen("#now-name", "#now-amount", "#now-undo", "#questions form h2")
        self.driver.execute_script("scrollTo(0, document.documentElement.scrollHeight)")
        self.scanner(RICE)
        self.settled(14)
        self.assert_seen("#now-name", "#now-amount", "#now-undo")

    def test_why_it_was_thrown_away_is_asked_in_sight(self):
        self.on(PHONE)
        self.open_scanning("/take-in")
        self.scanner(BEANS)
        self.settled(1)
        self.find(".jobs button[value=discard]").click()
        self.scanner(BEANS)
        self.settled(2)
        self.assert_seen("#now-name", "#now-amount", "#now-undo", "#questions .picks button")

    def test_the_pad_of_digits_and_its_button_are_in_sight(self):
        self.on(PHONE)
        name = f"Potatoes {new_id()[:6]}"
        self.pantry.api("POST", "items", {"id": new_id(), "name": name, "measure": "gram", "codes": []})
        self.open_scanning("/take-in")
        self.write(self.find("#code"), name)
        self.find("#entry .fields > button:last-child").click()
        self.until(lambda: self.find("#weight").is_displayed())
        self.assert_seen("#weight", ".weighed .pad button:first-child", ".weighed .pad button:last-child", ".weighed > .main")


    def test_the_place_and_the_date_stay_in_sight_below_a_question(self):
        self.on({**PHONE, "width": 390, "height": 844})
        self.open_scanning("/take-in")
        self.scanner("5901234123457")
        self.until(lambda: self.all("#questions form"))
        self.assert_seen("#now-name", "#questions h2", "#questions [name=name]", "#place", "#date", ".chips button:last-child")

    def test_on_its_side_the_answer_is_in_sight(self):
        self.on({**PHONE, "width": 844, "height": 390})
        self.open_scanning("/take-in")
        self.scanner(BEANS)
        self.settled(1)
        self.assert_seen("#now-name", "#now-tell", "#now-amount", "#now-undo")
        self.scanner("5901234123457")
        self.until(lambda: self.all("#questions form"))
        self.assert_seen("#now-name", "#now-undo", "#questions h2")


class Laptop(SightTest):
    def test_the_run_and_why_it_was_thrown_away_are_in_sight(self):
        self.on(LAPTOP)
        self.open_scanning("/take-in")
        self.scanner(BEANS)
        self.settled(1)
        self.find(".jobs button[value=discard]").click()
        self.scanner(BEANS)
        self.settled(2)
        self.assert_seen("#now-name", "#now-undo", "#run > li", "#questions h2", "#questions .picks button:last-child")


class Low(SightTest):
    """Windows that are low, whatever big buttons stand above what just happened."""

    def button(self):
        name = f"Sweet potatoes {new_id()[:3]}"
        item = self.pantry.api("POST", "items", {"id": new_id(), "name": name, "measure": "each", "codes": []})["id"]
        self.driver.execute_async_script(
            "const [item, done] = arguments; fetch(`/items/${item}/button`, { method: 'POST', body: new URLSearchParams() }).then(done, done)", item)

    def test_what_just_happened_and_its_question_are_in_sight(self):
        self.addCleanup(self.driver.delete_cookie, "larder-language")
        have = 0
        for many, language in itertools.product((1, 9, 12), ("en", "es")):
            for _ in range(many - have):
                self.button()
            have = many
            self.driver.add_cookie({"name": "larder-language", "value": language})
            for path, (width, height) in itertools.product(("/take-in", "/hand-out"), ((1024, 600), (1024, 768), (1366, 625), (1366, 768))):
                with self.subTest(path=path, many=many, language=language, width=width, height=height):
                    self.on({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
                    self.setUp()
                    self.open_scanning(path)
                    self.assertEqual((len(self.all(".foods button")), self.find("html").get_attribute("lang")), (many, language))
                    self.scanner(BEANS)
                    self.until(lambda: self.text("#now-amount") in ("+1", "−1"))
                    self.assert_seen("#now-word", "#now-name", "#now-tell", "#now-amount", "#now-undo")
                    self.scanner("5901234123457")
                    self.until(lambda: self.all("#questions form"))
                    self.assert_seen("#now-name", "#now-tell", "#now-undo", "#questions h2", "#questions [name=name]", "#questions .main")


class Keyboard(SightTest):
    def focus(self):
        return self.driver.execute_script("return document.activeElement.id")

    def key(self, key):
        self.driver.switch_to.active_element.send_keys(key)

    def test_the_first_link_leads_to_the_field_of_codes(self):
        self.open_scanning("/take-in")
        self.key(Keys.TAB)
        self.assertEqual(self.driver.switch_to.active_element.get_attribute("class"), "skip")
        self.key(Keys.ENTER)
        self.until(lambda: self.focus() == "code")

    def test_a_scan_is_taken_back_by_one_key_from_the_field_of_codes(self):
        self.open_scanning("/take-in")
        self.scanner(BEANS)
        self.settled(1)
        self.find("#code").click()
        self.key(Keys.F9)
        self.until(lambda: self.run_states() == ["Taken back"])
        self.assertEqual(self.focus(), "code")
        self.assertEqual(self.find("#now-undo").get_attribute("aria-keyshortcuts"), "F9")
        # Nothing more is there to take back.
        self.key(Keys.F9)
        self.until(lambda: "nothing to take back" in self.text("#now-tell"))

    def by_keys(self, selector, text=""):
        self.until(lambda: self.all(selector))
        self.driver.execute_script("document.querySelector(arguments[0]).focus()", selector)
        # What comes right behind a scan is the scanner's.
        self.driver.execute_async_script("setTimeout(arguments[0], 900)")
        if text:
            self.write(self.driver.switch_to.active_element, text)
        self.key(Keys.ENTER)

    def test_after_a_question_that_keys_answer_the_focus_is_in_the_field_of_codes(self):
        box = self.pantry.places["Box 1"]
        self.pantry.scan("intake", BEANS, quantity=6, place=box["id"])
        [label] = self.pantry.api("POST", "label-codes", {"id": new_id(), "count": 1})["codes"]
        for path, codes, part, text in (
                ("/take-in", ["5901234123457"], "#questions [name=name]", "Lentils"), ("/take-in", ["4006381333931"], "#questions .later", ""),
                ("/take-in", [RICE, "UDISCARD", RICE], "#questions .picks button", ""), ("/take-in", ["4133"], "#questions [name=amount]", "2"),
                ("/take-in", [label], "#questions [name=name]", "Rice, 1 kg bag"), ("/hand-out", [box["labelCode"]], "#questions .main", ""),
                ("/hand-out", [box["labelCode"]], "#questions button:not(.main)", "")):
            with self.subTest(codes=codes, part=part):
                self.setUp()
                self.open_scanning(path)
                self.scanner(*codes)
                self.by_keys(part, text)
                self.until(lambda: not self.all("#questions form"))
                self.until(lambda: self.focus() == "code", part)
        self.setUp()
        self.open_scanning("/take-in")
        self.write(self.find("#code"), "rice")
        self.find("#code").send_keys(Keys.ENTER)
        self.by_keys("#questions .picks button")
        self.until(lambda: self.run_states() == ["In the ledger"])
        self.assertEqual(self.focus(), "code")

    def test_an_answer_by_finger_opens_no_keyboard(self):
        self.open_scanning("/take-in")
        self.scanner("4006381333931")
        self.until(lambda: self.all("#questions form"))
        self.find("#questions .later").click()
        self.until(lambda: not self.all("#questions form"))
        self.assertEqual(self.focus(), "")

    def test_after_undo_by_keys_the_focus_is_in_the_field_of_codes(self):
        for button in ("#now-undo", "#run .undo"):
            with self.subTest(button=button):
                self.setUp()
                self.open_scanning("/take-in")
                self.scanner(BEANS)
                self.settled(1)
                self.driver.execute_script("document.querySelector(arguments[0]).focus()", button)
                self.driver.execute_async_script("setTimeout(arguments[0], 700)")
                self.key(Keys.ENTER)
                self.until(lambda: self.run_states() == ["Taken back"])
                self.assertEqual(self.focus(), "code")


if __name__ == "__main__":
    unittest.main()
