"""What becomes of a scan for each reply that may come to it, from the hub or from whatever stands in its place."""

import unittest

from browser import ScriptTest

# A reply: its status (0 is no network) and its body; beside it, what becomes of the scan and how the hub counts as
# reached. `None` is: it stays on the device and is sent again.
OK, PROBLEM = '{"id":"a","outcome":"recorded"}', '{"status":0,"code":"wrong"}'
PAGE, CUT = "<!doctype html><title>Welcome to our wifi</title>", '{"id":"a","outc'
REPLIES = [
    (200, OK, "accepted", "ok"),
    (201, OK, "accepted", "ok"),
    (202, '{"id":"a","outcome":"unresolved"}', "unresolved", "ok"),
    *((status, PROBLEM, "rejected", "ok") for status in (400, 404, 405, 409, 413, 415, 422)),
    *((status, PROBLEM, None, "signed-out") for status in (401, 403)),
    *((status, PROBLEM, None, "away") for status in (408, 421, 425, 429, 500, 501, 502, 503, 504, 507, 511)),
    *((status, PAGE, None, "away") for status in (200, 201, 202, 400, 401, 403, 404, 407, 500, 502, 503, 511)),
    *((200, body, None, "away") for body in ("", CUT, "null", "true", '"ok"', "[]")),
    (422, '{"error":"no"}', None, "away"),
    (0, None, None, "away"),
]

# One queue before one reply, then before a hub that takes everything. No wait passes: what would wait is noted and let go.
ONE_REPLY = """
const { Queue } = await import('/assets/queue.js');
const { openQueueStore } = await import('/assets/queue-store.js');
const store = await openQueueStore();
const waits = [];
globalThis.setTimeout = (step, milliseconds) => { waits.push(milliseconds); };
let now = 1_000;
performance.now = () => now;
const sent = [];
let reply;
const hub = async (path, { body }) => {
    sent.push(body);
    const { status, text, headers } = reply;
    if (!status) throw new TypeError('no network');
    return new Response(text, { status, headers });
};
const queue = new Queue(store, () => {}, hub);
const add = (id) => store.append({ id, run: 'r', path: '/api/v1/scans', body: { id }, state: 'waiting', tries: 0, at: 1 });
const state = async (id) => (await store.withId(id)).state;
"""


class Replies(ScriptTest):
    def test_a_scan_is_accepted_rejected_or_sent_again_by_what_the_hub_itself_says(self):
        for status, text, state, reach in REPLIES:
            with self.subTest(status=status, text=text):
                self.setUp()
                became, reached, again, sent = self.js(ONE_REPLY + """
                    const [status, text] = args;
                    reply = { status, text };
                    await add('a');
                    await queue.wake();
                    const became = await state('a'), reached = queue.reach;
                    reply = { status: 201, text: '{}' };
                    await queue.wake();
                    return [became, reached, await state('a'), sent];
                """, status, text)
                self.assertEqual((became, reached), (state or "waiting", reach))
                self.assertEqual(again, state or "accepted")
                self.assertEqual(sent, ['{"id":"a"}'] * (1 if state else 2))

    def test_what_cannot_be_sent_holds_back_the_scans_after_it_and_loses_none(self):
        states, sent = self.js(ONE_REPLY + """
            reply = { status: 507, text: '{"code":"disk_full"}' };
            await add('a');
            await add('b');
            await queue.wake();
            reply = { status: 201, text: '{}' };
            await queue.wake();
            return [[await state('a'), await state('b')], sent];
        """)
        self.assertEqual(states, ["accepted", "accepted"])
        self.assertEqual(sent, ['{"id":"a"}', '{"id":"a"}', '{"id":"b"}'])

    def test_a_reply_may_ask_for_a_wait_in_seconds_or_until_a_date_but_not_for_a_long_one(self):
        asked = [
            ("7", 7_000), ("0", 0), (" 3 ", 3_000), ("86400", 60_000), ("9" * 400, 60_000), ("-5", 0), ("1.5", 0),
            ("soon", 0), ("", 0), (None, 0), ("Sat, 21 Nov 2026 15:00:20 GMT", 20_000),
            ("Sat, 21 Nov 2026 14:00:00 GMT", 0), ("Sun, 22 Nov 2026 15:00:00 GMT", 60_000),
        ]
        waits = self.js("""
            const { readReply } = await import('/assets/hub-reply.js');
            const now = Date.parse('2026-11-21T15:00:00Z');
            return args[0].map((text) => {
                const headers = new Headers(text === null ? {} : { 'Retry-After': text });
                return readReply(503, headers, { code: 'busy' }, now).waitMs;
            });
        """, [text for text, _ in asked])
        self.assertEqual(dict(zip([text for text, _ in asked], waits)), dict(asked))

    def test_nothing_is_sent_before_the_moment_that_the_hub_asked_for(self):
        early, waits, late = self.js(ONE_REPLY + """
            reply = { status: 429, text: '{"code":"too_many_requests"}', headers: { 'Retry-After': '30' } };
            await add('a');
            await queue.wake();
            reply = { status: 201, text: '{}' };
            now += 29_000;
            await queue.wake();
            const early = sent.length;
            now += 1_000;
            await queue.wake();
            return [early, waits, sent.length];
        """)
        self.assertEqual((early, waits, late), (1, [30_000, 1_000], 2))

    def test_waits_grow_up_to_a_limit_and_begin_anew_after_an_answer(self):
        waits, after = self.js(ONE_REPLY + """
            Math.random = () => 0.5;
            reply = { status: 0 };
            await add('a');
            for (let n = 0; n < 9; n += 1) await queue.wake();
            const grown = waits.splice(0);
            reply = { status: 201, text: '{}' };
            await queue.wake();
            reply = { status: 503, text: '{"code":"disk_failed"}' };
            await add('b');
            await queue.wake();
            return [grown, waits];
        """)
        self.assertEqual(waits, [500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 15_000])
        self.assertEqual(after, [500])

    def test_waits_are_spread_by_a_quarter_to_either_side(self):
        spread = self.js("""
            const { waitBeforeTry } = await import('/assets/queue.js');
            return [[1, 0, 0], [1, 0, 1], [99, 0, 1], [1, 4_000, 1], [99, 60_000, 1]].map((wait) => waitBeforeTry(...wait));
        """)
        self.assertEqual(spread, [375, 625, 18_750, 4_000, 60_000])


if __name__ == "__main__":
    unittest.main()
