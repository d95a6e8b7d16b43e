"""Ids, codes and words as the pages' scripts make them."""

import time
import unittest
import uuid

from browser import ScriptTest


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

    def test_only_a_code_of_the_shape_of_a_label_is_asked_about(self):
        shapes = self.js("""
            const { mayBeLabel } = await import('/assets/codes.js');
            return ['7K2M9XRD', '02345673', '7K2M9XRU', '7k2m9xrd', '00016000275287'].map(mayBeLabel);
        """)
        self.assertEqual(shapes, [True, False, False, False, False])

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
            return localTime(new Date('2026-11-21T15:02:03Z'));
        """)
        self.assertEqual(text, "2026-11-21T11:32:03-03:30")


if __name__ == "__main__":
    unittest.main()
