"""Ids, codes and words as the pages' scripts make them."""

import json
import pathlib
import time
import unittest
import uuid

from browser import ScriptTest

EXAMPLES = pathlib.Path(__file__).parents[1] / "Examples"


class Words(ScriptTest):
    def test_ids_are_version_7_and_in_the_order_of_time(self):
        first, last, made = self.js("""
            const { newId, madeAt } = await import('/assets/ids.js');
            const now = Date.now();
            return [newId(now), newId(now + 1), madeAt(newId(now)) === now];
        """)
        for text in (first, last):
            self.assertEqual(uuid.UUID(text).version, 7)
            self.assertEqual(uuid.UUID(text).variant, uuid.RFC_4122)
        self.assertLess(first, last)
        self.assertTrue(made)
        self.assertLess(abs((uuid.UUID(first).int >> 80) / 1000 - time.time()), 60)

    def test_labels_are_read_as_the_hub_reads_them(self):
        examples = json.loads((EXAMPLES / "label-codes.json").read_text())
        read = "const { labelIn } = await import('/assets/codes.js'); return args[0].map((text) => labelIn(text) ?? null);"
        texts = list(examples["labels"])
        self.assertEqual(dict(zip(texts, self.js(read, texts))), examples["labels"])
        others = examples["others"]
        self.assertEqual(dict(zip(others, self.js(read, others))), dict.fromkeys(others))

    def test_a_list_of_items_that_is_none_of_the_hubs_offers_nothing(self):
        item = {"id": "i", "name": "Beans"}
        replies = [json.dumps([item]), "[]", "{}", "null", '[{"name":"Beans"}]', "[null]", "", "<!doctype html><title>Sign in</title>"]
        offered, named = self.js("""
            const { itemsNamed, offerItems } = await import('/assets/known-items.js');
            document.body.append(Object.assign(document.createElement('datalist'), { id: 'known-items' }));
            let text;
            globalThis.fetch = async () => new Response(text);
            const all = [];
            for (text of args[0]) all.push([(await offerItems('beans'))?.length ?? null, (await itemsNamed('beans'))[0] ?? null]);
            return [all.map(([offered]) => offered), all.map(([, named]) => named)];
        """, replies)
        # That none is there, only the hub says.
        self.assertEqual((offered, named), ([1, 0] + [None] * 6, [item] + [None] * 7))

    def test_no_text_stands_twice_under_one_name(self):
        def once(pairs):
            self.assertEqual(len(pairs), len(dict(pairs)), [name for name, _ in pairs])
            return dict(pairs)

        for file in (EXAMPLES.parents[1] / "Sources" / "Localization" / "Messages").glob("*.json"):
            json.loads(file.read_text(), object_pairs_hook=once)

    def test_papers_of_people_are_known_as_the_hub_knows_them(self):
        examples = json.loads((EXAMPLES / "personal-papers.json").read_text())
        for kind in ("lines", "codes"):
            known = self.js("const { isPersonal } = await import('/assets/papers.js'); return args[0].map(isPersonal);", examples[kind])
            self.assertEqual(dict(zip(examples[kind], known)), dict.fromkeys(examples[kind], kind == "lines"))

    def test_a_burst_is_dropped_whole_and_a_product_in_it_is_not(self):
        dropped = self.js("""
            const { Papers } = await import('/assets/papers.js');
            const papers = new Papers();
            return args[0].map(([code, at]) => papers.drops(code, at));
        """, [["4011 x", 0], ["@", 1000], ["ANSI 636000", 1100], ["ZNBDUPLICATE", 1300], ["VA01", 2500], ["041331024686", 2600],
              ["ZNB-42", 4200], ["DBB06061986", 5000], ["DCSO", 9000], ["DAIRYE", 15000], ["041331024686", 16000], ["DAIRYE", 16100],
              ["DBB06061986", 20000], ["DCSO", 30100]])
        self.assertEqual(dropped, [False, True, True, True, True, False, True, True, True, True, False, True, True, False])

    def test_a_visiting_card_is_dropped_line_by_line(self):
        lines = ["N:Doe;Jane", "BEGIN:VCARD", "VERSION:3.0", "N:Doe;Jane", "TEL;TYPE=CELL:+15551234567", "ADR:;;12 Main St;Town;NY;12345", "END:VCARD"]
        for gap in (60, 3000):
            dropped = self.js("""
                const { Papers } = await import('/assets/papers.js');
                const papers = new Papers();
                return args[0].map((code, index) => papers.drops(code, index * args[1]));
            """, lines, gap)
            self.assertEqual(dropped, [False, *[True] * 6])

    def test_quantities_are_read_as_people_write_them_or_asked_about(self):
        typed = {"": 1, "1": 1, " 12 ": 12, "9999": 9999, "007": 7, "\u0663\u0660": 30, "\u06f4\u06f2": 42, "0": None, "1,5": None, "abc": None, "-3": None,
                 "0x10": None, "1e3": None, "2.5": None, "12345": None, "041331024686": None, "+3": None, "1 000": None, "\u00b2": None, "5852\n1": None}
        read = self.js("const { readQuantity } = await import('/assets/quantity.js'); return args[0].map((text) => readQuantity(text) ?? null);",
                       list(typed))
        self.assertEqual(dict(zip(typed, read)), typed)
        asked = {"12345": 12345, "9999999": 9_999_999, "10000000": None, "1e3": None, "0": None, "": None, "4": 4}
        read = self.js("const { readAsked } = await import('/assets/quantity.js'); return args[0].map((text) => readAsked(text) ?? null);", list(asked))
        self.assertEqual(dict(zip(asked, read)), asked)

    def test_what_is_typed_is_read_as_the_command_line_reads_it(self):
        examples = json.loads((EXAMPLES / "typed-scans.json").read_text())
        read = self.js("const { readTyped } = await import('/assets/quantity.js'); return args[0].map(readTyped);", list(examples))
        self.assertEqual(dict(zip(examples, read)), examples)

    def test_a_date_is_read_as_the_hub_reads_it(self):
        examples = json.loads((EXAMPLES / "typed-dates.json").read_text())
        read = self.js("const { readDate } = await import('/assets/typed-date.js'); return args[0].map((text) => readDate(text) ?? null);", list(examples))
        self.assertEqual(dict(zip(examples, read)), examples)

    def test_a_number_that_is_no_whole_one_is_no_code_beside_a_sign(self):
        numbers = ("1.5", "1,5", "-2", "−2", "+2", "0", "00", "1e3", "½", "2½", "1/2", "1 1/2", ".5", "2.", "1'000", "1.000,5")
        typed = [form for number in numbers for form in (f"{number}*4133", f"4133*{number}", f"{number} x 4133", f"{number} × 4133")]
        read = self.js("const { readTyped } = await import('/assets/quantity.js'); return args[0].map(readTyped);", [*typed, "1.5x4133", "-2x4133", "4133x1,5"])
        self.assertEqual({text: reading for text, reading in zip(typed, read) if reading != []}, {})
        self.assertEqual(read[-3:], [[]] * 3)

    def test_texts_are_filled_and_follow_numbers(self):
        told = self.js("""
            const { localizer } = await import('/assets/localizer.js');
            const words = { scan: { n: { one: '{n} label', other: '{n} labels' }, at: 'Now {balance} in {place}.' } };
            const { text, has, weight, signed, amount } = localizer(words, 'en', 'kg');
            return [text('scan.n', { n: 1 }), text('scan.n', { n: 1200 }),
                text('scan.at', { balance: '36', place: '{n}' }),
                text('scan.none'), has('scan.none'), weight(425), weight(12750), signed(-3, 'each'),
                signed(0, 'each'), signed(2500, 'gram'), amount(-3, 'each'), amount(-2500, 'gram')];
        """)
        self.assertEqual(told, ["1 label", "1,200 labels", "Now 36 in {n}.", "scan.none", False,
                                "425 g", "12.75 kg", "−3", "0", "+2.5 kg", "−3", "−2.5 kg"])

    def test_weights_are_in_the_hubs_unit(self):
        told = self.js("""
            const { localizer } = await import('/assets/localizer.js');
            return [localizer({}, 'es', 'kg').weight(12750), localizer({}, 'en', 'lb').weight(453592)];
        """)
        self.assertEqual(told, ["12,75 kg", "1,000 lb"])

    def test_times_carry_the_devices_own_offset(self):
        self.driver.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": "America/St_Johns"})
        text = self.js("""
            const { localTime } = await import('/assets/scan-intake.js');
            return localTime(new Date('2026-11-21T15:02:03.456Z'));
        """)
        self.assertEqual(text, "2026-11-21T11:32:03.456-03:30")


if __name__ == "__main__":
    unittest.main()
