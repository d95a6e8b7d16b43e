/** What becomes of a scan after it: it is taken back, someone says what its code was, or what its blank label is on. */
import { explanationOf } from "./elsewhere.js";
import { explainedBy } from "./hub-reply.js";
import { OPEN_STATES } from "./queue-store.js";
import { resolutionPost, reversalPost } from "./scan-intake.js";

export class Answers {
    #parts;

    /** @param parts `{queue, store, run, context, play, show(post), refuse(code), ask(post), askAgain(post), forget(post)}` */
    constructor(parts) {
        this.#parts = parts;
    }

    /** A post that is no scan has come further. Answers whether it was one. */
    async hear(post) {
        if (post.undoes) await this.#onReversal(post);
        else if (post.resolves) await this.#onResolution(post);
        else if (post.binds) await this.#onBinding(post);
        else return false;
        return true;
    }

    /** Takes a scan back: unsent, it never leaves; sent, a reversal follows it. */
    async undo(id) {
        const { queue, store, run, show, forget, context } = this.#parts;
        const post = run.post(id);
        if (!post) return;
        forget(post);
        if (await queue.withdraw(post.n)) return;
        const back = await store.change(post.n, (sent) => sent.undone ? undefined : { ...sent, undone: true, undoing: true, notUndone: undefined });
        if (!back) return;
        show(back);
        await queue.add(reversalPost(back.answer?.id ?? id, context.run));
    }

    /** Says what a scan of a new code was. */
    resolve(scan, item, pack, grams) {
        const { queue, context } = this.#parts;
        queue.add(resolutionPost(scan, item, pack, grams, context.run));
    }

    /**
     * A scan is taken back once the hub says so. A reversal that it did not take leaves its scan standing, and is told; where it took back what a
     * code was, scans wait again.
     */
    async #onReversal(reversal) {
        const { n, undoes, state, answer } = reversal;
        const { store, run, ask } = this.#parts;
        // It may have been taken back on another page, or in another run.
        const post = run.posts.find((scan) => (scan.answer?.id ?? scan.id) === undoes) ?? await store.takenBackBy(reversal);
        const undoing = OPEN_STATES.includes(state);
        if (undoing || state === "accepted" || answer?.code === "already_reversed") {
            const reopened = answer?.reopened ?? [];
            const back = post && !reopened.includes(post.id) && await store.change(post.n, (sent) =>
                sent.undone && Boolean(sent.undoing) !== undoing ? { ...sent, undoing } : undefined);
            if (back) this.#show(back);
            return this.#reopen(reopened, n);
        }
        if (state !== "rejected") return;
        if (!post) return;
        const standing = await store.change(post.n, (sent) => ({ ...sent, undone: false, undoing: false, notUndone: answer?.code ?? "unexpected" }));
        if (this.#show(standing) && standing.state === "unresolved") ask(standing);
    }

    /** Shows a scan that is of the run; answers whether it is. */
    #show(post) {
        const { run, show } = this.#parts;
        const isHere = Boolean(post && run.post(post.id));
        if (isHere) show(post);
        return isHere;
    }

    /** Scans that someone has to explain again, since a reversal. */
    async #reopen(ids, reversal) {
        const { store, run, show, askAgain } = this.#parts;
        for (const { n } of ids.map((id) => run.post(id)).filter(Boolean)) {
            const post = await store.change(n, ({ unexplained, ...scan }) =>
                ({ ...scan, state: "unresolved", undone: false, undoing: false, answer: unexplained, reopened: reversal }));
            show(post);
            askAgain(post);
        }
    }

    /** The hub has heard what a new code was: its scan now counts. What it did not take is asked anew. */
    async #onResolution({ n, resolves, state, answer }) {
        const { store, run, refuse, askAgain, play } = this.#parts;
        const post = run.post(resolves) ?? await store.withId(resolves);
        if (!post || (state !== "accepted" && state !== "rejected")) return;
        if (state === "rejected" && answer?.code !== "already_resolved") {
            refuse(answer?.code);
            if (run.post(resolves)) return askAgain(post);
            await store.change(post.n, (scan) => ({ ...scan, refused: n }));
            return;
        }
        // One answer settles all scans of a code: what the hub had heard before is what this one counts as.
        const change = state === "accepted" ? explainedBy(answer) : await explanationOf(resolves);
        if (this.#show(await store.change(post.n, (scan) => change && { ...scan, unexplained: scan.unexplained ?? scan.answer, ...change }))) play("in");
    }

    /** The hub has heard what a blank label is on: its scans count, or said where the next ones are. */
    async #onBinding({ binds, state, answer }) {
        const { store, run, show, refuse, context, play } = this.#parts;
        if (state === "rejected") refuse(answer?.code);
        if (state !== "accepted") return;
        const settled = new Map((answer.settled ?? []).map((scan) => [scan.scan, scan.answer]));
        const waiting = run.posts.filter((post) => post.state === "unresolved" && post.answer?.labelCode === binds);
        for (const { id, n } of waiting) {
            const counted = settled.get(id);
            const as = counted ? { state: "accepted", answer: counted } : { state: "place" };
            const post = await store.change(n, (scan) => ({ ...scan, unexplained: scan.answer, ...as }));
            if (counted) show(post);
            else run.put(post);
        }
        if (answer.place && context.mode !== "count") context.choose(answer.place);
        play("in");
    }
}
