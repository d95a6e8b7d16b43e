"""A hand scanner is told from a person by speed, wherever the focus is."""

import unittest

from browser import ScriptTest

# Types keys with the given gap between them and answers the scans heard. Time stands in the events
# themselves, so nothing waits but the pause that ends a scan without an end key.
TYPE = """
const { listenForScans, PAUSE_MS } = await import('/assets/scanner.js');
const [keys, gap, target] = args;
const heard = [];
const stop = listenForScans(document, (text) => heard.push(text));
const element = document.querySelector(target);
element.focus?.();
keys.forEach((key, index) => {
    const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...(key.key ? key : { key }) });
    Object.defineProperty(event, 'timeStamp', { value: 1000 + index * gap });
    const goesOn = element.dispatchEvent(event);
    if (goesOn && key.length === 1 && element.matches('input')) element.value += key;
});
await new Promise((resolve) => setTimeout(resolve, 2 * PAUSE_MS));
stop();
return { heard, value: element.value };
"""


class Scanner(ScriptTest):
    def type(self, keys, gap=3, target="body"):
        return self.js(TYPE, list(keys), gap, target)

    def test_a_scan_ends_with_enter_tab_or_a_pause(self):
        for end in (["Enter"], ["Tab"], []):
            with self.subTest(end=end):
                self.assertEqual(self.type([*"00016000275287", *end])["heard"], ["00016000275287"])

    def test_two_identical_scans_are_two(self):
        heard = self.type([*"4011", "Enter", *"4011", "Enter"])["heard"]
        self.assertEqual(heard, ["4011", "4011"])

    def test_what_a_person_types_is_no_scan(self):
        typed = self.type([*"4011", "Enter"], gap=120, target="#field")
        self.assertEqual(typed, {"heard": [], "value": "4011"})

    def test_a_fast_typist_in_a_field_is_still_a_person(self):
        self.assertEqual(self.type("beans", gap=45, target="#field")["heard"], [])
        self.assertEqual(self.type("beans", gap=45)["heard"], ["beans"])

    def test_a_scan_into_a_field_leaves_the_field_as_it_was(self):
        self.js("document.querySelector('#field').value = 'Bla'")
        typed = self.type([*"7K2M9XRD", "Enter"], target="#field")
        self.assertEqual(typed, {"heard": ["7K2M9XRD"], "value": "Bla"})

    def test_a_scan_over_a_list_leaves_the_choice_as_it_was(self):
        typed = self.js("""
            document.querySelector('#list').addEventListener('keydown', ({ target }) => { target.value = 'B1'; });
            """ + TYPE, [*"B4T0QWM1", "Enter"], 3, "#list")
        self.assertEqual(typed, {"heard": ["B4T0QWM1"], "value": "A3"})

    def test_three_fast_characters_are_no_scan(self):
        self.assertEqual(self.type([*"401", "Enter"])["heard"], [])

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
