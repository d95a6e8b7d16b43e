"""A running hub with a small pantry in it, and a browser that has joined it."""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import threading
import unittest
import urllib.request
import uuid

from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import presence_of_element_located
from selenium.webdriver.support.ui import Select, WebDriverWait

from browser import chromium

BINARY = os.environ.get("LARDER_BINARY", "")
LIMIT_SECONDS = 20
# Two milliseconds from key to key, a twentieth of a second from code to code.
TYPE = """
let at = performance.now();
for (const code of arguments[0]) {
    for (const key of [...code, 'Enter']) {
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        Object.defineProperty(event, 'timeStamp', { value: at += 2 });
        (document.activeElement ?? document.body).dispatchEvent(event);
    }
    at += 50;
}
"""
ITEMS = """item,name,category,measure,unit_weight_g,code,pack,shelf_life_days,programme
beans,"Black beans, can",beans,each,425,040000000013,1,1095,
beans,"Black beans, can",beans,each,425,040000000099,12,1095,
rice,"Rice, 1 kg bag",rice,each,1000,040000000020,1,730,
tomatoes,"Tomatoes, can",canned vegetables,each,400,040000000044,1,,
apples,"Apples, loose",produce,gram,,4133,1,,
nasty,"<b>Peas</b> & ""carrots"" مرحبا",produce,each,300,040000000068,1,,
"""
BEANS, CASE_OF_BEANS, RICE, TOMATOES = "040000000013", "040000000099", "040000000020", "040000000044"


class Pantry:
    """A hub's process on a throw-away directory, its command line and its API."""

    def __init__(self, *more):
        """Serves with `more` arguments."""
        self.more = more
        if not BINARY:
            raise RuntimeError("LARDER_BINARY names the hub's executable")
        self.folder = tempfile.TemporaryDirectory(prefix="larder-browser-")
        self.data = pathlib.Path(self.folder.name) / "data"
        self.start("0")
        self.token = self.command("token", "create", "--role", "coordinator", "--name", "tests").split()[-1]
        self.places = {}
        # The machine's zone is this hub's: a person has said so.
        with urllib.request.urlopen(f"{self.address}/health", timeout=LIMIT_SECONDS) as health:
            self.api("PUT", "time-zone", {"timeZone": json.load(health)["timeZone"]["name"]})

    def start(self, port):
        self.process = subprocess.Popen(
            [BINARY, "serve", "--data", self.data, "--port", port, "--any-device", *self.more], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        late = threading.Timer(LIMIT_SECONDS, self.process.kill)
        late.start()
        ready = re.search(r"http://127\.0\.0\.1:\d+", self.process.stdout.readline())
        late.cancel()
        if not ready:
            raise RuntimeError("the hub did not start")
        self.address = ready.group()

    def end(self):
        """Ends the process and leaves the data."""
        self.process.terminate()
        self.process.wait(LIMIT_SECONDS)
        self.process.stdout.close()

    def restart(self, meanwhile):
        """Starts it again at the same address."""
        self.end()
        meanwhile()
        self.start(self.address.rpartition(":")[2])

    def stock(self):
        """Items, a shelf with three bins, and a box."""
        items = pathlib.Path(self.folder.name) / "items.csv"
        items.write_text(ITEMS)
        self.command("item", "import", items)
        shelf = self.place("Shelf A", "shelf")
        for name in ("A1", "A2", "A3"):
            self.place(name, "bin", shelf)
        self.place("Box 1", "box")

    def place(self, name, kind, parent=None):
        place = self.api("POST", "places", {"id": new_id(), "name": name, "kind": kind, "parent": parent})
        self.places[name] = place
        return place["id"]

    def scan(self, mode, code, **more):
        return self.api("POST", "scans", {"id": new_id(), "mode": mode, "code": code, **more})

    def balance(self, name, place):
        """What the ledger has of an item at a place, over all its lots."""
        rows = self.api("GET", f"stock?place={self.places[place]['id']}")
        return sum(row["quantity"] for row in rows if row["itemName"] == name)

    def command(self, *words):
        done = subprocess.run(
            [BINARY, *words, "--data", self.data], capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def api(self, method, path, body=None):
        request = urllib.request.Request(
            f"{self.address}/api/v1/{path}", method=method, data=json.dumps(body).encode() if body else None,
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=LIMIT_SECONDS) as answer:
            return json.load(answer)

    def stop(self):
        self.end()
        self.folder.cleanup()


class HubTest(unittest.TestCase):
    """One hub and one browser for a class of tests; the browser is a coordinator's."""

    notes = False

    @classmethod
    def setUpClass(cls):
        cls.pantry = Pantry()
        cls.addClassCleanup(cls.pantry.stop)
        cls.pantry.stock()
        cls.driver = chromium(notes=cls.notes)
        cls.addClassCleanup(cls.driver.quit)
        cls.join(cls.driver)

    @classmethod
    def join(cls, driver):
        driver.get(cls.pantry.command("token", "link", "--address", f"{cls.pantry.address}/"))
        driver.find_element(By.ID, "name").send_keys("Table 1")
        press(driver, "form button")

    def setUp(self):
        # A run of its own for each test.
        self.open("/settings")
        self.driver.execute_script("localStorage.clear(); sessionStorage.clear()")

    def open(self, path):
        self.driver.get(self.pantry.address + path)

    def open_scanning(self, path):
        self.open(path)
        self.until(lambda: self.find("#scan").get_attribute("data-ready") is not None)

    def again(self, way, languages=1):
        """The same scanning page once more: by a reload, on the way back, or in so many other languages, one after the other."""
        if way == "reload":
            self.driver.refresh()
        elif way == "back":
            self.open("/stock")
            self.driver.back()
        else:
            self.addCleanup(self.driver.delete_cookie, "larder-language")
            for _ in range(languages):
                self.press("[form=speak]")
        self.until(lambda: self.find("#scan").get_attribute("data-ready") is not None)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.find(selector).text

    def until(self, condition, what="it came so"):
        # What was found may be drawn anew before it is looked at.
        WebDriverWait(self.driver, LIMIT_SECONDS, 0.02, [StaleElementReferenceException]).until(lambda _: condition(), what)

    def scanner(self, *codes):
        """Types each code as a hand scanner does, and Enter; the time stands in the events themselves."""
        self.driver.execute_script(TYPE, codes)

    def write(self, field, text):
        """Fills a field at once; typed as fast as a driver types, it would be a scan."""
        self.driver.execute_script(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', { bubbles: true }))",
            field, text)

    def press(self, selector):
        press(self.driver, selector)

    def run_states(self):
        """How far each line of the run is, the newest first."""
        return self.driver.execute_script(
            "return [...document.querySelectorAll('#run .state')].map(({ textContent }) => textContent)")

    def choose(self, selector, text):
        Select(self.find(selector)).select_by_visible_text(text)


def press(driver, selector):
    """Sends a form and waits for the page that answers it."""
    before = driver.find_element(By.CSS_SELECTOR, "html")
    driver.find_element(By.CSS_SELECTOR, selector).click()
    wait = WebDriverWait(driver, LIMIT_SECONDS, 0.02)
    wait.until(lambda _: is_gone(before))
    wait.until(presence_of_element_located((By.CSS_SELECTOR, "main h1")))


def is_gone(element):
    """Whether its page was left; while it is, the driver may know neither of them and say so in another way."""
    try:
        element.is_enabled()
        return False
    except WebDriverException:
        return True


def new_id():
    return str(uuid.uuid4())
