/** What becomes of the scans of this run elsewhere: on another page of this browser, or on another device. */
import { follow } from "./feed.js";
import { explainedBy } from "./hub-reply.js";
import { OPEN_STATES } from "./queue-store.js";

/** From one look at what waits to the next, in milliseconds. */
const REST_MS = 1000;
/** Scans that are asked about at once; where as many wait, more may. */
const MOST = 1000;

export class Elsewhere {
    #parts;
    #resting;
    #follows = false;

    /** @param parts `{store, run, show(post), askAgain(post), forget(post)}` */
    constructor(parts) {
        this.#parts = parts;
        parts.store.onElsewhere((post) => this.#hear(post));
    }

    /** A code is asked about: from here on it is noticed where someone says it elsewhere. */
    watch() {
        if (this.#follows) return;
        this.#follows = true;
        follow((name) => {
            if (name !== "open" && name !== "movement") return;
            this.#resting ??= setTimeout(() => {
                this.#resting = undefined;
                this.#look();
            }, REST_MS);
        });
    }

    /** Another page has changed a post; one that is of this run shows as it is now. */
    #hear(post) {
        const { run, askAgain } = this.#parts;
        const before = run.post(post.id);
        if (!before) return;
        this.#put(post);
        if (!isAsked(post)) return;
        if (!isAsked(before) || before.refused !== post.refused) askAgain(post);
    }

    /** Settles those that are asked about here and that the hub does not ask about any more. */
    async #look() {
        const { store, run } = this.#parts;
        const asked = run.posts.filter(isAsked);
        if (!asked.length) return;
        const reply = await fetch(`/api/v1/unresolved?limit=${MOST}`).catch(() => undefined);
        const waiting = reply?.ok ? await reply.json().catch(() => undefined) : undefined;
        if (!Array.isArray(waiting) || waiting.length >= MOST) return;
        const ids = new Set(waiting.map(({ id }) => id));
        for (const { id, n, run: name, answer } of asked.filter((post) => !ids.has(post.id))) {
            // What this device says itself has an answer of its own.
            const says = ({ resolves, binds, state }) => OPEN_STATES.includes(state)
                && (resolves === id || binds !== undefined && binds === answer?.labelCode);
            if ((await store.run(name)).some(says)) continue;
            const change = await explanationOf(id);
            const post = await store.change(n, (scan) => change && isAsked(scan) ? { ...scan, ...change, unexplained: scan.answer } : undefined);
            if (post) this.#put(post);
        }
    }

    #put(post) {
        const { run, show, forget } = this.#parts;
        if (!isAsked(post)) forget(post);
        if (run.isNewest(post)) show(post);
        else run.put(post);
    }
}

/** What was said of a scan of a new code, whoever said it, as a change of its post; nothing while nobody has, or the hub does not answer. */
export async function explanationOf(id) {
    const reply = await fetch(`/api/v1/unresolved/${id}/resolution`).catch(() => undefined);
    return explainedBy(await reply?.json().catch(() => undefined));
}

/** Whether a person is asked what a scan was. */
function isAsked({ state, undone }) {
    return state === "unresolved" && !undone;
}
