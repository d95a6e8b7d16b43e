/**
 * Sends what this device has to tell the hub, oldest first, one at a time, until each has an answer.
 * No network, a login page, a busy hub or a full disk: it waits and tries again with the same bytes. A post that the
 * hub rejects is kept with its answer, and one that is never answered as it should be, while others are, is set
 * aside for a while; neither holds up the others.
 */
import { answersQuestion, readReply } from "./hub-reply.js";

/** The device stops taking scans when this many posts wait. */
export const MOST_WAITING = 2000;
/** One try takes at most this long, in milliseconds. */
export const TRY_MS = 10_000;
/** Waits between tries, in milliseconds; the last is repeated. */
export const WAITS_MS = [500, 1000, 2000, 4000, 8000, 15_000];
/** Replies that settle nothing, after which the one behind is tried first, and a post that still fails then is set aside. */
export const ASIDE_TRIES = 5;
/** After this long a post that was set aside is tried again, in milliseconds. */
export const ASIDE_MS = 5 * 60_000;

/**
 * How long to wait before a try, in milliseconds: longer after each failure, spread so that devices do
 * not come back together, and never shorter than the hub asked for.
 * @param {number} failures tries that failed since the last answer, from 1
 * @param {number} askedMs what the hub asked for
 * @param {number} random from 0 to 1
 */
export function waitBeforeTry(failures, askedMs, random = Math.random()) {
    const wait = WAITS_MS[Math.min(failures, WAITS_MS.length) - 1];
    return Math.max(wait * (0.75 + random / 2), askedMs);
}

export class Queue {
    #store;
    #fetch;
    #finalCodes;
    #onChange;
    /** The sending that is under way. */
    #sending;
    #wanted = false;
    #timer;
    #failures = 0;
    /** Nothing is sent before this moment of `performance.now()`, because the hub asked for that. */
    #notBefore = 0;
    /** The highest number that an answer gave what was sent, since the page was opened, and whether one was given again. */
    #highest = 0;
    #isBehind = false;
    #comparing;
    /** Ends of the waits of questions that have no answer yet. */
    #pauses = new Set();
    /** Told how many posts are sent again because the hub lost them. */
    onLost = () => {};
    /** How the hub was reached last: `ok`, `away` (no answer) or `signed-out`. */
    reach = "ok";

    /**
     * @param store a QueueStore
     * @param {Iterable<string>} finalCodes of problems with which the hub refuses for good
     * @param {(post: object | undefined, reach: string) => void} onChange told of each post that has
     *   changed, and of each change of reach
     */
    constructor(store, finalCodes, onChange, fetcher = (...request) => fetch(...request)) {
        this.#store = store;
        this.#finalCodes = new Set(finalCodes);
        this.#onChange = onChange;
        this.#fetch = fetcher;
    }

    /** Keeps a post on this device and starts to send it. Rejects with `full` at the limit. */
    async add(post) {
        if (await this.#store.open() >= MOST_WAITING) throw new Error("full");
        const kept = await this.#store.append({ state: "waiting", tries: 0, at: Date.now(), ...post });
        this.#onChange(kept, this.reach);
        this.wake();
        return kept;
    }

    /** Lets an undecided post go, as `change` makes it, and resolves with it; with nothing where it was taken back. */
    async release(n, change) {
        const released = await this.#store.change(n, (post) => post.state === "undecided" ? change(post) : undefined);
        if (released) this.#onChange(released, this.reach);
        this.wake();
        return released;
    }

    /** Takes a post back that was never sent. Answers whether it could. */
    async withdraw(n) {
        const post = await this.#store.change(n, (unsent) =>
            unsent.tries === 0 && (unsent.state === "undecided" || unsent.state === "waiting")
                ? { ...unsent, state: "withdrawn" } : undefined);
        if (post) this.#onChange(post, this.reach);
        if (post) this.wake();
        return Boolean(post);
    }

    /** Sends a post again that was rejected or set aside. */
    async sendAgain(n) {
        await this.#become(n, ["rejected", "aside"], { state: "waiting", replies: 0, answer: undefined });
        this.wake();
    }

    /** A person has dealt with a post that the hub rejected. */
    dismiss(n) {
        return this.#become(n, ["rejected"], { state: "dismissed" });
    }

    /** Tries those again that were set aside a while ago. */
    async tryAsideAgain(now = Date.now()) {
        for (const { n, asideAt } of await this.#store.inState("aside")) {
            if (now - asideAt >= ASIDE_MS) await this.#become(n, ["aside"], { state: "waiting" });
        }
        this.wake();
    }

    /** Asks the hub something that records nothing; answers nothing if it does not answer in time. */
    async ask(path, body, limit) {
        if (this.reach !== "ok") return undefined;
        const reply = await this.#try(path, JSON.stringify(body), limit);
        const answer = await reply?.json().catch(() => undefined);
        return answersQuestion(body.id, answer) ? answer : undefined;
    }

    /**
     * Asks on behalf of an undecided post until the hub answers, or refuses the question for good; nothing once the post is decided. Without a body
     * it asks for what is there.
     */
    async askAbout(n, path, body, isAnswered = (answer) => answersQuestion(body.id, answer)) {
        for (let failures = 1; await this.#isUndecided(n); failures += 1) {
            const reply = await this.#try(path, JSON.stringify(body), TRY_MS);
            const answer = await reply?.json().catch(() => undefined);
            const isAnswer = isAnswered(answer);
            const { state, reach, waitMs } = reply && !isAnswer ? readReply(body ?? { id: "" }, reply.headers, answer, this.#finalCodes)
                : { reach: isAnswer ? "ok" : "away", waitMs: 0 };
            this.#reached(reach);
            // Nothing that was recorded answers a question.
            if (isAnswer || state === "rejected") return answer;
            // It waits as the others do, and is shown so.
            if (failures === 1) await this.release(n, (post) => ({ ...post, isHeld: true }));
            await this.#pause(waitBeforeTry(failures, waitMs), waitMs > 0);
        }
        return undefined;
    }

    async #isUndecided(n) {
        return (await this.#store.post(n))?.state === "undecided";
    }

    /** Waits, but no longer than until there is another reason to try, unless the hub asked for it. */
    #pause(milliseconds, isAskedFor) {
        return new Promise((resolve) => {
            const end = () => {
                clearTimeout(timer);
                this.#pauses.delete(end);
                resolve();
            };
            const timer = setTimeout(end, milliseconds);
            if (!isAskedFor) this.#pauses.add(end);
        });
    }

    /** The labels of places that were scanned before a post, oldest first. */
    async placesBefore(n) {
        return (await this.#store.inState("place")).filter((post) => post.n < n);
    }

    /** The post of a run right before another. */
    async before(n, run) {
        return (await this.#store.run(run)).findLast((post) => post.n < n);
    }

    /**
     * Holds what this device was told is recorded against what the hub has, and sends again what is gone there: a hub whose
     * disk lost its last entries, or that was put back to an older copy, lacks it. The ids make that harmless.
     */
    compare() {
        this.#comparing ??= this.#compare().finally(() => { this.#comparing = undefined; });
        return this.#comparing;
    }

    async #compare() {
        // Read before the hub is asked: what is answered meanwhile may lie behind the head that it names.
        const told = await this.#store.recorded();
        const before = this.#store.journal;
        const now = await this.#get("/health");
        if (typeof now?.hub !== "string" || !Number.isInteger(now.epoch) || !Number.isInteger(now.head?.seq)) return;
        // Another hub at the same address has lost nothing of this one.
        const gone = before?.hub === now.hub ? await this.#goneFrom(before, now, told) : Infinity;
        const first = told.find(({ answer }) => answer?.seq >= gone)?.n ?? Infinity;
        // What has no number of its own, such as the binding of a label, is gone with what was sent before it.
        const lost = told.filter(({ n, answer }) => answer?.seq ? answer.seq >= gone : n > first);
        for (const { n, state } of lost) {
            await this.#become(n, [state], { state: "waiting", replies: 0, answer: undefined, status: undefined });
        }
        this.#store.journal = { hub: now.hub, epoch: now.epoch, seq: now.head.seq, hash: now.head.hash };
        if (gone < Infinity) [this.#highest, this.#isBehind] = [now.head.seq, false];
        if (!lost.length) return;
        this.onLost(lost.length);
        this.wake();
    }

    /** The first number that may stand for another entry now, or for none; infinite where the hub has all it had. */
    async #goneFrom({ epoch, seq, hash }, now, told) {
        if (epoch !== now.epoch) return now.epoch === epoch + 1 ? now.epochFrom : 1;
        // An older copy may have gone on, even past what this device was told.
        const there = seq === now.head.seq ? now.head : seq > 0 && seq < now.head.seq ? await this.#get(`/api/v1/journal?after=${seq - 1}&limit=1`) : undefined;
        const isOther = there?.seq === seq && there.hash !== hash;
        const highest = told.reduce((most, { answer }) => Math.max(most, answer?.seq ?? 0), seq);
        if (!isOther && highest <= now.head.seq && !this.#isBehind) return Infinity;
        return there?.hash === hash ? seq + 1 : 1;
    }

    /** Tries now: after a post was added, or the network came back. Resolves when there is nothing more to try. */
    wake() {
        for (const end of this.#pauses) end();
        this.#wanted = true;
        this.#sending ??= this.#sendWhileWanted();
        return this.#sending;
    }

    async #sendWhileWanted() {
        try {
            while (this.#wanted) {
                this.#wanted = false;
                clearTimeout(this.#timer);
                await this.#sendAll();
            }
        } finally {
            this.#sending = undefined;
        }
    }

    async #sendAll() {
        const early = this.#notBefore - performance.now();
        if (early > 0) return this.#wakeIn(early);
        for (let post = await this.#next(); post; post = await this.#next()) {
            const other = (post.replies ?? 0) >= ASIDE_TRIES ? await this.#next(post.n) : undefined;
            const failed = await this.#send(other ?? post);
            if (failed) return this.#retryLater(failed);
            // The one behind it was taken just now: it is the post itself, and not the way to the hub.
            if (other && await this.#send(post)) await this.#become(post.n, ["waiting"], { state: "aside", asideAt: Date.now() });
        }
    }

    /** The oldest post behind another that can be sent: what undoes or explains a scan waits for that scan. */
    async #next(after = 0) {
        for (;;) {
            const post = await this.#store.oldest("waiting", after);
            const first = post?.undoes ?? post?.resolves;
            if (!first || !await this.#store.isOpen(first)) return post;
            after = post.n;
        }
    }

    /** Sends one post; answers nothing once it is settled, else how that failed. */
    async #send({ n }) {
        const post = await this.#store.change(n, (waiting) => waiting.state !== "waiting" ? undefined
            : { ...waiting, tries: waiting.tries + 1, text: waiting.text ?? JSON.stringify(waiting.body) });
        if (!post) return undefined;
        const held = post.path === "/api/v1/scans" ? Math.max(0, await this.#store.open() - 1) : undefined;
        const reply = await this.#try(post.path, post.text, TRY_MS, held);
        const answer = await reply?.json().catch(() => undefined);
        const { state, reach, waitMs } = reply ? readReply(post, reply.headers, answer, this.#finalCodes)
            : { reach: "away", waitMs: 0 };
        if (!state) {
            const replies = (post.replies ?? 0) + (reply ? 1 : 0);
            await this.#store.change(n, (sent) => ({ ...sent, replies }));
            return { reach, waitMs };
        }
        this.#failures = 0;
        const answered = await this.#store.change(n, (sent) => ({ ...sent, state, answer, status: reply.status }));
        this.#reached(reach, answered);
        if ([201, 202].includes(reply.status) && answer.seq <= this.#highest) {
            this.#isBehind = true;
            this.compare();
        }
        this.#highest = Math.max(this.#highest, answer.seq ?? 0);
        return undefined;
    }

    async #become(n, states, change) {
        const post = await this.#store.change(n, (kept) => states.includes(kept.state) ? { ...kept, ...change } : undefined);
        if (post) this.#onChange(post, this.reach);
    }

    /** What the hub answers as JSON; nothing where it does not. */
    async #get(path) {
        try {
            const reply = await this.#fetch(path, { signal: AbortSignal.timeout(TRY_MS) });
            return reply.ok ? await reply.json() : undefined;
        } catch {
            return undefined;
        }
    }

    async #try(path, text, limit, held) {
        try {
            return await this.#fetch(path, {
                method: text ? "POST" : "GET",
                // This device's clock and what waits behind go in headers, so that the body stays the same from send to send.
                headers: {
                    "Content-Type": "application/json",
                    "Larder-Sent-At": new Date().toISOString(),
                    ...(held !== undefined && { "Larder-Held": String(held) }),
                },
                body: text,
                signal: AbortSignal.timeout(limit),
            });
        } catch {
            return undefined;
        }
    }

    #retryLater({ reach, waitMs }) {
        this.#failures += 1;
        this.#notBefore = performance.now() + waitMs;
        this.#wakeIn(waitBeforeTry(this.#failures, waitMs));
        this.#reached(reach);
    }

    #wakeIn(milliseconds) {
        this.#timer = setTimeout(() => this.wake(), milliseconds);
    }

    #reached(reach, post) {
        const changed = reach !== this.reach;
        this.reach = reach;
        if (changed || post) this.#onChange(post, reach);
    }
}
