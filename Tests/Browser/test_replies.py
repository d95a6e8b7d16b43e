"""What becomes of a scan for each reply that may come to it, from the hub or from whatever stands in its place."""

import json
import unittest

from browser import ScriptTest

# What a hub says of the scan `a`, and what others say of anything.
ITEM, PLACE = {"id": "i", "name": "Beans", "measure": "each"}, {"id": "p", "name": "A1", "kind": "bin", "parent": None, "labelCode": "7K2M9XRD"}
MOVEMENT = {"item": ITEM, "lots": [{"lot": "l", "quantity": 2}], "place": PLACE, "quantity": 2, "balance": 9, "warnings": []}
WHOLE = {"seq": 7, "id": "a", "outcome": "recorded", **MOVEMENT}
RECORDED, UNRESOLVED = json.dumps(WHOLE), '{"seq":7,"id":"A","outcome":"unresolved"}'
# Each lacks or garbles one thing that a recorded scan says.
TRIMMED = [
    *({name: value for name, value in WHOLE.items() if name != left_out} for left_out in WHOLE),
    *({**WHOLE, name: value} for name, value in (
        ("item", None), ("item", {}), ("item", "Beans"), ("item", {"id": "i", "name": "Beans"}), ("item", {**ITEM, "name": None}),
        ("place", None), ("place", {"id": "p"}), ("place", {**PLACE, "name": ""}), ("lots", {}), ("warnings", None), ("warnings", "shortfall"),
        ("quantity", "2"), ("quantity", None), ("quantity", 1.5), ("balance", "9"), ("balance", None), ("seq", 0), ("seq", -1), ("seq", "7"))),
]
FINAL = ("place_not_found", "count_not_found", "id_exists_with_different_content")
PASSING = ("not_signed_in", "role_not_allowed", "request_malformed", "route_not_found", "too_many_requests", "host_foreign",
           "stopping", "disk_full", "fault_inside", "of_next_year")
PAGE, CUT = "<!doctype html><title>Welcome to our wifi</title>", '{"id":"a","outc'
JSON, PROBLEM, HTML = "application/json; charset=utf-8", "application/problem+json", "text/html"
STATUSES = (200, 201, 202, 203, 204, 302, 400, 401, 403, 404, 405, 407, 409, 421, 422, 425, 429, 500, 502, 503, 504, 511)


def problem(code, id="a"):
    return json.dumps({"title": "", "status": 0, "code": code, "detail": "", **({"id": id} if id else {})})


# A reply: its status (0 is no network), type and body; beside it, what becomes of the scan and how the hub counts as reached. `None`
# is: it stays on the device and is sent again.
REPLIES = [
    *((status, JSON, RECORDED, "accepted", "ok") for status in (200, 201, 202, 500)),
    *((status, JSON, UNRESOLVED, "unresolved", "ok") for status in (200, 201, 202)),
    *((422, PROBLEM, problem(code), "rejected", "ok") for code in FINAL),
    (200, PROBLEM, problem("place_not_found"), "rejected", "ok"),
    *((422, PROBLEM, problem(code), None, "signed-out" if code in PASSING[:2] else "away") for code in PASSING),
    # Of another scan, of none, or not the hub's way to say it.
    *((422, kind, text, None, "away") for kind, text in (
        (PROBLEM, problem("place_not_found", "b")), (PROBLEM, problem("place_not_found", None)), (JSON, problem("place_not_found")),
        (HTML, problem("place_not_found")), (HTML, problem("not_signed_in")))),
    *((200, JSON, json.dumps(body), None, "away") for body in TRIMMED),
    *((200, JSON, text, None, "away") for text in (
        '{"seq":9,"id":"a","outcome":"recorded"}', '{"id":"a","outcome":"unresolved"}', json.dumps({**WHOLE, "id": "b"}), '{"id":"a"}', '{"id":"a","outcome":"lookup"}', '{"id":"a","outcome":"toString"}',
        '{"id":["a"],"outcome":"recorded"}', '{"id":"a","outcome":"dismissed"}', "{}", "[]", "null", "true", '"ok"', "", CUT)),
    *((status, HTML, PAGE, None, "away") for status in STATUSES if status != 204),
    *((status, JSON, "{}", None, "away") for status in STATUSES if status != 204),
    (204, JSON, None, None, "away"),
    (0, JSON, None, None, "away"),
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
    const recorded = () => JSON.stringify({ ...MOVEMENT, seq: sent.length, id: JSON.parse(body).id, outcome: 'recorded' });
    return new Response(status === 204 ? null : text ?? recorded(), { status, headers });
};
const queue = new Queue(store, %s, () => {}, hub);
const add = (id, body) => store.append({ id, run: 'r', path: '/api/v1/scans', body: { id, ...body }, state: 'waiting', tries: 0, at: 1 });
const state = async (id) => (await store.withId(id)).state;
""".replace("MOVEMENT", json.dumps(MOVEMENT)) % json.dumps(FINAL)


class Replies(ScriptTest):
    def test_a_scan_is_accepted_rejected_or_sent_again_by_what_the_hub_itself_says(self):
        for status, kind, text, state, reach in REPLIES:
            with self.subTest(status=status, kind=kind, text=text):
                self.setUp()
                became, reached, again, sent = self.js(ONE_REPLY + """
                    const [status, kind, text] = args;
                    reply = { status, text, headers: { 'Content-Type': kind } };
                    await add('a');
                    await queue.wake();
                    const became = await state('a'), reached = queue.reach;
                    reply = { status: 201 };
                    await queue.wake();
                    return [became, reached, await state('a'), sent];
                """, status, kind, text)
                self.assertEqual((became, reached), (state or "waiting", reach))
                self.assertEqual(again, state or "accepted")
                self.assertEqual(sent, ['{"id":"a"}'] * (1 if state else 2))

    def test_a_place_that_was_scanned_itself_has_no_item(self):
        body = {"seq": 7, "id": "a", "outcome": "recorded", **MOVEMENT, "lots": [], "quantity": 0, "balance": 0}
        del body["item"]
        for code, state in (("7K2M9XRD", "accepted"), ("]Q17k2m-9xrd", "accepted"), ("041331024686", "waiting")):
            with self.subTest(code=code):
                self.setUp()
                self.assertEqual(self.js(ONE_REPLY + """
                    reply = { status: 201, text: args[1] };
                    await add('a', { mode: 'move', code: args[0] });
                    await queue.wake();
                    return state('a');
                """, code, json.dumps(body)), state)

    def test_what_follows_a_scan_is_settled_by_an_answer_of_its_own(self):
        box = json.dumps({name: value for name, value in WHOLE.items() if name != "item"})
        scan = {"seq": 3, "id": "x", "outcome": "recorded", **MOVEMENT}
        bound = [{"code": "s", "state": "bound"}, {"code": "s", "state": "replaced"}, {"code": "s", "state": "bound", "place": PLACE},
                 {"code": "s", "state": "bound", "settled": [{"scan": "x"}, {"scan": "y", "answer": scan}]}]
        known = {
            "undoes": [RECORDED, box, *(f'{{"id":"a","outcome":"{outcome}"}}' for outcome in ("dismissed", "reopened", "parted", "undone"))],
            "resolves": [RECORDED, '{"id":"a","outcome":"dismissed"}'],
            "binds": [json.dumps(body) for body in bound],
        }
        unknown = ['{"id":"a","outcome":"recorded"}', '{"seq":7,"id":"a","outcome":"recorded"}', '{"seq":7,"id":"a","outcome":"unresolved"}',
                   '{"id":"s","outcome":"recorded"}', '{"code":"s","state":"blank"}', '{"code":"t","state":"bound"}',
                   '{"code":"s","state":"bound","place":{}}', '{"code":"s","state":"bound","settled":{}}',
                   '{"code":"s","state":"bound","settled":[{"scan":"x","answer":{"seq":3}}]}', "{}"]
        for kind, bodies in known.items():
            for body in bodies + unknown:
                with self.subTest(kind=kind, body=body):
                    state = self.js("""
                        const { readReply } = await import('/assets/hub-reply.js');
                        return readReply({ id: 'a', [args[0]]: 's', body: { id: 'a' } }, new Headers(), JSON.parse(args[1]), new Set()).state ?? null;
                    """, kind, body)
                    self.assertEqual(state, "accepted" if body in bodies else None)

    def test_a_question_is_answered_by_a_look_up_that_names_it_and_says_what_it_found(self):
        lookup = {"id": "q", "outcome": "lookup"}
        found = [{**lookup, "target": "unknown"}, {**lookup, "target": "of next year"}, {**lookup, "target": "item", "item": ITEM},
                 {**lookup, "target": "place", "place": PLACE}]
        none = [lookup, {**lookup, "target": "place"}, {**lookup, "target": "item"}, {**lookup, "target": "lot", "item": {"id": "i"}},
                {**lookup, "target": "unknown", "id": "p"}, {"outcome": "lookup", "target": "unknown"}, {}]
        answers = self.js(ONE_REPLY + """
            const asked = [];
            for (const text of args[0]) {
                reply = { status: 200, text };
                asked.push(Boolean(await queue.ask('/api/v1/scans', { id: 'q' }, 1000)));
            }
            return asked;
        """, [*map(json.dumps, found + none), PAGE])
        self.assertEqual(answers, [True] * len(found) + [False] * (len(none) + 1))

    def test_nothing_that_was_recorded_answers_a_question_about_a_label(self):
        tries, answer = self.js(ONE_REPLY + """
            const { n } = await queue.add({ id: 'l', run: 'r', path: '/api/v1/scans', body: { id: 'l' }, state: 'undecided' });
            globalThis.setTimeout = (step) => queueMicrotask(step);
            reply = { status: 200, text: JSON.stringify({ ...MOVEMENT, seq: 7, id: 'q', outcome: 'recorded' }) };
            const hears = queue.askAbout(n, '/api/v1/scans', { id: 'q' });
            while (sent.length < 3) await new Promise((resolve) => queueMicrotask(() => requestAnimationFrame(resolve)));
            reply = { status: 200, text: '{"id":"q","outcome":"lookup","target":"unknown"}' };
            return [sent.length, (await hears).target];
        """.replace("MOVEMENT", json.dumps(MOVEMENT)))
        self.assertEqual((tries >= 3, answer), (True, "unknown"))

    def test_what_cannot_be_sent_holds_back_the_scans_after_it_and_loses_none(self):
        states, sent = self.js(ONE_REPLY + """
            reply = { status: 507, text: '{"code":"disk_full"}' };
            await add('a');
            await add('b');
            await queue.wake();
            reply = { status: 201 };
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
                return readReply({ id: 'a' }, headers, { code: 'busy' }, new Set(), now).waitMs;
            });
        """, [text for text, _ in asked])
        self.assertEqual(dict(zip([text for text, _ in asked], waits)), dict(asked))

    def test_nothing_is_sent_before_the_moment_that_the_hub_asked_for(self):
        early, waits, late = self.js(ONE_REPLY + """
            reply = { status: 429, text: '{"code":"too_many_requests"}', headers: { 'Retry-After': '30' } };
            await add('a');
            await queue.wake();
            reply = { status: 201 };
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
            reply = { status: 201 };
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
