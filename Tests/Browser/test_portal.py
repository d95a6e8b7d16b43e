"""An answer proves itself: a login page, a proxy or a lost answer in front of a real hub neither loses a scan nor says that it is in
the ledger."""

import json
import unittest

from pantry import BEANS, RICE, TOMATOES, HubTest, new_id
from portal import Portal

HTML = {"Content-Type": "text/html"}
LOGIN = b"<!doctype html><title>Welcome to our wifi</title><form action=/login></form>"
PROBLEM = {"Content-Type": "application/problem+json"}
SCANS = "/api/v1/scans"


# Forgets what the test before has kept. The database itself may still be open in a page that was left.
CLEAR = """
const done = arguments[0];
import('/assets/queue-store.js').then(({ openQueueStore }) => openQueueStore()).then(() => {
    indexedDB.open('larder').onsuccess = ({ target: { result } }) => {
        const clearing = result.transaction('posts', 'readwrite');
        clearing.objectStore('posts').clear();
        clearing.oncomplete = () => { result.close(); done(); };
    };
});
"""


def names(body):
    return json.loads(body)["id"]


# What may stand in the hub's place.
PORTALS = {
    "a login page": lambda body: (200, HTML, LOGIN),
    "nothing at all": lambda body: (200, {}, b""),
    "an empty object": lambda body: (200, {"Content-Type": "application/json"}, b"{}"),
    "a way to a login page": lambda body: (302, {"Location": "/assets/icon.svg", **HTML}, LOGIN),
    "not found": lambda body: (404, HTML, LOGIN),
    "misdirected": lambda body: (421, HTML, LOGIN),
    "sign in to the network": lambda body: (511, HTML, LOGIN),
    "forbidden": lambda body: (403, HTML, LOGIN),
    "an older hub": lambda body: (422, PROBLEM, b'{"title":"","status":422,"code":"place_not_found","detail":""}'),
    "an answer without its number": lambda body: (201, {}, json.dumps({"id": names(body), "outcome": "recorded"}).encode()),
    "an answer that says nothing of the scan": lambda body: (201, {}, json.dumps({"id": names(body), "outcome": "recorded", "seq": 9}).encode()),
    "another scan's answer": lambda body: (201, {}, json.dumps({"id": new_id(), "outcome": "recorded"}).encode()),
    "an outcome of next year": lambda body: (201, {}, json.dumps({"id": names(body), "outcome": "pondered"}).encode()),
    "a busy hub": lambda body: (503, PROBLEM, json.dumps({"id": names(body), "code": "too_many_waiting"}).encode()),
}


class PortalTest(HubTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = Portal(cls.pantry.address)
        cls.addClassCleanup(cls.portal.stop)
        cls.hub_address, cls.pantry.address = cls.pantry.address, cls.portal.address
        cls.join(cls.driver)

    def setUp(self):
        self.portal.rule = lambda path, body: None
        super().setUp()
        self.driver.execute_async_script(CLEAR)
        self.portal.seen.clear()

    def wake(self):
        self.driver.execute_script("dispatchEvent(new Event('online'))")

    def sent(self, path=SCANS):
        return [(headers, body) for where, headers, body in self.portal.seen
                if where == path and json.loads(body).get("mode") != "lookup"]


class Portals(PortalTest):
    def test_whatever_is_no_answer_of_the_hub_leaves_the_scan_on_the_device(self):
        before = self.pantry.balance("Black beans, can", "A1")
        for number, (name, answer) in enumerate(PORTALS.items(), 1):
            with self.subTest(portal=name):
                self.portal.seen.clear()
                self.portal.rule = lambda path, body: answer(body) if path == SCANS else None
                self.open_scanning("/take-in")
                self.choose("#place", "A1")
                self.scanner(BEANS)
                self.until(lambda: len(self.sent()) > 0)
                self.until(lambda: self.find("#reach").is_displayed(), name)
                self.until(lambda: (self.run_states()[0], self.text("#now-word")) == ("On this device",) * 2)
                self.open("/close")
                self.until(lambda: self.find("[data-on-device=waiting]").is_displayed())
                self.assertNotIn("Everything is settled", self.text("main"))
                self.portal.rule = lambda path, body: None
                self.open_scanning("/take-in")
                self.until(lambda: self.run_states()[0] == "In the ledger")
                self.assertEqual(self.pantry.balance("Black beans, can", "A1"), before + number)
                self.assertEqual(len({body for _, body in self.sent()}), 1, "every send has the same body")
                self.assertTrue(all("Larder-Sent-At" in headers for headers, _ in self.sent()))

    def test_what_is_taken_back_is_shown_as_that_once_the_hub_says_so(self):
        for name, answer in (*PORTALS.items(), ("another undoing's answer", lambda body: (200, {}, json.dumps({"id": new_id(), "outcome": "undone"}).encode()))):
            with self.subTest(portal=name):
                before = self.pantry.balance("Tomatoes, can", "A3")
                self.setUp()
                self.open_scanning("/take-in")
                self.choose("#place", "A3")
                self.scanner(TOMATOES)
                self.until(lambda: self.run_states() == ["In the ledger"])
                self.portal.rule = lambda path, body: answer(body) if path.endswith("/reversal") else None
                self.scanner("UUNDO")
                self.until(lambda: any(path.endswith("/reversal") for path, _, _ in self.portal.seen))
                self.until(lambda: self.find("#reach").is_displayed(), name)
                self.until(lambda: (self.run_states(), self.text("#now-word")) == (["On this device"], "On this device"))
                self.assertEqual(self.text("#now-tell"), "It is taken back as soon as the hub answers.")
                self.assertIn("1 piece,", self.text("#totals"))
                self.open_scanning("/take-in")
                self.assertEqual(self.run_states(), ["On this device"])
                self.assertEqual(self.pantry.balance("Tomatoes, can", "A3"), before + 1)
                self.portal.rule = lambda path, body: None
                self.wake()
                self.until(lambda: self.run_states() == ["Taken back"], name)
                self.assertEqual(self.pantry.balance("Tomatoes, can", "A3"), before)
                self.open_scanning("/take-in")
                self.assertEqual(self.run_states(), ["Taken back"])

    def test_what_another_page_has_sent_is_taken_back(self):
        self.open_scanning("/take-in")
        self.scanner(TOMATOES)
        self.until(lambda: self.run_states() == ["In the ledger"])
        self.portal.rule = lambda path, body: (200, HTML, LOGIN) if path.endswith("/reversal") else None
        self.scanner("UUNDO")
        self.until(lambda: self.find("#reach").is_displayed())
        self.open_scanning("/hand-out")
        self.until(lambda: self.text("#kept .name") == "Undo")
        self.portal.rule = lambda path, body: None
        self.wake()
        self.until(lambda: not self.find("#kept").is_displayed())
        self.open_scanning("/take-in")
        self.assertEqual(self.run_states(), ["Taken back"])

    def test_what_waits_of_another_run_is_shown_until_it_is_in_the_ledger(self):
        self.portal.rule = lambda path, body: (200, HTML, LOGIN) if path == SCANS else None
        self.open_scanning("/take-in")
        self.scanner(BEANS)
        self.until(lambda: len(self.sent()) > 0)
        self.open_scanning("/hand-out")
        self.until(lambda: f"Take in 1 × {BEANS}" in self.text("#kept"))
        self.portal.rule = lambda path, body: None
        self.wake()
        self.until(lambda: not self.find("#kept").is_displayed())

    def test_an_unknown_code_whose_answer_is_lost_asks_its_question(self):
        lost = iter(["lost"])
        self.portal.rule = lambda path, body: next(lost, None) if path == SCANS else None
        self.open_scanning("/take-in")
        self.scanner("4012345678901")
        self.until(lambda: self.all("#questions form"))
        self.assertEqual(self.text("#questions h2"), "What is 4012345678901?")
        self.assertEqual(self.run_states(), ["New code"])
        self.assertEqual(len(self.sent()), 2)

    def test_one_scan_that_fails_for_ever_is_set_aside_and_shown(self):
        poison = []

        def rule(path, body):
            if path == SCANS and (names(body) in poison or not poison):
                poison.append(names(body))
                return 500, PROBLEM, json.dumps({"id": names(body), "code": "fault_inside"}).encode()

        self.portal.rule = rule
        self.open_scanning("/take-in")
        self.choose("#place", "A2")
        self.scanner(BEANS, RICE, RICE)

        def past():
            self.wake()
            return self.run_states() == ["In the ledger", "In the ledger", "Set aside"]

        self.until(past)
        self.assertTrue(self.find("#kept").is_displayed())
        self.assertEqual(self.pantry.balance("Rice, 1 kg bag", "A2"), 2)
        self.portal.rule = lambda path, body: None
        self.find("#kept .again").click()
        self.until(lambda: self.run_states()[-1] == "In the ledger")
        self.until(lambda: not self.find("#kept").is_displayed())


class Finishing(PortalTest):
    def test_finishing_a_count_waits_for_the_scans_of_it_on_this_device(self):
        self.pantry.scan("intake", BEANS, quantity=3, place=self.pantry.places["A3"]["id"])
        self.open("/count")
        self.choose("#place", "A3")
        self.press("form button.main")
        self.until(lambda: self.find("#scan").get_attribute("data-ready") is not None)
        self.portal.rule = lambda path, body: (200, HTML, LOGIN) if path == SCANS else None
        self.scanner(BEANS, BEANS)
        self.until(lambda: self.run_states() == ["On this device"] * 2)
        self.find("#finish button").click()
        self.until(lambda: "waits for 2 scans" in self.text("#finish-waits"))
        self.portal.rule = lambda path, body: None
        self.wake()
        self.until(lambda: self.all("#differences"))
        self.press("form .main.tall")
        self.until(lambda: "Counted: A3" in self.text("h1"))
        self.assertEqual(self.pantry.balance("Black beans, can", "A3"), 2)


    def test_the_page_that_finishes_a_count_waits_however_it_was_come_to(self):
        place = self.pantry.places["A2"]["id"]
        self.pantry.scan("intake", BEANS, quantity=3, place=place)
        count = self.pantry.api("POST", "counts", {"id": new_id(), "place": place})["id"]
        self.open(f"/count/{count}/finish")
        self.assertFalse(self.find("#finish-waits").is_displayed())
        self.open_scanning(f"/count/{count}")
        self.portal.rule = lambda path, body: (200, HTML, LOGIN) if path == SCANS else None
        self.scanner(BEANS, BEANS)
        self.until(lambda: self.run_states() == ["On this device"] * 2)
        for come in (lambda: self.open(f"/count/{count}/finish"), self.driver.refresh):
            come()
            self.until(lambda: "waits for 2 scans" in self.text("#finish-waits"))
            self.find("#complete .main").click()
            self.portal.seen.clear()
            self.wake()
            self.until(lambda: self.sent())
            self.assertIn("waits for 2 scans", self.text("#finish-waits"))
            self.assertEqual(self.pantry.api("GET", f"counts/{count}")["state"], "open")
        # Who has not pressed is shown what the count comes to now; who has, what has changed since.
        self.driver.refresh()
        self.until(lambda: "waits for 2 scans" in self.text("#finish-waits"))
        self.portal.rule = lambda path, body: None
        self.wake()
        self.until(lambda: self.all("#differences") and not self.find("#finish-waits").is_displayed())
        self.until(lambda: "2" in self.text("#differences"))
        self.press("#complete .main")
        self.until(lambda: "Counted: A2" in self.text("h1"))
        self.assertEqual(self.pantry.balance("Black beans, can", "A2"), 2)

    def test_who_pressed_before_it_was_sent_is_shown_what_has_changed(self):
        place = self.pantry.places["Box 1"]["id"]
        self.pantry.scan("intake", BEANS, quantity=3, place=place)
        count = self.pantry.api("POST", "counts", {"id": new_id(), "place": place})["id"]
        self.open_scanning(f"/count/{count}")
        self.portal.rule = lambda path, body: (200, HTML, LOGIN) if path == SCANS else None
        self.scanner(BEANS)
        self.until(lambda: self.run_states() == ["On this device"])
        self.open(f"/count/{count}/finish")
        self.until(lambda: "waits for 1 scan" in self.text("#finish-waits"))
        self.find("#complete .main").click()
        self.portal.rule = lambda path, body: None
        self.wake()
        self.until(lambda: "changed=yes" in self.driver.current_url)
        self.assertEqual(self.pantry.api("GET", f"counts/{count}")["state"], "open")


class Kept(PortalTest):
    def refuse(self):
        self.portal.rule = lambda path, body: (
            409, PROBLEM, json.dumps({"id": names(body), "code": "count_is_completed"}).encode()) if path == SCANS else None
        self.open_scanning("/take-in")
        self.choose("#place", "A1")
        self.scanner(BEANS)
        self.until(lambda: self.find("#kept").is_displayed())
        self.portal.rule = lambda path, body: None

    def test_what_the_hub_refused_is_shown_until_a_person_has_dealt_with_it(self):
        self.refuse()
        self.assertEqual(self.run_states(), ["Not in the ledger"])
        self.assertIn(f"Take in 1 × {BEANS}", self.text("#kept"))
        self.assertIn("This count is finished", self.text("#kept"))
        for path in ("/", "/close"):
            self.open(path)
            self.until(lambda: self.find("[data-on-device=kept]").is_displayed(), path)
            self.assertIn("1 scan was not taken", self.text("[data-on-device=kept]"))
            self.assertFalse(self.find("[data-on-device=waiting]").is_displayed())
            for settled in ("Nothing needs attention", "Everything is settled"):
                self.assertNotIn(settled, self.text("main"))
        self.open_scanning("/hand-out")
        self.find("#kept .done").click()
        self.until(lambda: not self.find("#kept").is_displayed())
        self.open("/")
        self.until(lambda: self.all("#attention"))
        self.assertFalse(self.find("[data-on-device=kept]").is_displayed())

    def test_it_can_be_carried_away_as_a_table_or_as_json(self):
        self.refuse()
        saved = self.driver.execute_async_script("""
            const done = arguments[0], saved = [];
            const make = URL.createObjectURL;
            URL.createObjectURL = (blob) => { saved.push(blob.text()); return make(blob); };
            HTMLAnchorElement.prototype.click = () => {};
            document.querySelector('#kept .csv').click();
            document.querySelector('#kept .json').click();
            const wait = () => saved.length < 2 ? setTimeout(wait, 10) : Promise.all(saved).then(done);
            wait();
        """)
        header, row = saved[0].splitlines()
        self.assertEqual(header, "at,code,quantity,place,station,mode,id,route,problem,detail,weightGrams,item,to,"
                         "reason,count,source,donation,distribution,lotNumber,programme,dateKind,date")
        self.assertIn(f",{BEANS},1,{self.pantry.places['A1']['id']},", row)
        self.assertIn(",intake,", row)
        self.assertEqual(json.loads(saved[1])[0]["body"]["code"], BEANS)

    def test_a_scan_that_was_refused_can_be_sent_again(self):
        before = self.pantry.balance("Black beans, can", "A1")
        self.refuse()
        self.find("#kept .again").click()
        self.until(lambda: self.run_states() == ["In the ledger"])
        self.assertEqual(self.pantry.balance("Black beans, can", "A1"), before + 1)


if __name__ == "__main__":
    unittest.main()
