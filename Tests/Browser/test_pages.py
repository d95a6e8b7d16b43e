"""Every page: no finding of axe-core, no sideways scrolling on a phone, small, in two languages, for each role."""

import pathlib
import unittest
import urllib.error
import urllib.request

import axe_playwright_python

from browser import chromium
from pantry import BEANS, RICE, TOMATOES, HubTest, new_id, press

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": False}
MOST_BYTES = 60_000
# What nobody can use without being told what it is.
NAMED = {"button", "link", "textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "spinbutton", "heading", "image"}


class Pages(HubTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        pantry = cls.pantry
        a1, a3 = (pantry.places[name]["id"] for name in ("A1", "A3"))
        cls.donation = new_id()
        cls.entry = pantry.scan("intake", BEANS, quantity=24, place=a1, source="Harvest Market", donation=cls.donation,
                                dateLabel={"kind": "bestBy", "date": "2027-03"})
        pantry.scan("intake", "040000000068", quantity=2, place=a1)
        pantry.scan("intake", "4133", weightGrams=2500, place=a1)
        pantry.scan("distribute", TOMATOES, place=a3)
        pantry.scan("distribute", "5901234123457", place=a3)
        cls.count, cls.done = new_id(), new_id()
        pantry.api("POST", "counts", {"id": cls.count, "place": a1})
        pantry.scan("count", BEANS, count=cls.count, quantity=3)
        pantry.api("POST", "counts", {"id": cls.done, "place": a3})
        pantry.scan("count", RICE, count=cls.done)
        pantry.api("POST", f"counts/{cls.done}/completion", {"id": new_id(), "uncounted": "zero"})
        cls.source = pantry.api("GET", "sources")[0]["id"]
        lot = cls.entry["lots"][0]["lot"]
        past = pantry.scan("intake", RICE, place=a1, dateLabel={"kind": "useBy", "date": "2025-01-02"})
        cls.past = past["lots"][0]["lot"]
        pantry.api("PATCH", f"items/{past['item']['id']}", {"minimum": 12})
        cls.label = pantry.api("POST", "labels", {"lot": lot})["code"]
        pantry.api("POST", "print-jobs", {"id": new_id(), "printer": "pictures", "code": cls.label, "copies": 2})
        cls.blank = pantry.api("POST", "label-codes", {"id": new_id(), "count": 2})["codes"][0]
        pantry.scan("intake", cls.blank)
        cls.lost = pantry.places["Box 1"]["labelCode"]
        pantry.api("POST", f"label-codes/{cls.lost}/replacement", {"id": new_id()})
        pantry.api("POST", "printers", {
            "name": "file", "device": f"file:{pantry.folder.name}/out", "language": "zpl", "media": "50x30"})
        cls.places = {"a1": a1, "item": cls.entry["item"]["id"], "seq": cls.entry["seq"]}

    def paths(self):
        a1, item = self.places["a1"], self.places["item"]
        label = self.pantry.places["A1"]["labelCode"]
        return [
            "/", "/take-in", "/hand-out", "/count", f"/count/{self.count}", f"/count/{self.done}",
            f"/count/{self.count}/finish", f"/count/{self.count}/finish?changed=yes", f"/count/{self.count}/list",
            "/items/import", "/items/import?file=gone", "/scans/import", self.looked_through(),
            "/stock", "/stock?by=place", "/stock?by=category", "/stock?by=programme", "/stock?query=peas", "/stock?query=a1",
            "/stock?query=rice", "/weeks", f"/items/{item}/preview?name=Beans&measure=gram&weight=425",
            "/use-first", f"/use-first/discard?lot={self.past}&place={a1}", "/low", "/history", "/history?query=a1",
            "/donors", f"/donors/{self.source}", f"/items/{item}", f"/places/{a1}",
            *(f"/entries/{seq}" for seq in range(1, self.places["seq"] + 8)),
            f"/donations/{self.donation}", f"/labels?target={self.donation}",
            "/labels?layout=contents&media=62x100&large=yes&two=yes&field-name=Box&icon-milk=yes",
            "/labels/sheets", "/labels", f"/labels?layout=bin&target={label}", f"/labels?layout=lot&target={item}",
            f"/labels?layout=lot&target={self.label}", "/labels?target=nothing",
            f"/labels?layout=quarantine&target={label}&field-detail=Dented", "/labels?layout=badge&field-name=Ana",
            "/labels/blank", f"/labels/blank?code={self.blank}", f"/labels?target={self.blank}", "/labels/cards",
            "/labels?layout=command&target=UUNDO", f"/labels?target={self.lost}",
            "/labels/list", f"/labels/list?in={self.pantry.places['Shelf A']['id']}", f"/labels/list?in={a1}&what=food",
            f"/labels/list?item={item}", f"/labels/list?pick-item.{item}=on",
            "/printers", "/print-jobs", "/printers/new", "/printers/new?device=tcp:192.0.2.7:9100",
            "/printers/new?device=tcp:192.0.2.7:9100&language=zpl", "/printers/new?device=usb:&tried=50x30&trouble=held",
            "/printers/options?printer=pictures", "/printers/options?printer=file", "/unresolved", "/settings",
            "/settings/sources", f"/settings/sources?erase={self.source}", f"/settings/sources?change={self.source}",
            f"/settings/sources/name?source={self.source}&name=Market", "/items/new", "/items/new?name=Bread&button=yes",
            f"/items/{item}?mend=yes", f"/items/{item}/preview?join=yes&name=ryce", "/stock?query=ryce", "/labels/sheets?all=places",
            f"/lots/{self.past}", f"/lots/{self.past}/preview?kind=useBy&date=0528", f"/places/{a1}/preview?name=A9&stood=-",
            f"/places/{a1}/preview?into={self.pantry.places['A3']['id']}&retire=yes",
            f"/donations/{self.donation}/donor?from={self.source}&name=Grace+Church", "/beginning", "/help", "/help/backup",
            "/close", "/close?ask=yes", "/days/2026-01-01", "/join",
            "/nowhere", f"/items/{new_id()}",
        ]

    def looked_through(self):
        """The page of a file with lines of every kind."""
        lines = "name,category,code,colour\nTea,drinks,4011,red\nPeas,,4.13E+10,\nBlack tea,,,\nblack  tea,,41331024680,\n"
        return self.driver.execute_async_script("""
            const [lines, done] = arguments, form = new FormData();
            form.append('text', lines);
            fetch('/items/import', { method: 'POST', body: form }).then(({ url }) => done(new URL(url).pathname + new URL(url).search));
        """, lines)

    def findings(self):
        """What axe-core finds on the page at hand, in short."""
        self.driver.execute_script(AXE)
        found = self.driver.execute_async_script(
            "const [tags, done] = arguments; axe.run({ runOnly: tags }).then(({ violations }) => done("
            "violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])));", RULES)
        return found

    def test_axe_finds_nothing_on_any_page(self):
        for path in self.paths():
            with self.subTest(path=path):
                self.open(path)
                self.assertEqual(self.findings(), [])

    def test_the_header_takes_two_lines_of_a_phone(self):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
        self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.clearDeviceMetricsOverride", {})
        for tag in ("es", "en"):
            self.open("/stock")
            if self.find("html").get_attribute("lang") != tag:
                self.press(f"header button[value={tag}]")
            with self.subTest(tag=tag):
                self.assertLess(self.find("header").size["height"], 2.5 * 48)
                links = [link.rect for link in self.all("header nav a")]
                self.assertGreaterEqual(min(link["width"] for link in links), 48)
                self.assertEqual(len({link["y"] for link in links}), 1)

    def test_axe_finds_nothing_in_a_run_with_questions(self):
        self.open_scanning("/take-in")
        self.scanner(BEANS, "4006381333931", "4006381333931", RICE)
        self.until(lambda: self.all("#questions h2") and self.run_states().count("In the ledger") == 2)
        self.assertEqual(self.findings(), [])
        self.phone()
        self.assertEqual(self.wider(), 0)

    def test_no_page_scrolls_sideways_on_a_phone(self):
        self.phone()
        for path in self.paths():
            with self.subTest(path=path):
                self.open(path)
                self.assertEqual(self.wider(), 0)

    def test_every_page_is_small_and_asks_for_nothing_elsewhere(self):
        cookie = self.driver.get_cookie("larder")["value"]
        for path in self.paths():
            with self.subTest(path=path):
                request = urllib.request.Request(
                    self.pantry.address + path, headers={"Cookie": f"larder={cookie}", "Accept": "text/html"})
                try:
                    page = urllib.request.urlopen(request, timeout=20).read().decode()
                except urllib.error.HTTPError as refusal:
                    page = refusal.read().decode()
                    refusal.close()
                self.assertLess(len(page.encode()), MOST_BYTES)
                for foreign in ("http://", "https://", "<script>", " style=", " onclick=", "{{", "Optional("):
                    self.assertNotIn(foreign, page)

    def test_every_control_and_heading_has_a_name(self):
        for path in ("/", "/take-in", "/hand-out", "/stock", "/stock?query=rice", f"/items/{self.places['item']}?mend=yes",
                     f"/lots/{self.past}", f"/places/{self.places['a1']}", f"/donations/{self.donation}", "/items/new", "/count",
                     f"/count/{self.count}", f"/count/{self.count}/list", "/unresolved", "/labels", "/labels/list", "/labels/sheets",
                     "/printers", "/settings", "/settings/sources", "/close", "/help", "/beginning"):
            with self.subTest(path=path):
                self.open(path)
                named = self.named()
                self.assertEqual([role for role, name in named if role in NAMED and not name], [])
                self.assertEqual([role for role, _ in named].count("main"), 1)

    def test_what_a_screen_reader_says_is_what_stands_there(self):
        self.open("/stock?query=rice")
        named = self.named()
        for what in (("searchbox", "Name, place or code"), ("button", "Show"), ("link", "Go to the page"), ("heading", "Stock")):
            self.assertIn(what, named)
        self.open(f"/items/{self.places['item']}?mend=yes")
        names = [name for role, name in self.named() if role == "button"]
        # Two buttons that say the same do the same: each is told by what it is for.
        again = [name for name in set(names) if names.count(name) > 1]
        self.assertEqual([name for name in again if name not in ("See what this does",)], [])

    def test_no_page_scrolls_sideways_at_four_times_its_size(self):
        """A laptop of 1280 by 1024 at 400 %."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": 320, "height": 256, "deviceScaleFactor": 4, "mobile": False})
        self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.clearDeviceMetricsOverride", {})
        for path in self.paths():
            with self.subTest(path=path):
                self.open(path)
                self.assertEqual(self.wider(), 0)

    def named(self):
        """Roles and names of all that a screen reader tells of."""
        nodes = self.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        return [(node["role"]["value"], " ".join(node.get("name", {}).get("value", "").split()))
                for node in nodes if not node["ignored"]]

    def test_pages_speak_spanish_where_the_device_asks_for_it_and_axe_finds_nothing_in_the_dark(self):
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
        self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.setEmulatedMedia", {"features": []})
        self.open("/settings")
        self.choose("#language", "Español")
        self.press("form[action='/language'] button")
        self.until(lambda: self.all("html[lang=es]"))
        self.addCleanup(self.driver.delete_cookie, "larder-language")
        for path in self.paths():
            with self.subTest(path=path):
                self.open(path)
                self.assertEqual(self.find("html").get_attribute("lang"), "es")
                self.assertEqual(self.findings(), [])
        self.open("/")
        self.assertIn("Recibir", self.text(".choices"))

    def test_one_tap_changes_the_language_and_keeps_the_page(self):
        self.addCleanup(self.driver.delete_cookie, "larder-language")
        self.open("/stock?query=beans")
        for tag in ("es", "en"):
            self.press(f"header button[value={tag}]")
            self.assertEqual(self.find("html").get_attribute("lang"), tag)
            self.assertTrue(self.driver.current_url.endswith("/stock?query=beans"))
        # What answers a form leads back to the page of the form.
        self.open("/settings")
        self.press("form[action='/settings/pairings'] button")
        self.press("header button[value=es]")
        self.assertTrue(self.driver.current_url.endswith("/settings"))

    def test_the_language_changes_before_a_device_has_joined_and_without_scripts(self):
        stranger = chromium("--blink-settings=scriptEnabled=false")
        self.addCleanup(stranger.quit)
        stranger.get(self.pantry.address + "/join?token=abc")
        press(stranger, "header button[value=es]")
        self.assertEqual(stranger.find_element("css selector", "html").get_attribute("lang"), "es")
        self.assertTrue(stranger.current_url.endswith("/join?token=abc"))

    def test_a_name_that_looks_like_markup_is_shown_as_it_is(self):
        self.open("/stock?query=peas")
        self.assertIn('<b>Peas</b> & "carrots" مرحبا', self.text("main"))

    def phone(self):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
        self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.clearDeviceMetricsOverride", {})

    def wider(self):
        """Pixels that the page is wider than the window."""
        return self.driver.execute_script(
            "return Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)")


class Roles(HubTest):
    def test_a_device_that_has_not_joined_is_led_to_join(self):
        stranger = chromium()
        self.addCleanup(stranger.quit)
        stranger.get(self.pantry.address + "/stock")
        self.assertTrue(stranger.current_url.endswith("/join"))

    def test_a_code_from_the_settings_lets_a_second_device_in(self):
        self.open("/settings")
        self.choose("#role", "Viewer")
        self.press("form[action='/settings/pairings'] button")
        code = self.text(".pairing")
        second = chromium()
        self.addCleanup(second.quit)
        second.get(self.pantry.address + "/join")
        second.find_element("css selector", "#code").send_keys(code.lower())
        press(second, "form button")
        self.assertIn("Welcome. This device is for: Viewer.", second.find_element("css selector", "main").text)
        second.get(self.pantry.address + "/take-in")
        self.assertIn("A coordinator can.", second.find_element("css selector", "main").text)
        self.assertEqual(second.find_elements("css selector", "a[href='/unresolved']"), [])

    def test_a_link_is_good_once(self):
        link = self.pantry.command("token", "link", "--address", f"{self.pantry.address}/")
        for welcome in (True, False):
            device = chromium()
            self.addCleanup(device.quit)
            device.get(link)
            device.get(link)
            press(device, "form button")
            self.assertEqual(bool(device.find_elements("css selector", ".choices")), welcome)


if __name__ == "__main__":
    unittest.main()
