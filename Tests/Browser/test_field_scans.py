"""A slow scanner whose keys land in a field: a licence leaves nothing there, and a code is neither a name nor an answer."""

import unittest

from pantry import BEANS, RICE, HubTest, new_id

# Types keys into what has the focus, so many milliseconds from key to key, as the browser would.
SLOWLY = """
const [selector, lines, gap] = arguments;
const field = document.querySelector(selector);
let at = performance.now();
for (const line of lines) {
    field.focus();
    for (const key of [...line, 'Enter']) {
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        Object.defineProperty(event, 'timeStamp', { value: at += gap });
        if (!field.dispatchEvent(event)) continue;
        if (key === 'Enter') field.form.requestSubmit();
        else field.value += key;
    }
}
"""
STORED = """
const done = arguments[0];
indexedDB.open('larder').onsuccess = ({ target }) => {
    target.result.transaction('posts').objectStore('posts').getAll().onsuccess = (event) => done(JSON.stringify([event.target.result, {...localStorage}]));
};
"""
LICENCE = ("@", "ANSI 636000090002DL00410278ZV03190008DLDAQT64235789", "DCSSAMPLE", "DDEN", "DACMICHAEL", "DDFN", "DADJOHN", "DCUJR",
           "DBB06061986", "DAG2345 ANYWHERE STREET", "DAIALBANY", "DCF2", "ZVZVA01")


class FieldScans(HubTest):
    def slowly(self, selector, *lines, gap=60):
        self.driver.execute_script(SLOWLY, selector, lines, gap)

    def stored(self):
        return self.driver.execute_async_script(STORED)

    def value(self, selector):
        return self.find(selector).get_attribute("value")

    def test_a_licence_leaves_nothing_in_a_field_nor_on_the_device(self):
        for selector, kept in (("#quantity", "1"), ("[name=source]", "Harvest"), ("#code", "")):
            for gap in (30, 60, 100, 150):
                with self.subTest(selector=selector, gap=gap):
                    self.open("/settings")
                    self.driver.execute_script("localStorage.clear()")
                    self.open_scanning("/take-in")
                    self.driver.execute_script("for (const more of document.querySelectorAll('details')) more.open = true")
                    self.write(self.find(selector), kept)
                    self.slowly(selector, *LICENCE, gap=gap)
                    self.until(lambda: "licence or a passport" in self.text("#now-tell"))
                    self.assertEqual(self.value(selector), kept)
                    self.scanner(BEANS)
                    self.until(lambda: self.run_states() == ["In the ledger"])
                    self.assertFalse(self.all("#questions form"))
                    for word in ("SAMPLE", "MICHAEL", "JOHN", "1986", "ALBANY", "ZVZ", "DDE"):
                        self.assertNotIn(word, self.stored())
        self.assertEqual(self.pantry.api("GET", "unresolved"), [])

    def test_digits_or_a_known_code_in_the_field_of_a_name_are_a_scan_and_answer_nothing(self):
        self.pantry.api("PUT", "codes/BEANS1", {"id": new_id(), "item": self.items()["Black beans, can"], "pack": 1})
        self.open_scanning("/take-in")
        self.scanner("N-" + new_id()[:6].upper())
        self.until(lambda: self.all("#questions form"))
        before = set(self.items())
        name, lines = "#questions [name=name]", 1
        for code, state in (("4133", "In the ledger"), ("BEANS1", "In the ledger"), ("12345", "New code"), ("1234567", "New code"),
                            ("040-000-000-013", "In the ledger"), ("0 40000 00001 3", "In the ledger"), ("0-40000-00002-0", "In the ledger"),
                            ("040000000013 2", "In the ledger"), ("]E0040000000013", "In the ledger")):
            for gap in (60, 120):
                with self.subTest(code=code, gap=gap):
                    self.slowly(name, code, gap=gap)
                    lines += 1
                    self.until(lambda: len(self.run_states()) == lines and self.run_states()[0] == state)
                    self.assertEqual(self.value(name), "")
        self.slowly(name, "401")
        self.until(lambda: "“401” was heard and not taken" in self.text("#now-tell"))
        self.assertEqual(set(self.items()), before)
        self.assertEqual(self.run_states()[-1], "New code")
        self.slowly(name, "Barley 5", gap=120)
        self.until(lambda: self.run_states()[-1] == "In the ledger")
        self.assertEqual(set(self.items()) - before, {"Barley 5"})

    def test_they_are_none_in_a_labels_question_either(self):
        [code] = self.pantry.api("POST", "label-codes", {"id": new_id(), "count": 1})["codes"]
        self.open_scanning("/take-in")
        self.scanner(code)
        self.until(lambda: self.all("#questions form"))
        for number, scan in enumerate((RICE, "4133"), 1):
            self.slowly("#questions [name=name]", scan)
            self.until(lambda: self.run_states() == [*["In the ledger"] * number, "New label"])
        self.slowly("#questions [name=place]", "040-000-000-020")
        self.until(lambda: self.run_states() == [*["In the ledger"] * 3, "New label"])
        self.slowly("#questions [name=place]", "7", gap=120)
        self.until(lambda: self.text("#now-name") == "7")

    def test_figures_without_a_letter_are_no_name_on_the_page_of_new_codes_either(self):
        self.pantry.scan("intake", "N-" + new_id()[:6].upper())
        before = self.items()
        self.open("/unresolved")
        for figures in ("040-000-000-013", "0 40000 00001 3"):
            self.write(self.find("[name=name]"), "")
            self.slowly("[name=name]", figures)
            self.assertFalse(self.driver.execute_script("return document.querySelector('[name=name]').checkValidity()"), figures)
        self.write(self.find("[name=name]"), "")
        self.slowly("[name=name]", "Millet 2")
        self.until(lambda: set(self.items()) - set(before) == {"Millet 2"})

    def items(self):
        return {item["name"]: item["id"] for item in self.pantry.api("GET", "items?limit=200")}


if __name__ == "__main__":
    unittest.main()
