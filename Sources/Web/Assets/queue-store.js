/**
 * What this device has to tell the hub, kept in IndexedDB so that a reload, a dead battery or a lost
 * network loses nothing.
 *
 * One post is `{n, id, run, path, body, text, state, tries, replies, status, answer, at}`. `n` orders them. `text` is the
 * exact body of the first send and never changes after it; `replies` counts those that settled nothing. States: `undecided` (it
 * may be a place's label, or be behind one, and the hub is being asked; or `asks`, what was typed as its quantity, is asked about), `waiting`, `aside`
 * (it is sent again later, others go first), then one of `accepted`, `unresolved`, `rejected` (the hub said what is
 * wrong with it; kept until a person has dealt with it), `dismissed` (one has), `settled` (someone said of a new code what counts as nothing here), `withdrawn` (undone before it was ever sent), `place`
 * (it was a place's label, which `chose` that place for the scans behind it that have its `said`, and `carries` how many the next is of). A scan that is taken back is `undone`, and `undoing` until the hub has said so.
 */
import { newId } from "./ids.js";

const NAME = "larder";
const POSTS = "posts";
/** What states were called until November 2026, and what they are called now. */
const FORMER_STATES = { held: "undecided", ledger: "accepted", kept: "rejected" };
/** States of posts that the hub has not answered. */
export const OPEN_STATES = ["undecided", "waiting", "aside"];
/** States of posts that the hub said it has. */
const RECORDED_STATES = ["accepted", "unresolved", "settled", "place"];
/** Where `localStorage` holds what the hub said last of its journal. */
const JOURNAL = "larder-journal";
/** Refusals that leave nothing to deal with: it is as the person wanted it. */
const DONE_ALREADY = new Set(["already_reversed", "already_resolved"]);

/** Whether the hub refused a post for good and a person has to deal with it. */
export function isKept({ state, answer, undoes, resolves }) {
    return state === "rejected" && !((undoes || resolves) && DONE_ALREADY.has(answer?.code));
}

/**
 * Whether this device has kept anything yet; a browser that does not say may have. A page that only looks makes no
 * store: left in the middle of that, it would keep Chromium from opening it on the next page.
 */
export async function hasQueueStore(factory = indexedDB) {
    const all = await factory.databases?.().catch(() => undefined);
    return all?.some(({ name }) => name === NAME) ?? true;
}

/** @returns {Promise<QueueStore>} rejects where the browser keeps nothing */
export async function openQueueStore(factory = indexedDB) {
    const opening = factory.open(NAME, 1);
    opening.onupgradeneeded = () => {
        const posts = opening.result.createObjectStore(POSTS, { keyPath: "n", autoIncrement: true });
        posts.createIndex("state", "state");
        posts.createIndex("run", "run");
        posts.createIndex("id", "id", { unique: true });
    };
    const store = new QueueStore(await answerOf(opening));
    await store.renameStates();
    return store;
}

class QueueStore {
    #database;
    /** Tells the other pages of this browser which post was added or changed; it is not told itself. */
    #others = new BroadcastChannel(NAME);

    constructor(database) {
        this.#database = database;
    }

    /** Calls `listener(post)` with each post that another page has changed. */
    onElsewhere(listener) {
        this.#others.addEventListener("message", async ({ data }) => {
            const post = await answerOf(this.#read().get(data));
            if (post) listener(post);
        });
    }

    /** Calls the states of posts that an older script left behind by the words of today. */
    async renameStates() {
        const transaction = this.#write();
        const posts = transaction.objectStore(POSTS);
        for (const [former, state] of Object.entries(FORMER_STATES)) {
            for (const post of await answerOf(posts.index("state").getAll(former))) posts.put({ ...post, state });
        }
        await finished(transaction);
    }

    /** Adds a post and resolves with it, now numbered, once it is on disk. */
    async append(post) {
        const transaction = this.#write();
        const n = await answerOf(transaction.objectStore(POSTS).add(post));
        await finished(transaction);
        this.#others.postMessage(n);
        return { ...post, n };
    }

    /**
     * Replaces a post by what `change` makes of it, in one transaction. `change` answers nothing to
     * leave it as it is; then this resolves with nothing.
     */
    async change(n, change) {
        const transaction = this.#write();
        const posts = transaction.objectStore(POSTS);
        const before = await answerOf(posts.get(n));
        const after = before && change(before);
        if (after) posts.put(after);
        await finished(transaction);
        if (after) this.#others.postMessage(n);
        return after;
    }

    /** The oldest post in a state made after post `after`, or nothing. */
    oldest(state, after = 0) {
        const walk = this.#read().index("state").openCursor(state);
        return new Promise((resolve, reject) => {
            walk.onerror = () => reject(walk.error);
            walk.onsuccess = () => {
                const cursor = walk.result;
                if (cursor?.primaryKey <= after) cursor.continuePrimaryKey(state, after + 1);
                else resolve(cursor?.value);
            };
        });
    }

    /** All posts in a state, oldest first. */
    inState(state) {
        return answerOf(this.#read().index("state").getAll(state));
    }

    /** What the hub refused for good and nobody has dealt with, oldest first. */
    async kept() {
        return (await this.inState("rejected")).filter(isKept);
    }

    /** Whether a post of this device is still without an answer. */
    async isOpen(id) {
        return OPEN_STATES.includes((await this.withId(id))?.state);
    }

    /** How many posts the hub has not answered yet. */
    async open() {
        const index = this.#read().index("state");
        const counts = OPEN_STATES.map((state) => answerOf(index.count(state)));
        return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    }

    /** How many posts of a run the hub has not answered yet. */
    async openOf(run) {
        return (await this.run(run)).filter(({ state }) => OPEN_STATES.includes(state)).length;
    }

    /** The posts of a run, oldest first. */
    async run(name) {
        return answerOf(this.#read().index("run").getAll(name));
    }

    /** The posts of the last run of a kind, such as `intake`, that was begun since then and before this one, oldest first. */
    async runBefore(run, milliseconds) {
        const kind = run.slice(0, run.indexOf(":") + 1);
        const range = IDBKeyRange.bound(`${kind}${newId(milliseconds).slice(0, 13)}`, run, false, true);
        const cursor = await answerOf(this.#read().index("run").openKeyCursor(range, "prev"));
        return cursor ? this.run(cursor.key) : [];
    }

    /** The names of the hand-outs begun since then in which something stands. */
    async handOutsSince(milliseconds) {
        const first = `distribute:${newId(milliseconds).slice(0, 13)}`;
        const posts = await answerOf(this.#read().index("run").getAll(IDBKeyRange.bound(first, "distribute;")));
        return new Set(posts.filter(isHandedOut).map(({ run }) => run));
    }

    /** The scan that a reversal takes back: it may name what someone said the scan was. */
    async takenBackBy({ undoes }) {
        const post = await this.withId(undoes);
        return post?.resolves ? this.withId(post.resolves) : post;
    }

    /** The post that was made last, whatever its run. */
    async newest() {
        return (await answerOf(this.#read().openCursor(null, "prev")))?.value;
    }

    post(n) {
        return answerOf(this.#read().get(n));
    }

    async withId(id) {
        return answerOf(this.#read().index("id").get(id));
    }

    /** Posts that the hub said it has, oldest first. */
    async recorded() {
        const all = await Promise.all(RECORDED_STATES.map((state) => this.inState(state)));
        return all.flat().filter(({ text }) => text).sort((a, b) => a.n - b.n);
    }

    /** What the hub said last of its journal, as `{hub, epoch, seq, hash}`; nothing before it was asked. */
    get journal() {
        try {
            return JSON.parse(localStorage.getItem(JOURNAL)) ?? undefined;
        } catch {
            return undefined;
        }
    }

    set journal(journal) {
        try {
            localStorage.setItem(JOURNAL, JSON.stringify(journal));
        } catch {
            // It is asked anew, and only what falls back from then on is noticed.
        }
    }

    /**
     * Forgets settled posts made before a moment, in milliseconds since 1970, and the oldest of more than `most`; never one
     * that waits, or that the hub refused and nobody has dealt with.
     */
    async forgetBefore(moment, most = Infinity) {
        const transaction = this.#write();
        const posts = transaction.objectStore(POSTS);
        const settled = (await answerOf(posts.getAll())).filter((post) => !OPEN_STATES.includes(post.state) && !isKept(post));
        settled.forEach(({ n, at }, index) => {
            if (at < moment || index < settled.length - most) posts.delete(n);
        });
        await finished(transaction);
    }

    #read() {
        return this.#database.transaction(POSTS).objectStore(POSTS);
    }

    #write() {
        return this.#database.transaction(POSTS, "readwrite", { durability: "strict" });
    }
}

function answerOf(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

function finished(transaction) {
    return new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
    });
}

/** Whether a post is a scan of what was handed out, and stands as far as this device knows. */
export function isHandedOut({ body, state, undone }) {
    return body.mode === "distribute" && !undone && ["waiting", "aside", "accepted", "unresolved"].includes(state);
}
