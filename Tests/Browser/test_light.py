"""Pages are light: few requests and bytes, none of them twice, and what is on the device is enough without the hub."""

import itertools
import pathlib
import random
import unittest

from browser import chromium
from network import Network
from pantry import BEANS, ITEMS, RICE, TOMATOES, HubTest, new_id
from portal import Portal

MOST_REQUESTS, MOST_BYTES = 8, 60_000
SCANNING = ("/take-in", "/hand-out")
LOGIN = (200, {"Content-Type": "text/html"}, b"<!doctype html><title>Welcome to our wifi</title><h1>Log in</h1>")
# Whether each drawing in sight has something drawn.
DRAWN = """
return [...document.querySelectorAll('svg.icon')].filter((icon) => icon.checkVisibility())
    .map((icon) => icon.querySelector('use').getBBox().width > 0);
"""
KEPT = """
const done = arguments[arguments.length - 1];
caches.open('larder').then((copies) => copies.keys()).then((all) => done(all.map(({ url }) => new URL(url).pathname)));
"""


def fill(pantry):
    """Sixty bins and forty donors more, and three hundred items, some without a code, with names as people give them."""
    chance = random.Random(12)
    names = ("Harvest", "First Street", "Church", "Food Bank", "Bakery", "Corner", "Sunrise", "Market", "Saint Vincent", "Valley", "Farm", "Rotary Club",
             "School", "Grace", "Lutheran", "Green", "Grocer", "North Side", "Lincoln", "Park", "Mill", "River")
    foods = ("Chickpeas", "Lentils", "Pasta", "Oats", "Flour", "Sugar", "Tuna", "Corn", "Carrots", "Milk", "Soup", "Juice", "Crackers", "Jam", "Tea", "Oil")
    categories = ("beans", "grains", "canned fruit", "fish", "meat", "dairy", "bakery", "breakfast", "snacks", "drinks", "oil and fat", "spices", "baby food",
                  "frozen", "hygiene", "household")
    rows = [f"i{n},{chance.choice(foods)} {chance.choice(names)} {n},{chance.choice(categories)},each,400,{'' if n < 20 else f'ITEM-{n}'},1,,"
            for n in range(300)]
    file = pathlib.Path(pantry.folder.name) / "more.csv"
    file.write_text("\n".join([ITEMS.splitlines()[0], *rows]))
    pantry.command("item", "import", file)
    for letter in "BCDEFG":
        shelf = pantry.place(f"Shelf {letter}", "shelf")
        for n in range(1, 11):
            pantry.place(f"{letter}{n}", "bin", shelf)
    for item in pantry.api("GET", "items?limit=400"):
        if item["name"].split()[-1] in "0123456789":
            pantry.scan("intake", item["name"], item=item["id"])
    for n in range(40):
        pantry.scan("intake", BEANS, source=f"{' '.join(chance.sample(names, 3))} {n}", donation=new_id())


class Weight(HubTest):
    notes = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.network = Network(cls.driver)
        fill(cls.pantry)

    def test_the_scanning_page_is_few_requests_and_few_bytes_in_a_pantry_in_use(self):
        self.addCleanup(self.driver.execute_cdp_cmd, "Network.setExtraHTTPHeaders", {"headers": {}})
        for path, language in itertools.product(SCANNING, ("en", "es")):
            with self.subTest(path=path, language=language):
                self.driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"Accept-Language": language}})
                self.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
                loaded = self.network.load(self.pantry.address + path)
                self.assertLessEqual(len(loaded), MOST_REQUESTS, loaded)
                self.assertLess(sum(loaded.values()), MOST_BYTES, loaded)
                self.assertIsNotNone(self.network.ready_ms)
        self.assertEqual((len(self.all("#place option")), len(self.all(".foods button"))), (73, 6))

    def test_no_file_is_asked_for_twice(self):
        self.network.load(f"{self.pantry.address}/take-in")
        for path in (*SCANNING, "/take-in"):
            loaded = self.network.load(self.pantry.address + path)
            self.assertEqual([name for name in loaded if name.startswith("/assets/") and name != "/assets/worker.js"], [])
            self.driver.refresh()

    def test_every_page_is_light(self):
        for path in ("/", "/stock", "/labels", "/count", "/close", "/printers", "/settings", "/unresolved"):
            with self.subTest(path=path):
                self.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
                loaded = self.network.load(self.pantry.address + path)
                self.assertLessEqual(len(loaded), MOST_REQUESTS, loaded)
                self.assertLess(sum(loaded.values()), MOST_BYTES, loaded)


class Away(HubTest):
    """The hub is not there: ended, for what a page's worker asks goes past the emulation of a page's network."""

    def end_hub(self):
        self.pantry.end()
        self.addCleanup(lambda: self.pantry.process.poll() is None or self.pantry.start(self.port))

    @property
    def port(self):
        return self.pantry.address.rpartition(":")[2]

    def kept(self):
        return self.driver.execute_async_script(KEPT)

    def open_kept(self, path):
        self.open_scanning(path)
        self.until(lambda: path in self.kept())

    def test_icons_stay(self):
        self.open_kept("/take-in")
        self.end_hub()
        self.scanner(RICE, TOMATOES)
        self.until(lambda: self.run_states()[:2] == ["On this device"] * 2)
        self.assertEqual(set(self.driver.execute_script(DRAWN)), {True})
        self.driver.refresh()
        self.until(lambda: self.find("#scan").get_attribute("data-ready") is not None)
        self.assertEqual(set(self.driver.execute_script(DRAWN)), {True})
        self.pantry.start(self.port)

    def test_a_reload_is_the_page_again_and_its_scans_go_in_later(self):
        before = self.pantry.balance("Rice, 1 kg bag", "A2")
        for path, sign in (("/take-in", 1), ("/hand-out", -1)):
            with self.subTest(path=path):
                self.open_kept(path)
                self.choose("#place", "A2")
                self.end_hub()
                self.scanner(RICE)
                self.until(lambda: self.run_states()[:1] == ["On this device"])
                self.driver.refresh()
                self.until(lambda: self.find("#scan").get_attribute("data-ready") is not None)
                self.assertTrue(self.find("#reach").is_displayed())
                self.scanner(RICE)
                self.until(lambda: self.run_states()[:2] == ["On this device"] * 2)
                self.pantry.start(self.port)
                self.until(lambda: self.run_states()[:2] == ["In the ledger"] * 2)
                self.until(lambda: not self.find("#reach").is_displayed())
                self.assertEqual(self.pantry.balance("Rice, 1 kg bag", "A2"), before + (2 if sign > 0 else 0))

    def test_the_hubs_own_page_comes_first_and_nothing_else_of_it_is_kept(self):
        self.open_kept("/take-in")
        self.pantry.place("A9", "bin")
        self.open_scanning("/take-in")
        self.assertIn("A9", self.text("#place"))
        self.assertIsNone(self.find("html").get_attribute("data-copy"))
        for path in ("/", "/stock", "/settings"):
            self.open(path)
        kept = self.kept()
        self.assertEqual({name for name in kept if not name.startswith("/assets/")} - set(SCANNING), set())
        self.assertEqual([name for name in kept if name.startswith("/api/")], [])

    def test_a_count_that_has_ended_is_kept_no_more(self):
        self.open("/count")
        self.choose("#place", "A3")
        self.press("form button.main")
        path = self.driver.execute_script("return location.pathname")
        self.open_kept(path)
        count = path.rpartition("/")[2]
        self.pantry.api("POST", f"counts/{count}/completion", {"id": new_id(), "uncounted": "leave"})
        self.open(path)
        self.until(lambda: path not in self.kept())

    def test_a_device_without_access_keeps_no_page(self):
        self.open_kept("/take-in")
        self.open("/join")
        self.until(lambda: self.kept() == [])


class Strangers(HubTest):
    """Someone else answers in the hub's place."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = Portal(cls.pantry.address)
        cls.addClassCleanup(cls.portal.stop)

    def setUp(self):
        self.portal.page = lambda path: None
        super().setUp()

    def kept(self, path):
        return self.driver.execute_async_script(
            "const [path, done] = arguments; caches.match(path).then((kept) => kept ? kept.text() : '').then(done);", path)

    def test_a_login_page_is_shown_and_never_kept(self):
        self.pantry.address, address = self.portal.address, self.pantry.address
        self.addCleanup(setattr, self.pantry, "address", address)
        self.join(self.driver)
        self.open_scanning("/take-in")
        self.until(lambda: "id=\"scan\"" in self.kept("/take-in"))
        for answer in (LOGIN, (302, {"Location": "/assets/icon.svg"}, b""), (511, LOGIN[1], LOGIN[2])):
            self.portal.page = lambda path: answer if path in SCANNING else None
            for path in SCANNING:
                self.open(path)
                self.assertEqual(self.all("#scan"), [], "it is there to log in with")
        self.open("/settings")
        self.assertIn("id=\"scan\"", self.kept("/take-in"))
        self.assertEqual(self.kept("/hand-out"), "")

    def test_what_waits_is_not_left_behind_where_no_page_is_kept(self):
        driver = chromium("--host-resolver-rules=MAP pantry.test 127.0.0.1")
        self.addCleanup(driver.quit)
        self.pantry.address, address = f"http://pantry.test:{self.portal.server_port}", self.pantry.address
        self.addCleanup(setattr, self.pantry, "address", address)
        self.driver, kept = driver, self.driver
        self.addCleanup(setattr, self, "driver", kept)
        self.join(driver)
        self.assertFalse(driver.execute_script("return isSecureContext"))
        self.open_scanning("/take-in")
        self.assertFalse(self.asks_before_leaving(), "nothing waits")
        self.portal.rule = lambda path, body: "never"
        self.addCleanup(setattr, self.portal, "rule", lambda path, body: None)
        self.scanner(RICE)
        self.until(lambda: self.find("#reach").is_displayed())
        self.until(self.asks_before_leaving, "a scan waits, and the hub is away")
        self.portal.rule = lambda path, body: None
        self.until(lambda: self.run_states() == ["In the ledger"])
        self.until(lambda: not self.asks_before_leaving(), "nothing waits any more")

    def asks_before_leaving(self):
        """Whether the page has the browser ask; the driver itself would answer at once."""
        return self.driver.execute_script(
            "const leave = new Event('beforeunload', { cancelable: true }); dispatchEvent(leave); return leave.defaultPrevented;")


if __name__ == "__main__":
    unittest.main()
