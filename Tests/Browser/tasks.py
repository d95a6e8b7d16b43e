"""Jobs as a person does them: taps and keys are counted, and are what docs/reference/tasks.md says."""

import pathlib
import re

from selenium.webdriver.common.keys import Keys

from pantry import HubTest, press
from test_pages import AXE, PHONE, RULES

TABLE = pathlib.Path(__file__).parents[2] / "docs" / "reference" / "tasks.md"
FINDINGS = (
    "const [tags, done] = arguments; axe.run({ runOnly: tags }).then(({ violations }) => done("
    "violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])));")


class TaskTest(HubTest):
    """A test of a job begins at the start page; scans of a hand scanner are no taps and no keys."""

    def setUp(self):
        super().setUp()
        self.taps = self.keys = 0
        self.device = "laptop"

    def phone(self):
        self.device = "phone"
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
        self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.clearDeviceMetricsOverride", {})

    def begin(self):
        self.open("/")

    def tap(self, selector):
        """Taps what leads to another page."""
        self.taps += 1
        press(self.driver, selector)

    def touch(self, selector):
        """Taps what stays on the page."""
        self.taps += 1
        self.find(selector).click()

    def pick(self, selector, text):
        """Opens a list and picks what is called so: two taps."""
        self.taps += 2
        self.choose(selector, text)

    def type(self, text):
        """Types where the focus is, as slowly as a person; a line break is Enter."""
        for key in text:
            self.keys += 1
            self.driver.switch_to.active_element.send_keys(Keys.ENTER if key == "\n" else key)
            self.driver.execute_async_script("setTimeout(arguments[0], 200)")

    def assert_counted(self, task):
        """The table has this very job, on this device, with the taps and keys that it took."""
        rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in TABLE.read_text().splitlines() if row.startswith("| ")]
        name = re.sub(r".*\.", "", self.id())
        self.assertIn([task, self.device, str(self.taps), str(self.keys), f"`{name}`"], rows)

    def findings(self):
        """What axe-core finds on the page at hand."""
        self.driver.execute_script(AXE)
        return self.driver.execute_async_script(FINDINGS, RULES)
