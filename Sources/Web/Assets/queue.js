/**
 * Sends what this device has to tell the hub, oldest first, one at a time, until each has an answer.
 * No network, a busy hub or a full disk: it waits and tries again with the same bytes. A post that the
 * hub rejects is kept with its answer and never holds up the others.
 */
import { readReply } from "./hub-reply.js";

/** The device stops taking scans when this many posts wait. */
export const MOST_WAITING = 2000;
/** One try takes at most this long, in milliseconds. */
export const TRY_MS = 10_000;
/** Waits between tries, in milliseconds; the last is repeated. */
export const WAITS_MS = [500, 1000, 2000, 4000, 8000, 15_000];

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
    #onChange;
    #sending = false;
    #wanted = false;
    #timer;
    #failures = 0;
    /** Nothing is sent before this moment of `performance.now()`, because the hub asked for that. */
    #notBefore = 0;
    /** How the hub was reached last: `ok`, `away` (no answer) or `signed-out`. */
    reach = "ok";

    /**
     * @param store a QueueStore
     * @param {(post: object | undefined, reach: string) => void} onChange told of each post that has
     *   changed, and of each change of reach
     */
    constructor(store, onChange, fetcher = (...request) => fetch(...request)) {
        this.#store = store;
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

    /** Lets an undecided post go, as `change` makes it. */
    async release(n, change) {
        const released = await this.#store.change(n, (post) => post.state === "undecided" ? change(post) : undefined);
        if (released) this.#onChange(released, this.reach);
        this.wake();
    }

    /** Takes a post back that was never sent. Answers whether it could. */
    async withdraw(n) {
        const post = await this.#store.change(n, (unsent) =>
            unsent.tries === 0 && (unsent.state === "undecided" || unsent.state === "waiting")
                ? { ...unsent, state: "withdrawn" } : undefined);
        if (post) this.#onChange(post, this.reach);
        return Boolean(post);
    }

    /** Asks the hub something that records nothing; answers nothing if it does not answer in time. */
    async ask(path, body, limit) {
        if (this.reach !== "ok") return undefined;
        const reply = await this.#try(path, JSON.stringify(body), limit);
        return reply?.ok ? reply.json().catch(() => undefined) : undefined;
    }

    /** Tries now: after a post was added, or the network came back. */
    async wake() {
        this.#wanted = true;
        if (this.#sending) return;
        this.#sending = true;
        try {
            while (this.#wanted) {
                this.#wanted = false;
                clearTimeout(this.#timer);
                await this.#sendAll();
            }
        } finally {
            this.#sending = false;
        }
    }

    async #sendAll() {
        const early = this.#notBefore - performance.now();
        if (early > 0) return this.#wakeIn(early);
        for (;;) {
            const post = await this.#store.oldest("waiting");
            if (!post || !await this.#send(post)) return;
        }
    }

    /** Sends one post; answers whether to go on with the next. */
    async #send({ n }) {
        const post = await this.#store.change(n, (waiting) => waiting.state !== "waiting" ? undefined
            : { ...waiting, tries: waiting.tries + 1, text: waiting.text ?? JSON.stringify(waiting.body) });
        if (!post) return true;
        const reply = await this.#try(post.path, post.text, TRY_MS);
        const answer = await reply?.json().catch(() => undefined);
        const { state, reach, waitMs } = reply ? readReply(reply.status, reply.headers, answer)
            : { reach: "away", waitMs: 0 };
        if (!state) return this.#retryLater(reach, waitMs);
        this.#failures = 0;
        const answered = await this.#store.change(n, (sent) => ({ ...sent, state, answer, status: reply.status }));
        this.#reached(reach, answered);
        return true;
    }

    async #try(path, text, limit) {
        try {
            return await this.#fetch(path, {
                method: "POST",
                headers: { "Content-Type": "application/json" },
                body: text,
                signal: AbortSignal.timeout(limit),
            });
        } catch {
            return undefined;
        }
    }

    #retryLater(reach, askedMs) {
        this.#failures += 1;
        this.#notBefore = performance.now() + askedMs;
        this.#wakeIn(waitBeforeTry(this.#failures, askedMs));
        this.#reached(reach);
        return false;
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
