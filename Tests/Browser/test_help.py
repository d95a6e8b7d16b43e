"""Help: each page shows what is to be done, a picture with a name for each step, on every screen and on paper."""

import base64
import json
import pathlib
import re
import unittest
import urllib.request

from pantry import HubTest
from test_pages import AXE, PHONE, RULES

TOPICS = ("take-in", "hand-out", "stock", "use-first", "count", "close", "unresolved", "history", "labels", "settings", "backup")
MOST_BYTES = 40_000
NARROW = {"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": False}
MESSAGES = pathlib.Path(__file__).parents[2] / "Sources" / "Localization" / "Messages"
# What each topic calls by the words that stand on the screen, in every language.
WORDS = {
    "takeIn": "home.takeIn scan.date scan.donation scan.source scan.howMany scan.undo scan.run scan.add cards.move cards.discard "
              "cards.lookup",
    "handOut": "home.handOut scan.takeFrom stock.shortfalls stock.title scan.nextHousehold",
    "stock": "stock.title stock.show useFirst.title low.title story.entries scan.undo",
    "useFirst": "stock.title useFirst.title useFirst.discard low.title mend.title story.minimum donors.title weeks.title stock.print "
                "stock.asTable",
    "count": "home.count count.start count.onPaper count.showDifference count.finishButton",
    "close": "home.close day.before day.close",
    "newCodes": "nav.unresolved scan.thisIsIt unresolved.yes unresolved.nothing",
    "putRight": "stock.title mend.title mend.show settings.title sources.title story.entries scan.undo",
    "labels": "printers.title printers.add home.labels labels.print sheets.title queue.title labels.blank labels.cards cards.move",
    "settingUp": "settings.title settings.newDevice settings.showCode roles.volunteer roles.viewer roles.coordinator",
    "backup": "settings.title settings.backupNow",
}
FINDINGS = (
    "const [tags, done] = arguments; axe.run({ runOnly: tags }).then(({ violations }) => done("
    "violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])));")
# Of each picture: its role, its name, and whether all that it is put together from is there and lies within it.
PICTURES = """
return [...document.querySelectorAll('.scene')].map((scene) => {
    const { x, y, width, height } = scene.getBBox(), frame = scene.viewBox.baseVal;
    return {
        role: scene.getAttribute('role'), name: scene.getAttribute('aria-label'),
        isWhole: [...scene.querySelectorAll('use')].every((use) => use.getBBox().width > 0),
        isInside: x >= 0 && x + width <= frame.width && y >= 0 && height > frame.height / 3,
        isDrawn: scene.checkVisibility() && scene.getBoundingClientRect().width > 150,
    };
});
"""


class Words(unittest.TestCase):
    def test_what_help_names_is_called_so_on_the_screen(self):
        for file in MESSAGES.glob("*.json"):
            messages = json.loads(file.read_text())
            self.assertEqual(set(WORDS), set(messages["help"]["steps"]))
            for topic, keys in WORDS.items():
                told = " ".join(messages["help"]["steps"][topic].values())
                for key in keys.split():
                    section, name = key.split(".")
                    with self.subTest(file=file.name, topic=topic, key=key):
                        self.assertIn(messages[section][name], told)


class Help(HubTest):
    def pictures(self):
        return self.driver.execute_script(PICTURES)

    def screen(self, size=None, scheme="light"):
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        if size:
            self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        else:
            self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def test_each_step_has_a_picture_with_a_name_of_its_own_in_each_language(self):
        names = {}
        for tag in ("es", "en"):
            self.open("/help")
            if self.find("html").get_attribute("lang") != tag:
                self.press(f"header button[value={tag}]")
            for topic in TOPICS:
                with self.subTest(tag=tag, topic=topic):
                    self.open(f"/help/{topic}")
                    steps, pictures = self.all(".lesson li"), self.pictures()
                    self.assertGreaterEqual(len(steps), 4)
                    self.assertEqual(len(self.all(".lesson li > .scene")), len(steps))
                    for picture in pictures:
                        self.assertEqual(picture, picture | {"role": "img", "isWhole": True, "isDrawn": True, "isInside": True})
                        self.assertGreater(len(picture["name"]), 20, picture)
                    names[tag, topic] = [picture["name"] for picture in pictures]
                    self.assertEqual(len(set(names[tag, topic])), len(steps))
        for topic in TOPICS:
            self.assertFalse(set(names["en", topic]) & set(names["es", topic]))

    def test_the_page_that_tries_a_scanner_has_its_picture(self):
        self.open("/help/scanner")
        self.assertEqual([picture["role"] for picture in self.pictures()], ["img"])
        self.assertTrue(all(picture["isWhole"] and picture["name"] for picture in self.pictures()))

    def test_axe_finds_nothing_and_nothing_is_too_wide_light_and_dark(self):
        self.addCleanup(self.screen)
        for topic in (*TOPICS, "scanner"):
            for size, scheme in ((None, "light"), (PHONE, "dark"), (NARROW, "light")):
                with self.subTest(topic=topic, size=size, scheme=scheme):
                    self.screen(size, scheme)
                    self.open(f"/help/{topic}")
                    self.driver.execute_script(AXE)
                    self.assertEqual(self.driver.execute_async_script(FINDINGS, RULES), [])
                    self.assertEqual(self.driver.execute_script(
                        "return Math.max(0, document.documentElement.scrollWidth - innerWidth)"), 0)

    def test_each_page_is_light(self):
        cookie = self.driver.get_cookie("larder")["value"]
        for topic in TOPICS:
            with self.subTest(topic=topic):
                request = urllib.request.Request(
                    f"{self.pantry.address}/help/{topic}", headers={"Cookie": f"larder={cookie}", "Accept": "text/html"})
                with urllib.request.urlopen(request, timeout=20) as answer:
                    self.assertLess(len(answer.read()), MOST_BYTES)

    def test_on_paper_a_page_is_one_sheet_with_all_its_pictures(self):
        self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.setEmulatedMedia", {"media": ""})
        for topic in TOPICS:
            with self.subTest(topic=topic):
                self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
                self.open(f"/help/{topic}")
                sheets = base64.b64decode(self.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
                self.assertEqual(len(re.findall(rb"/Type\s*/Page\b", sheets)), 1)
                self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
                self.assertTrue(all(picture["isDrawn"] for picture in self.pictures()))
                self.assertEqual([shown for shown in self.all("main h2, main ul, main .button") if shown.is_displayed()], [])
