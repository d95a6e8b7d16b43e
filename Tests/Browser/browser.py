"""One headless Chromium for a test class, and a page on which the hub's scripts can be tried alone."""

import http.server
import pathlib
import threading
import unittest

from selenium import webdriver

ASSETS = pathlib.Path(__file__).parents[2] / "Sources" / "Web" / "Assets"
TYPES = {
    ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml"}


def chromium(*more, notes=False):
    """A Chromium without a window, in light and at a laptop's width, with `more` arguments; it `notes` what it loads."""
    options = webdriver.ChromeOptions()
    if notes:
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1366,768", *more):
        options.add_argument(argument)
    service = webdriver.ChromeService("/usr/bin/chromedriver")
    driver = webdriver.Chrome(options=options, service=service)
    driver.set_script_timeout(30)
    return driver


class Blank(http.server.BaseHTTPRequestHandler):
    """An empty page with two fields, and the assets; nothing else."""

    def do_GET(self):
        asset = ASSETS / pathlib.PurePath(self.path).name
        if self.path == "/":
            self.answer("text/html", b"<!doctype html><title>blank</title><input id=field><select id=list>"
                        b"<option>A3<option>B1</select>")
        elif self.path.startswith("/assets/") and asset.is_file():
            self.answer(TYPES[asset.suffix], asset.read_bytes())
        else:
            self.send_error(404)

    def answer(self, kind, body):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class ScriptTest(unittest.TestCase):
    """Runs JavaScript on the blank page: `self.js("return await …")` with the modules importable."""

    @classmethod
    def setUpClass(cls):
        cls.site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Blank)
        threading.Thread(target=cls.site.serve_forever, daemon=True).start()
        cls.driver = chromium()
        cls.addClassCleanup(cls.site.server_close)
        cls.addClassCleanup(cls.site.shutdown)
        cls.addClassCleanup(cls.driver.quit)

    def setUp(self):
        self.open()
        self.js("indexedDB.deleteDatabase('larder'); localStorage.clear()")
        self.open()

    def open(self):
        self.driver.get(f"http://127.0.0.1:{self.site.server_port}/")

    def js(self, body, *arguments):
        """Runs the body of an async function and answers what it returns."""
        answer = self.driver.execute_async_script(
            "const [args, done] = [[...arguments].slice(0, -1), arguments[arguments.length - 1]];"
            f"(async () => {{ {body} }})()"
            ".then((value) => done({value}), (fault) => done({fault: String(fault)}));",
            *arguments)
        self.assertNotIn("fault", answer, answer.get("fault"))
        return answer["value"]
