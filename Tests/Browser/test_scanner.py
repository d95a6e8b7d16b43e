"""A hand scanner is told from a person by speed, wherever the focus is."""

import unittest

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from browser import ScriptTest

# Types keys with the given gap between them, or gaps, and answers the scans heard. Time stands in the events
# themselves, so nothing waits but the pause that ends a scan without an end key.
TYPE = """
const { listenForScans, PAUSE_MS } = await import('/assets/scanner.js');
const [keys, gap, target] = args;
const heard = [], missed = [];
const stop = listenForScans(document, (text) => heard.push(text), (text) => missed.push(text));
const element = document.querySelector(target);
element.focus?.();
let at = 1000, passed = 0;
keys.forEach((key, index) => {
    at += index === 0 ? 0 : Array.isArray(gap) ? gap[index - 1] : gap;
    const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...(key.key ? key : { key }) });
    Object.defineProperty(event, 'timeStamp', { value: at });
    const goesOn = element.dispatchEvent(event);
    if (goesOn && key.length === 1 && element.matches('input')) element.value += key;
    if (goesOn && key === 'Enter') passed += 1;
});
await new Promise((resolve) => setTimeout(resolve, args[3] ?? 2 * PAUSE_MS));
stop();
return { heard, missed, passed, value: element.value };
"""


class Scanner(ScriptTest):
    def type(self, keys, gap=3, target="body", wait=None):
        return self.js(TYPE, list(keys), gap, target, wait)

    def assert_typed(self, typed, **more):
        self.assertEqual({name: typed[name] for name in more}, more)

    def test_a_scan_ends_with_enter_tab_or_a_pause(self):
        for end in (["Enter"], ["Tab"], []):
            with self.subTest(end=end):
                self.assertEqual(self.type([*"00016000275287", *end])["heard"], ["00016000275287"])

    def test_two_identical_scans_are_two(self):
        heard = self.type([*"4011", "Enter", *"4011", "Enter"])["heard"]
        self.assertEqual(heard, ["4011", "4011"])

    def test_what_a_person_types_is_no_scan(self):
        typed = self.type([*"4011", "Enter"], gap=120, target="#field")
        self.assert_typed(typed, heard=[], missed=[], passed=1, value="4011")

    def test_a_slow_scanner_that_ends_with_tab_is_heard_in_the_field_of_codes(self):
        for gap in (60, 100, 150):
            for code in ("041331024686", "7K2M9XRD", "]C10441331024686"):
                with self.subTest(gap=gap, code=code):
                    self.js("Object.assign(document.querySelector('#field'), { name: 'code', value: '' })")
                    self.assert_typed(self.type([*code, "Tab"], gap=gap, target="#field"), heard=[code], value="")
                    # Who types it sends it with Enter.
                    self.assert_typed(self.type([*code, "Enter"], gap=gap, target="#field"), heard=[], value=code, passed=1)

    def test_a_fast_typist_in_a_field_is_still_a_person(self):
        self.assertEqual(self.type("beans", gap=45, target="#field")["heard"], [])
        self.assertEqual(self.type("beans", gap=45, wait=900)["heard"], ["beans"])

    def test_a_scan_into_a_field_leaves_the_field_as_it_was(self):
        self.js("document.querySelector('#field').value = 'Bla'")
        typed = self.type([*"7K2M9XRD", "Enter"], target="#field")
        self.assert_typed(typed, heard=["7K2M9XRD"], value="Bla")

    def test_a_scan_over_a_list_leaves_the_choice_as_it_was(self):
        typed = self.js("""
            document.querySelector('#list').addEventListener('keydown', ({ target }) => { target.value = 'B1'; });
            """ + TYPE, [*"B4T0QWM1", "Enter"], 3, "#list")
        self.assert_typed(typed, heard=["B4T0QWM1"], value="A3")

    def test_a_slow_scan_over_a_list_is_taken_and_leaves_the_choice_as_it_was(self):
        self.js("document.querySelector('#list').addEventListener('keydown', ({ target }) => { target.value = 'B1'; })")
        for gap in (45, 70, 120):
            for code in ("7K2M9XRD", "7k2m-9xrd", "BEANS-CASE", "4133", "041331024686"):
                for keys, wait in (([*code, "Enter"], None), (code, 900)):
                    with self.subTest(gap=gap, code=code, wait=wait):
                        typed = self.type(keys, gap=gap, target="#list", wait=wait)
                        self.assert_typed(typed, heard=[code], missed=[], value="A3", passed=0)
            self.assert_typed(self.type([*"beans-case", "Enter"], gap=gap, target="#list"), heard=[], missed=["beans-case"], value="A3")

    def test_who_types_into_a_list_chooses_an_entry(self):
        self.js("""
            const list = document.querySelector('#list');
            list.add(new Option('Shelf A'));
            list.addEventListener('keydown', () => { list.value = 'Shelf A'; });
        """)
        for typed in ("shelf", "Shelf A", "SHEL"):
            self.js("document.querySelector('#list').value = 'A3'")
            self.assert_typed(self.type([*typed, "Enter"], gap=80, target="#list"), heard=[], missed=[], value="Shelf A")
        self.js("document.querySelector('#list').value = 'A3'")
        self.assert_typed(self.type("shelg", gap=80, target="#list", wait=900), heard=[], missed=[], value="Shelf A")

    def test_three_fast_characters_are_no_scan_and_that_is_told(self):
        self.assert_typed(self.type([*"401", "Enter"]), heard=[], missed=["401"], passed=0)

    def test_a_slow_scanner_is_heard_where_no_field_has_the_focus(self):
        for gap in (45, 75, 100, 150):
            with self.subTest(gap=gap):
                self.assert_typed(self.type([*"041331024686", "Enter"], gap=gap), heard=["041331024686"], missed=[], passed=0)
        self.assertEqual(self.type("041331024686", gap=100, wait=600)["heard"], ["041331024686"])

    def test_a_gap_inside_a_code_does_not_split_it(self):
        for place in range(11):
            gaps = [4] * 12
            gaps[place] = 75
            self.assertEqual(self.type([*"041331024686", "Enter"], gap=gaps)["heard"], ["041331024686"])

    def test_part_of_a_code_is_never_taken_for_a_code(self):
        for place in (1, 4, 8, 10):
            gaps = [4] * 12
            gaps[place] = 300
            with self.subTest(place=place):
                self.assert_typed(self.type([*"041331024686", "Enter"], gap=gaps), heard=[], missed=["041331024686"], passed=0)
        self.assert_typed(self.type([*"041331024686", "Enter"], gap=250), heard=[], missed=["041331024686"], passed=0)
        self.assert_typed(self.type("041331024686", gap=250, wait=1000), heard=[], missed=["041331024686"])

    def test_part_of_a_code_is_never_taken_for_a_code_in_a_field_either_and_nothing_stays_there(self):
        code = "041331024686"
        for name in ("name", "quantity", "code"):
            for place in (1, 2, 4, 8, 10):
                gaps = [4] * 12
                gaps[place] = 300
                for keys, wait in (([*code, "Enter"], None), (code, 1000)):
                    with self.subTest(name=name, place=place, wait=wait):
                        self.js("Object.assign(document.querySelector('#field'), { name: args[0], value: '1' })", name)
                        typed = self.type(keys, gap=gaps, target="#field", wait=wait)
                        self.assert_typed(typed, heard=[], missed=[code], value="1", passed=0)
        # A slow scanner is heard by its digits.
        for place in (3, 7):
            gaps = [80] * 12
            gaps[place] = 300
            self.js("Object.assign(document.querySelector('#field'), { name: 'note', value: '' })")
            self.assert_typed(self.type([*code, "Enter"], gap=gaps, target="#field"), heard=[], missed=[code], value="")

    def test_what_a_person_typed_before_a_scan_stays_and_is_no_part_of_it(self):
        for code in ("041331024686", "7K2M9XRD", "96385074"):
            for words, gap in (("2", 500), ("12", 200), ("Harvest ", 200)):
                with self.subTest(code=code, words=words):
                    self.js("Object.assign(document.querySelector('#field'), { name: 'note', value: '' })")
                    gaps = [gap] * len(words) + [3] * len(code)
                    typed = self.type([*words, *code, "Enter"], gap=gaps, target="#field")
                    self.assert_typed(typed, heard=[code], missed=[], value=words, passed=0)
        for name in ("note", "quantity", "code"):
            self.js("Object.assign(document.querySelector('#field'), { name: args[0], value: '' })", name)
            self.assert_typed(self.type([*"12345678", "Enter"], gap=200, target="#field"), heard=[], missed=[], value="12345678", passed=1)

    def test_the_rest_of_a_code_may_come_after_the_pause_of_a_whole_one(self):
        # Through the clock: nothing says yet whether this scanner has an end key.
        heard = self.js("""
            const { listenForScans } = await import('/assets/scanner.js');
            const heard = [], missed = [];
            listenForScans(document, (text) => heard.push(text), (text) => missed.push(text));
            const press = (keys) => { for (const key of keys) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })); };
            press('0413');
            await new Promise((resolve) => setTimeout(resolve, 250));
            press([...'31024686', 'Enter']);
            return { heard, missed };
        """)
        self.assertEqual(heard, {"heard": [], "missed": ["041331024686"]})

    def test_a_scan_and_its_end_keys_press_no_button(self):
        self.js("""
            globalThis.pressed = 0;
            const button = Object.assign(document.createElement('button'), { id: 'button', textContent: '+' });
            button.addEventListener('click', () => { globalThis.pressed += 1; });
            document.body.append(button);
        """)
        for gap in (3, 60, 150):
            typed = self.type([*"7K2M 9XRD", "Enter", "Enter"], gap=gap, target="#button")
            self.assert_typed(typed, heard=["7K2M 9XRD"], passed=0)
        self.assert_typed(self.type([*"7K2M9XRD", "Enter"], gap=[3] * 7 + [500], target="#button"), passed=0)
        self.assertEqual(self.type(["Enter"], target="#button")["passed"], 1)
        # Through the browser's own keyboard: a space and Enter press what has the focus.
        self.js("""
            const { listenForScans } = await import('/assets/scanner.js');
            globalThis.codes = [];
            listenForScans(document, (code) => codes.push(code));
        """)
        self.driver.find_element(By.ID, "button").send_keys("AB 12 CD" + Keys.ENTER + Keys.ENTER)
        self.assertEqual(self.js("return [codes, pressed]"), [["AB 12 CD"], 0])

    def test_a_scan_never_lands_in_the_field_of_quantities(self):
        self.js("document.querySelector('#field').name = 'quantity'; document.querySelector('#field').value = '1'")
        for gap, code in ((3, "041331024686"), ([4] * 6 + [60] + [4] * 5, "041331024686"), (60, "041331024686"), (120, "7K2M9XRD"), (100, "20112254"), (100, "201122")):
            with self.subTest(gap=gap, code=code):
                typed = self.type([*code, "Enter"], gap=gap, target="#field")
                self.assert_typed(typed, heard=[code], value="1", passed=0)
        self.assert_typed(self.type([*"250", "Enter"], gap=120, target="#field"), heard=[], missed=[], passed=1, value="1250")

    def test_a_slow_scan_into_a_text_is_taken_out_and_a_persons_words_stay(self):
        for code in ("041331024686", "]Q17K2M9XRD", "https://pantry.example/7K2M9XRD"):
            self.assert_typed(self.type([*code, "Enter"], gap=80, target="#field"), heard=[code], value="")
        for words in ("Harvest Market", "4133", "2 boxes"):
            self.js("document.querySelector('#field').value = ''")
            self.assert_typed(self.type([*words, "Enter"], gap=80, target="#field"), heard=[], missed=[], value=words, passed=1)

    def test_control_keys_are_left_out_and_the_group_separator_is_kept(self):
        keys = [*"]C110AB", "Shift", "F8", {"key": "]", "ctrlKey": True}, *"3202", "Enter"]
        self.assertEqual(self.type(keys)["heard"], ["]C110AB\x1d3202"])

    def test_a_group_separator_typed_with_alt_is_kept(self):
        heard = self.js("""
            const { listenForScans } = await import('/assets/scanner.js');
            const heard = [];
            listenForScans(document, (text) => heard.push(text));
            let at = 1000;
            const send = (type, key, more = {}) => {
                const event = new KeyboardEvent(type, { key, bubbles: true, cancelable: true, ...more });
                Object.defineProperty(event, 'timeStamp', { value: at += 3 });
                document.body.dispatchEvent(event);
            };
            for (const key of '10AB') send('keydown', key);
            for (const key of '0029') send('keydown', key, { altKey: true });
            send('keyup', 'Alt');
            for (const key of '3202') send('keydown', key);
            send('keydown', 'Enter');
            return heard;
        """)
        self.assertEqual(heard, ["10AB\x1d3202"])

    def test_enter_after_a_scan_presses_no_button(self):
        pressed = self.js("""
            const { listenForScans } = await import('/assets/scanner.js');
            listenForScans(document, () => {});
            let prevented;
            for (const [index, key] of [...'4011', 'Enter'].entries()) {
                const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
                Object.defineProperty(event, 'timeStamp', { value: 1000 + index });
                document.body.dispatchEvent(event);
                prevented = event.defaultPrevented;
            }
            return prevented;
        """)
        self.assertTrue(pressed)


if __name__ == "__main__":
    unittest.main()
