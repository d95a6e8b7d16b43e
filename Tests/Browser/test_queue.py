"""What was scanned is kept on the device, sent in order, and never sent as something else."""

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
const hub = async (path, { body }) => {
    sent.push(body);
    const status = answers.length > 1 ? answers.shift() : answers[0];
    if (!status) throw new TypeError('no network');
    return new Response(JSON.stringify({ status, code: status < 400 ? undefined : 'wrong' }), { status });
};
const changes = [];
const queue = new Queue(store, (post, reach) => changes.push([post?.state, reach]), hub);
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
            return new Queue(full, () => {}, hub).add(post('a')).catch(({ message }) => message);
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
