"""What the huge line says of a scan is the same with scripts and without, and goes by one table for both."""

import datetime
import re
import unittest

from browser import ScriptTest
from pantry import HubTest, new_id

MODES = ("intake", "distribute", "discard", "move", "count")
WARNINGS = ("recalled", "shortfall", "past_date", "day_closed", "weight_missing", "date_unknown", "same_scan_seconds_ago")

# What scripts say of an answer, with keys in place of texts.
OUTCOME = """
const { outcomeOf } = await import('/assets/outcome.js');
const localizer = { text: (key) => key, has: () => true, signed: (number) => number, amount: (number) => number };
const { tone, icon, word, tell, amount } = outcomeOf(args[0], localizer);
return { tone, icon, word, tell, amount };
"""


class ScriptsAlone(ScriptTest):
    def outcome(self, mode, warnings=(), place="A1", balance=7, **post):
        answer = {"item": {"id": "i", "name": "Beans", "measure": "each"}, "quantity": 3, "balance": balance,
                  "place": place and {"kind": "bin", "name": place}, "warnings": warnings}
        return self.js(OUTCOME, {"state": "accepted", "body": {"mode": mode, "code": "x", "quantity": 3}, "answer": answer,
                                 **post})

    def test_each_mode_has_its_words_and_sign(self):
        for mode in MODES:
            with self.subTest(mode=mode):
                told = "scan.told_move scan.told_discard" if mode == "move" else f"scan.told_{mode}"
                self.assertEqual(self.outcome(mode), {
                    "tone": "well", "icon": "well", "word": f"scan.taken_{mode}", "tell": told,
                    "amount": -3 if mode in ("distribute", "discard") else 3})
        self.assertEqual(self.outcome("distribute", place=None)["tell"], "scan.told_nowhere")

    def test_the_gravest_warning_gives_the_tone_and_each_is_told(self):
        tones = {warning: self.outcome("intake", [warning])["tone"] for warning in WARNINGS}
        self.assertEqual(tones, {
            "recalled": "stop", "shortfall": "look", "past_date": "look", "day_closed": "well", "weight_missing": "look", "date_unknown": "well",
            "same_scan_seconds_ago": "well"})
        both = self.outcome("distribute", ["date_unknown", "shortfall", "recalled"])
        self.assertEqual((both["tone"], both["icon"]), ("stop", "stop"))
        self.assertEqual(both["tell"], "scan.told_distribute warnings.date_unknown warnings.shortfall warnings.recalled")
        self.assertEqual(self.outcome("intake", ["of next year"])["tone"], "well")
        # What stands at the top of the page is not told with each scan.
        self.assertEqual(self.outcome("intake", ["day_closed", "date_unknown"])["tell"], "scan.told_intake warnings.date_unknown")

    def test_less_than_nothing_is_never_left(self):
        for mode in ("distribute", "discard", "intake"):
            self.assertEqual(self.outcome(mode, ["shortfall"], balance=-1)["tell"], "warnings.shortfall")
        self.assertEqual(self.outcome("move", ["shortfall"], balance=-1)["tell"], "scan.told_move warnings.shortfall")

    def test_what_is_not_in_the_ledger_says_so(self):
        said = {state: (tone, icon, word) for state, tone, icon, word in (
            (state, *(self.outcome("intake", state=state)[part] for part in ("tone", "icon", "word")))
            for state in ("unresolved", "rejected", "waiting", "undecided", "withdrawn"))}
        self.assertEqual(said, {
            "unresolved": ("look", "look", "scan.newCode"), "rejected": ("stop", "stop", "scan.notTaken"),
            "waiting": ("", "device", "scan.onDevice"), "undecided": ("", "device", "scan.onDevice"),
            "withdrawn": ("", "undo", "scan.takenBack")})
        self.assertEqual(self.outcome("intake", undone=True)["word"], "scan.takenBack")
        self.assertEqual([self.outcome("intake", undone=True, undoing=True)[part] for part in ("word", "tell")], ["scan.onDevice", "scan.undoingTell"])


class WithAndWithoutScripts(HubTest):
    """Each case is scanned twice, of two items that differ in name and code only, so that no scan follows its like."""

    def test_taking_in(self):
        self.assert_same("/take-in", "Taken in", quantity="3", place="A1")
        self.assert_same("/take-in", "Taken in", place="Floor")
        self.assert_same("/take-in", "Taken in", place="A1", measure="gram", quantity="500")

    def test_taking_in_what_has_no_date_or_is_past_it(self):
        self.assertIn("no date", self.assert_same("/take-in", "Taken in", place="A1", shelfLifeDays=30))
        last_year = str(datetime.date.today().year - 1)
        self.assertIn("past its date", self.assert_same("/take-in", "Taken in", place="A1", date=last_year))

    def test_handing_out(self):
        def stocked(code):
            self.pantry.scan("intake", code, quantity=5, place=self.pantry.places["A1"]["id"])
        self.assert_same("/hand-out", "Handed out", stocked, place="A1", quantity="2")
        self.assert_same("/hand-out", "Handed out", stocked)

    def test_handing_out_more_than_there_is(self):
        line = self.assert_same("/hand-out", "Handed out", place="A2")
        self.assertIn("Please count A#.", line)
        self.assertNotIn("left", line)

    def test_a_code_that_nobody_knows(self):
        self.assert_same("/take-in", "New code", place="A1", isKnown=False)
        self.assert_same("/take-in", "New code", place="A1", isKnown=False, quantity="4")

    def test_counting(self):
        count = new_id()
        self.pantry.api("POST", "counts", {"id": count, "place": self.pantry.places["A3"]["id"]})
        self.assertIn("# seen in A#.", self.assert_same(f"/count/{count}", "Counted", quantity="4"))

    def test_taking_back(self):
        lines = []
        for scripts in (False, True):
            code = self.scan("/take-in", "Taken in", scripts=scripts, place="A1")
            self.send("#now-undo", scripts)
            self.until(lambda: self.text("#now-word") == "Taken back")
            lines.append(self.line(code))
        self.assertEqual(*lines)

    def assert_same(self, *case, **more):
        """Scans without scripts, then with them; answers the line that both showed."""
        without, with_scripts = (self.line(self.scan(*case, scripts=scripts, **more)) for scripts in (False, True))
        self.assertEqual(without, with_scripts)
        return " ".join(without)

    def scan(self, path, word, prepare=None, scripts=True, place=None, quantity="1", date=None, isKnown=True, **item):
        """Types a code of its own into the page's form, and waits until the huge line has the word."""
        code = f"OUTCOME-{new_id()[:8].upper()}"
        if isKnown:
            self.pantry.api("POST", "items", {"id": new_id(), "name": code, "measure": "each", "codes": [{"code": code}], **item})
        if prepare:
            prepare(code)
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.setScriptExecutionDisabled", {"value": False})
        (self.open_scanning if scripts else self.open)(path)
        if place:
            self.choose("#place", place)
        if date:
            self.write(self.find("#date"), date)
        self.write(self.find("#quantity"), quantity)
        self.write(self.find("#code"), code)
        self.send("#entry .fields > button:last-child", scripts)
        self.until(lambda: self.text("#now-word") == word, word)
        return code

    def send(self, button, scripts):
        """Presses a button, which without scripts brings another page."""
        if scripts:
            self.find(button).click()
        else:
            self.press(button)

    def line(self, code):
        """The huge line, with a sign for each figure and without what tells the two items apart."""
        shown = [self.find("#now").get_attribute("class"), self.find("#now-icon").get_attribute("href"),
                 *(self.text(f"#now-{part}") for part in ("word", "name", "tell", "amount"))]
        return [re.sub(r"\d+", "#", text.replace(code, "CODE")) for text in shown]


if __name__ == "__main__":
    unittest.main()
