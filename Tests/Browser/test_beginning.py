"""A new hub: from its link to the first label, the phone's picture, the languages, and a backup."""

import subprocess
import tempfile
import unittest

from selenium.webdriver.support.ui import WebDriverWait

from browser import chromium
from pantry import Pantry, is_gone, press
from test_pages import AXE, PHONE, RULES

FINDINGS = (
    "const [tags, done] = arguments; axe.run({ runOnly: tags }).then(({ violations }) => done("
    "violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])));")

# Keys of a scanner into the field, each `gap` milliseconds behind the one before.
SEND = """
const [keys, gap] = arguments, field = document.querySelector("#code");
let at = performance.now();
for (const key of keys) {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, "timeStamp", { value: at += gap });
    field.dispatchEvent(event);
    if (key.length === 1) field.value += key;
}
if (keys.at(-1) === "Enter") field.form.requestSubmit();
"""


class Beginning(unittest.TestCase):
    def setUp(self):
        self.pantry = Pantry()
        self.addCleanup(self.pantry.stop)
        self.driver = chromium()
        self.addCleanup(self.driver.quit)
        self.taps = 0

    def tap(self, selector):
        self.taps += 1
        press(self.driver, selector)

    def text(self, selector="main"):
        return self.driver.find_element("css selector", selector).text

    def test_from_the_link_to_the_first_label_in_seven_taps(self):
        self.driver.get(self.pantry.command("token", "link"))
        self.assertIn("for: Coordinator", self.text())
        self.tap("main form button")
        self.assertIn("Setting up", self.text())
        self.tap("main a.main[href='/beginning']")
        name = self.driver.find_element("css selector", "#name")
        name.clear()
        name.send_keys("Elm Street Pantry")
        self.tap("form[action='/settings/hub'] button")
        self.assertIn("Elm Street Pantry", self.text("header"))
        self.tap("form[action='/beginning/places'] button")
        self.assertIn("9 places are made.", self.text())
        self.tap("form[action='/labels/list'] button")
        self.assertIn("1 label", self.text(".note.well"))
        self.assertLessEqual(self.taps, 7)
        jobs = self.driver.find_elements("css selector", "#label .tag.well")
        self.assertEqual([job.text for job in jobs], ["Done"])

    def test_axe_finds_nothing_and_nothing_is_too_wide_in_each_language_light_and_dark(self):
        self.driver.get(self.pantry.command("token", "link"))
        press(self.driver, "main form button")
        for tag in ("en", "es"):
            if self.driver.find_element("css selector", "html").get_attribute("lang") != tag:
                press(self.driver, f"header button[value={tag}]")
            for scheme in ("light", "dark"):
                self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
                    "features": [{"name": "prefers-color-scheme", "value": scheme}]})
                for path in ("/", "/beginning", "/settings"):
                    for screen in (None, PHONE):
                        with self.subTest(tag=tag, scheme=scheme, path=path, phone=bool(screen)):
                            if screen:
                                self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
                            else:
                                self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
                            self.driver.get(self.pantry.address + path)
                            self.driver.execute_script(AXE)
                            self.assertEqual(self.driver.execute_async_script(FINDINGS, RULES), [])
                            self.assertEqual(self.driver.execute_script(
                                "return Math.max(0, document.documentElement.scrollWidth - innerWidth)"), 0)

    def test_it_is_put_aside_with_one_tap(self):
        self.driver.get(self.pantry.command("token", "link"))
        press(self.driver, "main form button")
        press(self.driver, "form[action='/beginning'] button")
        self.assertNotIn("Setting up", self.text())


class Scanner(unittest.TestCase):
    """The page that shows what a scanner sends."""

    @classmethod
    def setUpClass(cls):
        cls.pantry = Pantry()
        cls.addClassCleanup(cls.pantry.stop)
        cls.driver = chromium()
        cls.addClassCleanup(cls.driver.quit)
        cls.driver.get(cls.pantry.command("token", "link"))
        press(cls.driver, "main form button")

    def shown(self, keys, gap=4):
        self.driver.get(self.pantry.address + "/help/scanner")
        before = self.driver.find_element("css selector", "html")
        self.driver.execute_script(SEND, keys, gap)
        WebDriverWait(self.driver, 20, 0.05).until(lambda _: is_gone(before))
        return self.driver.find_element("css selector", "main").text

    def test_a_scanner_that_is_set_up_well_is_told_so(self):
        text = self.shown([*"041331024686", "Enter"])
        self.assertIn("a product's number, 00041331024686", text)
        self.assertIn("4 ms from key to key", text)
        self.assertIn("set up well", text)

    def test_what_ends_a_scan_and_how_fast_it_came_is_told(self):
        self.assertIn("sends Tab", self.shown([*"041331024686", "Tab"]))
        self.assertIn("sends no Enter", self.shown([*"041331024686"]))
        self.assertIn("as slowly as a person", self.shown([*"041331024686", "Enter"], gap=70))

    def test_axe_finds_nothing_on_the_pages_of_help(self):
        for path in ("/help", "/help/take-in", "/help/scanner?code=041331024687&gaps=60,70&end=none"):
            for screen in (None, PHONE):
                with self.subTest(path=path, phone=bool(screen)):
                    if screen:
                        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
                        self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.clearDeviceMetricsOverride", {})
                    self.driver.get(self.pantry.address + path)
                    self.driver.execute_script(AXE)
                    self.assertEqual(self.driver.execute_async_script(FINDINGS, RULES), [])
                    self.assertEqual(self.driver.execute_script(
                        "return Math.max(0, document.documentElement.scrollWidth - innerWidth)"), 0)


class Phones(unittest.TestCase):
    """The code for a phone: a picture with an address that the phone reaches, or what to do where there is none."""

    @classmethod
    def setUpClass(cls):
        cls.pantry = Pantry("--name", "pantry.example")
        cls.addClassCleanup(cls.pantry.stop)
        cls.driver = chromium("--host-resolver-rules=MAP pantry.example 127.0.0.1")
        cls.addClassCleanup(cls.driver.quit)

    def shown(self, address):
        self.driver.get(self.pantry.command("token", "link", "--address", f"{address}/"))
        press(self.driver, "main form button")
        self.driver.get(address + "/settings")
        press(self.driver, "form[action='/settings/pairings'] button")

    def test_the_picture_reads_as_the_link_that_lets_a_phone_in(self):
        address = self.pantry.address.replace("127.0.0.1", "pantry.example")
        self.shown(address)
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            file.write(self.driver.find_element("css selector", ".qr").screenshot_as_png)
            file.flush()
            read = subprocess.run(["zbarimg", "--raw", "--quiet", file.name], capture_output=True, text=True, timeout=60)
        link = read.stdout.strip()
        self.assertTrue(link.startswith(f"{address}/join?token="), link)
        phone = chromium("--host-resolver-rules=MAP pantry.example 127.0.0.1")
        self.addCleanup(phone.quit)
        phone.get(link)
        press(phone, "main form button")
        self.assertIn("for: Volunteer", phone.find_element("css selector", "main").text)

    def test_on_the_hubs_own_machine_alone_it_says_what_to_do(self):
        self.shown(self.pantry.address)
        self.assertEqual(self.driver.find_elements("css selector", ".qr"), [])
        self.assertIn("--host 0.0.0.0", self.driver.find_element("css selector", ".joining").text)


if __name__ == "__main__":
    unittest.main()
