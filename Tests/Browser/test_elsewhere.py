"""What becomes of a scan on another page or device shows on the page that it was made on."""

import json
import unittest

from pantry import TOMATOES, HubTest, new_id
from test_portal import HTML, LOGIN, PROBLEM, PortalTest, names


def refusal(body):
    """The hub's last word against an undo."""
    return 422, PROBLEM, json.dumps({"id": names(body), "title": "", "status": 422, "code": "not_reversible", "detail": ""}).encode()


class OnAnotherPage(PortalTest):
    def undo_that_waits(self):
        self.open_scanning("/take-in")
        self.scanner(TOMATOES)
        self.until(lambda: self.run_states() == ["In the ledger"])
        self.portal.rule = lambda path, body: (200, HTML, LOGIN) if path.endswith("/reversal") else None
        self.scanner("UUNDO")
        self.until(lambda: self.find("#reach").is_displayed())
        self.assertEqual(self.run_states(), ["On this device"])

    def refuse(self):
        self.portal.rule = lambda path, body: refusal(body) if path.endswith("/reversal") else None
        self.wake()

    def test_a_refused_undo_leaves_its_scan_standing_whatever_page_was_open(self):
        self.undo_that_waits()
        self.open_scanning("/hand-out")
        self.refuse()
        self.until(lambda: self.pages_posts("rejected") == 1)
        self.open_scanning("/take-in")
        self.assertEqual(self.run_states(), ["In the ledger"])

    def test_a_refused_undo_is_told(self):
        self.undo_that_waits()
        self.refuse()
        self.until(lambda: "could not be taken back" in self.text("#now-tell"))
        self.assertEqual(self.text("#now-word"), "Taken in")
        self.assertEqual(self.run_states(), ["In the ledger"])
        self.portal.rule = lambda path, body: None
        self.scanner("UUNDO")
        self.until(lambda: self.run_states() == ["Taken back"])

    def test_a_page_that_is_open_shows_what_another_was_told(self):
        self.undo_that_waits()
        first = self.driver.current_window_handle
        self.driver.switch_to.new_window("tab")
        second = self.driver.current_window_handle
        try:
            self.open_scanning("/hand-out")
            self.refuse()
            self.driver.switch_to.window(first)
            self.until(lambda: self.run_states() == ["In the ledger"])
        finally:
            self.driver.switch_to.window(second)
            self.driver.close()
            self.driver.switch_to.window(first)

    def pages_posts(self, state):
        return self.driver.execute_async_script("""
            const [state, done] = arguments;
            import('/assets/queue-store.js').then(({ openQueueStore }) => openQueueStore()).then((store) => store.inState(state)).then((all) => done(all.length));
        """, state)


class OnAnotherDevice(HubTest):
    def test_a_code_that_someone_explains_is_asked_about_no_more(self):
        self.open_scanning("/take-in")
        self.scanner("47110815", TOMATOES)
        self.until(lambda: self.run_states() == ["In the ledger", "New code"])
        self.until(lambda: self.all("#questions form"))
        scan = self.pantry.api("GET", "unresolved")[0]["id"]
        self.pantry.api("POST", f"unresolved/{scan}/resolution",
                        {"id": new_id(), "item": {"id": new_id(), "name": "Lentils"}})
        self.until(lambda: self.run_states() == ["In the ledger"] * 2)
        self.assertEqual(self.all("#questions form"), [])
        self.open_scanning("/take-in")
        self.assertEqual((self.run_states(), self.all("#questions form")), (["In the ledger"] * 2, []))
        self.assertIn("+1 Lentils", self.text("#run > li:last-child").replace("\n", " "))
        self.assertTrue(self.text("#totals").startswith("2 pieces"))

    def test_it_is_noticed_as_the_page_is_opened_again(self):
        self.open_scanning("/take-in")
        self.scanner("47110816")
        self.until(lambda: self.run_states() == ["New code"])
        self.open("/stock")
        scan = self.pantry.api("GET", "unresolved")[0]["id"]
        self.pantry.api("POST", f"unresolved/{scan}/resolution", {"id": new_id()})
        self.open_scanning("/take-in")
        self.until(lambda: self.run_states() == ["Learned"])
        self.assertEqual(self.all("#questions form"), [])


if __name__ == "__main__":
    unittest.main()
