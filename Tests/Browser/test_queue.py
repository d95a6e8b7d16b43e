"""What was scanned is kept on the device, sent in order, and never sent as something else."""

import datetime
import unittest

from browser import ScriptTest

# A queue on the browser's own IndexedDB, before a hub that answers what the test says: a status, or
# nothing at all. `settle()` resolves when nothing is being sent.
QUEUE = """
const { Queue, MOST_WAITING } = await import('/assets/queue.js');
const { openQueueStore } = await import('/assets/queue-store.js');
const store = await openQueueStore();
const sent = [];
let answers = [];
const outcomes = { 200: 'recorded', 201: 'recorded', 202: 'unresolved' };
const item = { id: 'i', name: 'Beans', measure: 'each' }, place = { id: 'p', name: 'A1', kind: 'bin' };
const movement = { item, place, lots: [], quantity: 1, balance: 1, warnings: [] };
const codes = { 401: 'not_signed_in', 409: 'id_exists_with_different_content', 422: 'place_not_found', 500: 'fault_inside' };
// `answer` may be a status for all, or say of each body which.
const hub = async (path, { body }) => {
    sent.push(body);
    const { id } = JSON.parse(body);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    const status = typeof answer === 'function' ? answer(id) : answer;
    if (!status) throw new TypeError('no network');
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    return new Response(JSON.stringify({ ...movement, status, id, seq: sent.length, outcome: outcomes[status], code: codes[status] }), { status, headers: { 'Content-Type': type } });
};
const changes = [];
const queue = new Queue(store, [codes[409], codes[422]], (post, reach) => changes.push([post?.state, reach]), hub);
const post = (id, more = {}) => ({ id, run: 'r', path: '/api/v1/scans', body: { id }, ...more });
const settle = async () => {
    for (;;) {
        await queue.wake();
        const before = sent.length;
        await new Promise((resolve) => setTimeout(resolve));
        if (sent.length === before && (!answers[0] || !await store.oldest('waiting'))) return;
    }
};
const states = async () => (await store.run('r')).map(({ id, state }) => [id, state]);
"""

# The same before a hub with a journal: `ledger` holds the ids that it has in their order, and `fallBack(n)` leaves it the first n.
JOURNAL = """
let ledger = [], head = { hub: 'h', epoch: 1, epochFrom: 1 };
const again = [], lost = [];
const hash = (seq) => `${head.epoch}:${ledger[seq - 1]}`;
const journaling = async (path, { body }) => {
    if (path === '/health') return Response.json({ ...head, head: { seq: ledger.length, hash: hash(ledger.length) } });
    if (!body) {
        const seq = Number(new URL(path, location).searchParams.get('after')) + 1;
        return Response.json({ seq, hash: hash(seq) });
    }
    const { id } = JSON.parse(body);
    again.push(id);
    const isKnown = ledger.includes(id);
    if (!isKnown) ledger.push(id);
    return Response.json({ ...movement, id, outcome: 'recorded', seq: ledger.indexOf(id) + 1 }, { status: isKnown ? 200 : 201 });
};
const station = new Queue(store, [], () => {}, journaling);
station.onLost = (n) => lost.push(n);
const fallBack = (n, more) => { ledger = ledger.slice(0, n); again.length = 0; head = { ...head, ...more }; };
const done = async () => { while (await store.open()) await station.wake(); };
const send = async (...ids) => { for (const id of ids) await station.add(post(id)); await done(); };
"""


class SendingQueue(ScriptTest):
    def queue(self, body):
        return self.js(QUEUE + body)

    def test_posts_go_out_in_order_and_reach_the_ledger(self):
        sent, states = self.queue("""
            answers = [201];
            await Promise.all(['a', 'b', 'c'].map((id) => queue.add(post(id))));
            await settle();
            return [sent, await states()];
        """)
        self.assertEqual(sent, ['{"id":"a"}', '{"id":"b"}', '{"id":"c"}'])
        self.assertEqual(states, [["a", "accepted"], ["b", "accepted"], ["c", "accepted"]])

    def test_without_an_answer_posts_stay_and_survive_a_reload(self):
        states = self.queue("""
            answers = [0];
            await queue.add(post('a'));
            await queue.add(post('b'));
            await settle();
            return [queue.reach, await states()];
        """)
        self.assertEqual(states, ["away", [["a", "waiting"], ["b", "waiting"]]])
        self.open()
        sent, states = self.queue("answers = [201]; await settle(); return [sent, await states()];")
        self.assertEqual(sent, ['{"id":"a"}', '{"id":"b"}'])
        self.assertEqual(states, [["a", "accepted"], ["b", "accepted"]])

    def test_every_try_sends_the_same_bytes(self):
        sent = self.queue("""
            answers = [503, 201];
            const { n } = await queue.add(post('a'));
            while (sent.length < 1) await new Promise((resolve) => setTimeout(resolve));
            await store.change(n, (kept) => ({ ...kept, body: { id: 'a', quantity: 2 } }));
            await settle();
            return sent;
        """)
        self.assertEqual(sent, ['{"id":"a"}', '{"id":"a"}'])

    def test_a_rejected_post_is_kept_with_its_answer_and_holds_up_nothing(self):
        states, answer = self.queue("""
            answers = [422, 409, 202, 201];
            for (const id of ['a', 'b', 'c', 'd']) await queue.add(post(id));
            await settle();
            return [await states(), (await store.withId('a')).answer.status];
        """)
        self.assertEqual(states, [["a", "rejected"], ["b", "rejected"], ["c", "unresolved"], ["d", "accepted"]])
        self.assertEqual(answer, 422)

    def test_a_device_that_is_signed_out_keeps_its_posts(self):
        reach, states = self.queue("""
            answers = [401, 0];
            await queue.add(post('a'));
            while (queue.reach === 'ok') await new Promise((resolve) => setTimeout(resolve));
            return [queue.reach, await states()];
        """)
        self.assertEqual((reach, states), ("signed-out", [["a", "waiting"]]))

    def test_only_what_was_never_sent_can_be_withdrawn(self):
        withdrawn = self.queue("""
            answers = [0];
            const early = await queue.add(post('early', { state: 'undecided' }));
            const tried = await queue.add(post('tried'));
            while (sent.length < 1) await new Promise((resolve) => setTimeout(resolve));
            return [await queue.withdraw(early.n), await queue.withdraw(tried.n), await states()];
        """)
        self.assertEqual(withdrawn, [True, False, [["early", "withdrawn"], ["tried", "waiting"]]])

    def test_an_undecided_post_waits_until_it_is_released(self):
        before, after = self.queue("""
            answers = [201];
            const { n } = await queue.add(post('a', { state: 'undecided' }));
            await settle();
            const before = [...sent];
            await queue.release(n, (scan) => ({ ...scan, state: 'waiting', body: { id: 'a', place: 'p' } }));
            await settle();
            return [before, sent];
        """)
        self.assertEqual((before, after), ([], ['{"id":"a","place":"p"}']))

    def test_the_queue_has_a_limit(self):
        fault = self.queue("""
            answers = [0];
            const full = { open: async () => MOST_WAITING };
            return new Queue(full, [], () => {}, hub).add(post('a')).catch(({ message }) => message);
        """)
        self.assertEqual(fault, "full")

    def test_posts_of_an_older_script_are_read_by_the_words_of_today(self):
        states, answer, waiting, sent = self.queue("""
            answers = [201];
            for (const [id, state] of [['a', 'ledger'], ['b', 'kept'], ['c', 'held'], ['d', 'waiting'], ['e', 'unresolved']]) {
                await store.append(post(id, { state, tries: 1, at: 1, answer: { code: state } }));
            }
            const reopened = await openQueueStore();
            const waiting = await reopened.open();
            const read = await states();
            await reopened.forgetBefore(2);
            const { n, answer } = await reopened.withId('c');
            await queue.release(n, (scan) => ({ ...scan, state: 'waiting' }));
            await settle();
            return [read, answer, waiting, sent];
        """)
        self.assertEqual(states, [["a", "accepted"], ["b", "rejected"], ["c", "undecided"], ["d", "waiting"], ["e", "unresolved"]])
        self.assertEqual((answer, waiting), ({"code": "held"}, 2))
        self.assertEqual(sent, ['{"id":"c"}', '{"id":"d"}'])

    def test_a_post_that_alone_is_never_answered_is_set_aside_and_the_others_go_on(self):
        before, after, again = self.queue("""
            const { ASIDE_TRIES, ASIDE_MS } = await import('/assets/queue.js');
            globalThis.setTimeout = (step) => queueMicrotask(step);
            answers = [(id) => id === 'a' ? 500 : 201];
            for (const id of ['a', 'b', 'c']) await queue.add(post(id));
            await queue.add(post('undo-a', { undoes: 'a' }));
            while ((await states()).some(([id, state]) => id === 'c' && state !== 'accepted')) await queue.wake();
            const before = [await states(), sent.filter((body) => body === '{"id":"a"}').length === ASIDE_TRIES + 1, await store.open()];
            answers = [201];
            await queue.tryAsideAgain();
            const early = await states();
            await queue.tryAsideAgain(Date.now() + ASIDE_MS);
            while ((await store.open()) > 0) await queue.wake();
            return [before, early, await states()];
        """)
        aside = [["a", "aside"], ["b", "accepted"], ["c", "accepted"], ["undo-a", "waiting"]]
        self.assertEqual(before, [aside, True, 2])
        self.assertEqual(after, aside)
        self.assertEqual(again, [["a", "accepted"], ["b", "accepted"], ["c", "accepted"], ["undo-a", "accepted"]])

    def test_it_is_set_aside_too_where_each_reply_asks_for_a_wait(self):
        states = self.queue("""
            let clock = 0;
            performance.now = () => clock;
            globalThis.setTimeout = (step, wait) => queueMicrotask(() => { clock += wait; step(); });
            const waiting = async (path, { body }) => JSON.parse(body).id === 'a'
                ? new Response('', { status: 503, headers: { 'Retry-After': '5' } }) : hub(path, { body });
            answers = [201];
            const other = new Queue(store, [], () => {}, waiting);
            for (const id of ['a', 'b']) await other.add(post(id));
            while ((await states()).some(([id, state]) => id === 'b' && state !== 'accepted')) await other.wake();
            return states();
        """)
        self.assertEqual(states, [["a", "aside"], ["b", "accepted"]])

    def test_when_nothing_is_taken_nothing_is_set_aside(self):
        states, sent = self.queue("""
            globalThis.setTimeout = (step) => queueMicrotask(step);
            answers = [...Array(60).fill(500), 201];
            for (const id of ['a', 'b', 'c']) await queue.add(post(id));
            while ((await store.open()) > 0) await queue.wake();
            return [await states(), sent];
        """)
        self.assertEqual(states, [["a", "accepted"], ["b", "accepted"], ["c", "accepted"]])
        self.assertNotIn('{"id":"c"}', sent[:60])

    def test_each_send_names_the_devices_clock_and_the_body_stays_the_same(self):
        first, second, now = self.queue("""
            const heard = [];
            const listening = async (path, request) => {
                heard.push([request.headers['Larder-Sent-At'], request.body]);
                return new Response('', { status: 503 });
            };
            const other = new Queue(store, [], () => {}, listening);
            await other.add(post('a'));
            while (heard.length < 2) await other.wake();
            return [heard[0], heard[1], Date.now()];
        """)
        self.assertEqual(first[1], second[1])
        for at, _ in (first, second):
            self.assertRegex(at, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
            moment = datetime.datetime.fromisoformat(at).timestamp() * 1000
            self.assertLess(abs(moment - now), 60_000)

    def test_a_send_says_what_waits_behind_it_and_a_question_does_not(self):
        heard = self.queue("""
            const heard = [];
            const listening = (path, request) => {
                heard.push(request.headers['Larder-Held'] ?? null);
                return hub(path, request);
            };
            answers = [201];
            const other = new Queue(store, [], () => {}, listening);
            await other.add(post('a'));
            while (await store.open()) await other.wake();
            await other.ask('/api/v1/scans', { id: 'b', mode: 'lookup' }, 1000);
            return heard;
        """)
        self.assertEqual(heard, ["0", None])

    def test_a_store_that_is_nearly_full_or_may_be_cleared_is_told(self):
        told = self.js("""
            const { storeTrouble } = await import('/assets/browser-store.js');
            const gigabyte = 2 ** 30;
            const storage = (usage, quota, kept, asked) => ({
                estimate: async () => ({ usage, quota }), persisted: async () => kept, persist: async () => asked,
            });
            return Promise.all([
                storeTrouble(true, storage(0, gigabyte, true)), storeTrouble(true, storage(0, gigabyte, false, true)),
                storeTrouble(true, storage(0, gigabyte, false, false)), storeTrouble(false, storage(0, gigabyte, false, true)),
                storeTrouble(true, storage(0.9 * gigabyte, gigabyte, true)), storeTrouble(true, storage(0, 10 ** 6, true)), storeTrouble(true, null),
            ]).then((all) => all.map((trouble) => trouble ?? null));
        """)
        self.assertEqual(told, [None, None, "mayBeCleared", "mayBeCleared", "nearlyFull", "nearlyFull", "mayBeCleared"])

    def test_what_the_hub_refused_stays_until_a_person_has_dealt_with_it(self):
        kept, forgotten, again, dismissed = self.queue("""
            answers = [422];
            await queue.add(post('a', { at: 1 }));
            await queue.add(post('b', { at: 1 }));
            await settle();
            await store.forgetBefore(Date.now());
            const kept = (await store.kept()).map(({ id }) => id);
            answers = [201];
            const [a, b] = await store.kept();
            await queue.sendAgain(a.n);
            await queue.dismiss(b.n);
            await settle();
            const again = [await states(), (await store.kept()).length];
            await store.forgetBefore(Date.now());
            return [kept, sent, again, await states()];
        """)
        self.assertEqual(kept, ["a", "b"])
        self.assertEqual(forgotten, ['{"id":"a"}', '{"id":"b"}', '{"id":"a"}'])
        self.assertEqual(again, [[["a", "accepted"], ["b", "dismissed"]], 0])
        self.assertEqual(dismissed, [])

    def station(self, body):
        return self.js(QUEUE + JOURNAL + body)

    def test_what_a_hub_lost_is_sent_again_and_nothing_else(self):
        again, lost, ledger = self.station("""
            await station.compare();
            await send('a', 'b', 'c', 'd');
            await station.compare();
            const quiet = again.splice(0).length;
            fallBack(2, { epoch: 2, epochFrom: 3 });
            ledger.push('epochBegun', 'of another device');
            await station.compare();
            await done();
            await station.compare();
            return [again, lost, ledger, quiet];
        """)[:3]
        self.assertEqual((again, lost), (["c", "d"], [2]))
        self.assertEqual(ledger, ["a", "b", "epochBegun", "of another device", "c", "d"])

    def test_a_head_below_what_the_device_was_told_is_noticed_in_the_same_epoch(self):
        again, states = self.station("""
            await send('a');
            await station.compare();
            await send('b', 'c');
            fallBack(2);
            await station.compare();
            await done();
            return [again, await states()];
        """)
        self.assertEqual(again, ["b", "c"])
        self.assertEqual(states, [["a", "accepted"], ["b", "accepted"], ["c", "accepted"]])

    def test_an_answer_that_gives_a_number_again_is_noticed_by_itself(self):
        again, ledger = self.station("""
            await send('a');
            await station.compare();
            await send('b', 'c');
            fallBack(1);
            await send('d', 'e', 'f');
            await station.compare();
            await done();
            return [again, ledger];
        """)
        self.assertEqual(again[0], "d")
        self.assertEqual(sorted(ledger), ["a", "b", "c", "d", "e", "f"])

    def test_a_copy_that_went_on_past_what_the_device_was_told_is_known_by_its_hash(self):
        again = self.station("""
            await send('a', 'b', 'c');
            await station.compare();
            fallBack(1);
            ledger.push('x', 'y', 'z');
            await station.compare();
            await done();
            return again;
        """)
        self.assertEqual(again, ["a", "b", "c"])

    def test_what_has_no_number_is_gone_with_what_was_sent_before_it(self):
        again = self.station("""
            await send('a');
            await station.compare();
            await send('b');
            await store.append(post('bound', { state: 'accepted', text: '{"id":"bound"}', tries: 1, answer: { code: 'x' } }));
            fallBack(1);
            await station.compare();
            await done();
            return again;
        """)
        self.assertEqual(again, ["b", "bound"])

    def test_another_hub_at_the_same_address_is_sent_nothing_again(self):
        again = self.station("""
            await station.compare();
            await send('a', 'b');
            fallBack(0, { hub: 'practice' });
            await station.compare();
            await done();
            return again;
        """)
        self.assertEqual(again, [])

    def test_no_more_than_so_many_old_answers_are_kept(self):
        states = self.queue("""
            answers = [201];
            for (const id of ['a', 'b', 'c']) await queue.add(post(id));
            await settle();
            await store.append(post('waiting', { state: 'waiting', tries: 0, at: 1 }));
            await store.forgetBefore(0, 2);
            return states();
        """)
        self.assertEqual(states, [["b", "accepted"], ["c", "accepted"], ["waiting", "waiting"]])

    def test_old_answers_are_forgotten_and_waiting_posts_are_not(self):
        states = self.queue("""
            answers = [201];
            await queue.add(post('old', { at: 1 }));
            await settle();
            await store.append(post('waiting', { state: 'waiting', tries: 0, at: 1 }));
            await store.forgetBefore(2);
            return states();
        """)
        self.assertEqual(states, [["waiting", "waiting"]])


if __name__ == "__main__":
    unittest.main()
