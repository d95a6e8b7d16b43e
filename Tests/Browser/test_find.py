"""What is scanned on a page that takes no scans itself leads to what it is of, and papers of people lead nowhere."""

import unittest

from selenium.webdriver.common.keys import Keys

from pantry import BEANS, HubTest, new_id

# The codes as a hand scanner types them, with so many milliseconds from key to key and this key behind each, whatever has the focus; the time stands
# in the events, and a browser does with them as it does.
TYPE = """
const [codes, gap, end] = arguments;
let at = performance.now();
for (const code of codes) {
    for (const key of [...code, end]) {
        const element = document.activeElement ?? document.body;
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        Object.defineProperty(event, 'timeStamp', { value: at += gap });
        const goesOn = key && element.dispatchEvent(event);
        if (goesOn && key.length === 1 && 'value' in element) element.value += key;
        if (goesOn && key === 'Enter' && element.matches('input')) element.form?.requestSubmit();
    }
    at += 200;
}
"""
LET_GO = "document.activeElement?.blur()"
PLACE = "return location.pathname + location.search"
LICENCE = ("@", "ANSI 636026080102DL00410288ZA03290015DLDAQD12345678", "DCSSAMPLE", "DDEN", "DACMICHAEL", "DBB06061986")
PAGES = (
    "/", "/stock", "/stock?by=place", "/use-first", "/low", "/donors", "/history", "/weeks", "/labels", "/labels/blank", "/labels/cards", "/labels/list",
    "/labels/sheets", "/print-jobs", "/printers", "/printers/new", "/settings", "/settings/sources", "/settings/webhooks", "/unresolved", "/items/import",
    "/scans/import", "/beginning", "/help", "/help/take-in", "/close", "/entries/1", "/nothing-here")


class Find(HubTest):
    def here(self):
        return self.driver.execute_script(PLACE)

    def begin(self, path):
        self.open(path)
        self.driver.execute_script(LET_GO)

    def type(self, *codes, gap=2, end="Enter"):
        self.driver.execute_script(TYPE, codes, gap, end)

    def type_into(self, selector, text, *codes, **more):
        """Scans behind what a person wrote into a field."""
        self.write(self.find(selector), text)
        self.driver.execute_script("document.querySelector(arguments[0]).focus()", selector)
        self.type(*codes, **more)

    def value(self, selector):
        return self.find(selector).get_property("value")

    def rest(self):
        self.driver.execute_async_script("setTimeout(arguments[0], 900)")

    def leads(self, code, beginning, gap=2):
        self.type(code, gap=gap)
        self.until(lambda: self.here().startswith(beginning), f"{code} leads to {beginning}, not {self.here()}")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.item = next(item["id"] for item in cls.pantry.api("GET", "items") if item["name"] == "Black beans, can")

    def test_a_scan_on_every_page_shows_its_thing(self):
        lot = self.pantry.scan("intake", BEANS, date={"kind": "best_by", "date": "2028-03"})
        stock = self.pantry.api("GET", f"stock?item={self.item}")
        own = [f"/items/{self.item}", f"/lots/{stock[0]['lot']}", f"/places/{self.pantry.places['A1']['id']}", f"/items/{self.item}/preview?name=Beans",
               f"/entries/{lot['seq']}" if "seq" in lot else "/entries/2"]
        box = self.pantry.places["Box 1"]
        for path in (*PAGES, *own):
            for gap in (2, 100):
                with self.subTest(path=path, gap=gap):
                    self.begin(path)
                    self.leads(box["labelCode"], f"/places/{box['id']}", gap)

    def test_each_kind_of_thing_has_its_page(self):
        a1 = self.pantry.places["A1"]
        for code, beginning in (
                (BEANS, f"/items/{self.item}"), (a1["labelCode"], f"/places/{a1['id']}"), (a1["labelCode"].lower(), f"/places/{a1['id']}"),
                (f"]Q1{a1['labelCode']}", f"/places/{a1['id']}"), ("47110899", "/stock?query=47110899"), ("UHANDOUT", "/hand-out")):
            with self.subTest(code=code):
                self.begin("/settings")
                self.leads(code, beginning)

    def test_a_card_opens_the_page_that_obeys_it_and_the_next_scan_goes_that_way(self):
        for path in ("/", "/stock", "/settings"):
            for card, page, word in (("UDISCARD", "/take-in", "Throw away"), ("UMOVE", "/take-in", "Move"), ("ULOOKUP", "/take-in", "Look up"),
                                     ("UPAUSE", "/take-in", "Pause"), ("UNEXT", "/hand-out", "Next household"), ("UUNDO", "/take-in", "Undo"),
                                     ("UTAKEIN", "/take-in", "Ready to scan"), ("UHANDOUT", "/hand-out", "Ready to scan"), ("UCOUNT", "/count", None)):
                with self.subTest(path=path, card=card):
                    self.open(path)
                    self.type(card)
                    self.until(lambda: self.here() == page)
                    if word:
                        self.until(lambda: self.text("#now-name") == word)
        before = self.pantry.balance("Black beans, can", "A1")
        self.pantry.scan("intake", BEANS, quantity=2, place=self.pantry.places["A1"]["id"])
        self.open("/stock")
        self.type("UDISCARD")
        self.until(lambda: self.all("#scan[data-ready]"))
        self.scanner(self.pantry.places["A1"]["labelCode"], BEANS)
        self.until(lambda: self.run_states() == ["In the ledger"])
        self.assertEqual(self.pantry.balance("Black beans, can", "A1"), before + 1)

    def test_in_a_search_a_scan_is_one_with_whatever_it_ends(self):
        for path in ("/stock", "/history", "/donors", "/labels/blank"):
            for end in ("Enter", "Tab", ""):
                with self.subTest(path=path, end=end):
                    self.open(path)
                    self.type_into("[type=search]", "len", BEANS, end=end)
                    self.until(lambda: self.here().startswith(f"/items/{self.item}"))
        self.open("/stock")
        self.type(BEANS, end="")
        self.until(lambda: self.here().startswith(f"/items/{self.item}"), "the field has the focus by itself")

    def test_the_end_of_a_scan_into_a_text_sends_nothing(self):
        for path, field in (("/settings", "#name"), ("/settings/sources", "#name"), ("/scans/import", "[name=batch]")):
            for end in ("Enter", "Tab"):
                for gap in (2, 100):
                    with self.subTest(path=path, end=end, gap=gap):
                        self.open(path)
                        self.type_into(field, "Larder", "5901234123457", end=end, gap=gap)
                        self.rest()
                        self.assertEqual((self.here(), self.value(field)), (path, "Larder5901234123457"))

    def test_where_a_form_asks_for_a_code_the_scan_goes_there(self):
        for field in ("[name=name]", "[name=category]", "[name=keeps]", "[name=code]"):
            for gap in (2, 100):
                if (field, gap) == ("[name=code]", 100):
                    continue  # Who types a code may send it with Enter.
                with self.subTest(field=field, gap=gap):
                    self.open("/items/new")
                    self.type_into(field, "12", "5901234123457", gap=gap)
                    self.until(lambda: self.value("[name=code]") == "5901234123457")
                    self.assertEqual(self.value(field), "5901234123457" if field == "[name=code]" else "12")
                    self.rest()
                    self.assertEqual((self.here(), self.all("[role=alert]:not([hidden])")), ("/items/new", []))
        label = self.pantry.places["A1"]["labelCode"]
        self.open("/labels")
        self.type_into("#target", "", label)
        self.until(lambda: self.all("#preview img"))
        self.assertEqual(self.value("#target"), label)

    def test_where_known_food_is_named_a_scan_names_it(self):
        code = "N-" + new_id()[:6].upper()
        self.pantry.scan("intake", code)
        for gap in (2, 100):
            self.open("/unresolved")
            self.type_into("[name=name]", "Lentils", "5901234123457", gap=gap)
            self.until(lambda: self.find("#unnamed").is_displayed())
            self.assertEqual(self.value("[name=name]"), "Lentils")
            self.type_into("[name=name]", "", BEANS, gap=gap)
            self.until(lambda: self.value("[name=name]") == "Black beans, can")
            self.assertFalse(self.find("#unnamed").is_displayed())
        self.assertEqual([scan["code"] for scan in self.pantry.api("GET", "unresolved")][-1:], [code])

    def test_two_scans_lead_to_the_second(self):
        self.begin("/low")
        self.type(BEANS, self.pantry.places["A1"]["labelCode"])
        self.until(lambda: self.here() == f"/places/{self.pantry.places['A1']['id']}")

    def test_what_is_scanned_into_a_text_stays_there(self):
        for gap in (2, 100):
            self.open("/settings/sources")
            self.driver.execute_script("document.querySelector('#name').focus()")
            self.type(BEANS, gap=gap, end="")
            self.driver.execute_async_script("setTimeout(arguments[0], 900)")
            self.assertEqual((self.find("#name").get_property("value"), self.here()), (BEANS, "/settings/sources"))

    def test_a_scan_over_a_list_leaves_its_choice_and_shows_its_thing(self):
        self.open("/settings")
        self.driver.execute_script("document.querySelector('select').focus()")
        self.leads(BEANS, f"/items/{self.item}")

    def test_papers_of_people_lead_nowhere_and_that_is_said(self):
        head = self.pantry.api("GET", "history?query=")
        for path in ("/", "/stock?by=place", "/help"):
            for gap in (2, 60):
                with self.subTest(path=path, gap=gap):
                    self.begin(path)
                    before = self.here()
                    self.type(*LICENCE, gap=gap)
                    self.until(lambda: self.find("#paper").is_displayed())
                    self.driver.execute_async_script("setTimeout(arguments[0], 900)")
                    self.assertEqual(self.here(), before)
                    self.assertIn("Nothing of it is kept", self.text("#paper"))
        self.assertEqual(self.pantry.api("GET", "history?query="), head)

    def test_a_paper_leaves_no_field_filled(self):
        self.open("/stock")
        self.driver.execute_script("document.querySelector('#query').focus()")
        self.type(*LICENCE[1:])
        self.until(lambda: self.find("#paper").is_displayed())
        self.assertEqual((self.find("#query").get_property("value"), self.here()), ("", "/stock"))

    def test_a_person_writes_and_goes_by_keyboard_as_before(self):
        self.pantry.scan("intake", BEANS)
        self.begin("/stock")
        box = self.find(".tick input")
        box.send_keys(Keys.SPACE)
        box.send_keys(Keys.TAB)
        self.assertTrue(box.is_selected())
        self.assertNotEqual(self.driver.switch_to.active_element, box)
        box.send_keys(Keys.SPACE)
        box.send_keys(Keys.SPACE)
        self.assertTrue(box.is_selected())
        self.open("/settings/sources")
        field = self.find("#name")
        for text in ("@", "Cafe ", "@ 5th"):
            field.send_keys(text)
            self.driver.execute_async_script("setTimeout(arguments[0], 900)")
        self.assertEqual(field.get_property("value"), "@Cafe @ 5th")


if __name__ == "__main__":
    unittest.main()
