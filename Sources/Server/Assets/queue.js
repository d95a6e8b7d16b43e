/**
 * Sends what this device has to tell the hub, oldest first, one at a time, until each has an answer.
 * No network, a busy hub or a full disk: it waits and tries again with the same bytes. An answer that
 * says what is wrong is kept with the post and never holds up the others.
 */

/** The device stops taking scans when this many posts wait. */
export const MOST_WAITING = 2000;
/** One try takes at most this long, in milliseconds. */
export const TRY_MS = 10_000;
/** Waits between tries, in milliseconds; the last is repeated. */
export const WAITS_MS = [500, 1000, 2000, 4000, 8000, 15_000];

const AGAIN = new Set([408, 425, 429, 500, 502, 503, 504, 507]);
const SIGNED_OUT = new Set([401, 403]);

export class Queue {
    #store;
    #fetch;
    #onChange;
    #sending = false;
    #wanted = false;
    #timer;
    #failures = 0;
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
        if (!reply || AGAIN.has(reply.status)) return this.#later(reply, "away");
        if (SIGNED_OUT.has(reply.status)) return this.#later(reply, "signed-out");
        this.#failures = 0;
        const state = !reply.ok ? "rejected" : reply.status === 202 ? "unresolved" : "accepted";
        const answer = await reply.json().catch(() => ({}));
        const answered = await this.#store.change(n, (sent) => ({ ...sent, state, answer, status: reply.status }));
        this.#reached("ok", answered);
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

    #later(reply, reach) {
        const asked = Number(reply?.headers.get("Retry-After")) * 1000;
        const wait = WAITS_MS[Math.min(this.#failures, WAITS_MS.length - 1)];
        this.#failures += 1;
        const spread = wait * (0.75 + Math.random() / 2);
        this.#timer = setTimeout(() => this.wake(), Math.max(spread, Math.min(asked || 0, 60_000)));
        this.#reached(reach);
        return false;
    }

    #reached(reach, post) {
        const changed = reach !== this.reach;
        this.reach = reach;
        if (changed || post) this.#onChange(post, reach);
    }
}
