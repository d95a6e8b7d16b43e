/** The run so far: newest first, each line with its state, totals in pieces and weight. */
import { outcomeOf, totalsOf } from "./outcome.js";
import { RunChange } from "./run-change.js";

/** Lines shown; older ones are in the ledger's pages. */
const MOST_LINES = 60;

export class RunView {
    #root;
    #localizer;
    #onUndo;
    #onChange;
    #posts = new Map();
    #lines = new Map();
    /** The posts and the lines of the run before, where the page keeps that in sight. */
    #before = { posts: new Map(), lines: new Map() };

    constructor(root, localizer, onUndo, onChange) {
        this.#root = root;
        this.#localizer = localizer;
        this.#onUndo = onUndo;
        this.#onChange = onChange;
    }

    get posts() {
        return [...this.#posts.values()];
    }

    post(id) {
        return this.#posts.get(id) ?? this.#before.posts.get(id);
    }

    /** Whether no scan of the run was made after this one. */
    isNewest({ n }) {
        return this.posts.every((other) => other.n <= n || other.state === "place");
    }

    /** The last scan before this one whose lot the ledger knows. */
    lastKnown({ n }) {
        return this.posts.filter((post) => post.n < n && post.state === "accepted" && !post.undone
            && post.answer?.item && post.answer.lots?.length === 1).sort((a, b) => b.n - a.n)[0];
    }

    /** The last scan that was not taken back; whether it can be, its outcome says. */
    get last() {
        return this.posts.filter(({ state, undone }) => !undone
            && ["undecided", "waiting", "aside", "unresolved", "accepted"].includes(state)).sort((a, b) => b.n - a.n)[0];
    }

    /** Shows a new post on top, or a known one as it is now. */
    put(post) {
        if (this.#before.posts.has(post.id)) {
            this.#before.posts.set(post.id, post);
            return this.#fill(this.#before.lines.get(post.id), post);
        }
        this.#posts.set(post.id, post);
        let line = this.#lines.get(post.id);
        if (!line) {
            line = this.#newLine(post.id);
            this.#lines.set(post.id, line);
            this.#list.prepend(line);
            this.#list.children[MOST_LINES]?.remove();
        }
        this.#fill(line, post);
        if (post.state === "place") line.remove();
        this.#showTotals();
    }

    /** Starts an empty run. The lines of the one before stay in sight, and can be undone there, where the page has room for them. */
    clear() {
        const before = this.#root.querySelector("#run-before");
        for (const form of this.#list.querySelectorAll("form")) form.remove();
        if (before && this.#posts.size) {
            this.#before = { posts: this.#posts, lines: this.#lines };
            before.querySelector("ol").replaceChildren(...this.#list.children);
            for (const change of before.querySelectorAll(".change")) change.disabled = true;
            before.hidden = false;
        }
        this.#posts = new Map();
        this.#lines = new Map();
        this.#list.replaceChildren();
        this.#showTotals();
    }

    get #list() {
        return this.#root.querySelector("#run");
    }

    #newLine(id) {
        const line = this.#root.querySelector("#line").content.firstElementChild.cloneNode(true);
        line.querySelector(".undo").addEventListener("click", (event) => this.#onUndo(id, event));
        line.querySelector(".change").addEventListener("click", () => this.#onChange(id, line));
        return line;
    }

    #fill(line, post) {
        const outcome = outcomeOf(post, this.#localizer);
        const isAnswered = Boolean(post.answer?.item ?? post.answer?.place ?? post.answer?.code);
        const name = line.querySelector(".name");
        name.textContent = outcome.name;
        line.querySelector(".of-date").textContent = outcome.dated ? `, ${outcome.dated}` : "";
        if (outcome.href) name.href = outcome.href;
        name.classList.toggle("undone", outcome.icon === "undo");
        line.querySelector(".amount").textContent = outcome.amount;
        line.querySelector(".tell").textContent = isAnswered ? outcome.tell : "";
        line.querySelector(".tag").className = `tag ${outcome.tone}`;
        line.querySelector("use").setAttribute("href", `#icon-${outcome.icon}`);
        line.querySelector(".state").textContent = outcome.state;
        line.querySelector(".what").textContent = ` ${outcome.name}`;
        line.querySelector(".undo").hidden = !outcome.undoable;
        // What was made again would be of the run before.
        line.querySelector(".change").disabled = !outcome.undoable || !RunChange.canChange(post) || !this.#posts.has(post.id);
    }

    #showTotals() {
        const { text, weight } = this.#localizer;
        const { pieces, grams, waiting } = totalsOf(this.posts.filter(({ body }) => body.mode === this.#root.dataset.mode));
        const totals = text("scan.totals", { pieces: text("scan.totalPieces", { n: pieces }), weight: weight(grams) });
        this.#root.querySelector("#totals").textContent = !this.#posts.size ? ""
            : waiting ? `${totals} · ${text("scan.totalWaiting", { n: waiting })}` : totals;
        this.#root.querySelector("#run-empty").hidden = this.#list.childElementCount > 0;
    }
}
