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
    #now;
    /** The run before, where the page keeps that in sight. */
    #before;

    constructor(root, localizer, onUndo, onChange) {
        this.#root = root;
        this.#localizer = localizer;
        this.#onUndo = onUndo;
        this.#onChange = onChange;
        this.#now = shelf(root.querySelector("#run"));
    }

    get posts() {
        return [...this.#now.posts.values()];
    }

    post(id) {
        return this.#now.posts.get(id) ?? this.#before?.posts.get(id);
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
        const { posts, lines, list } = this.#before?.run === post.run ? this.#before : this.#now;
        posts.set(post.id, post);
        let line = lines.get(post.id);
        if (!line) {
            line = this.#newLine(post.id);
            lines.set(post.id, line);
            list.prepend(line);
            list.children[MOST_LINES]?.remove();
        }
        this.#fill(line, post);
        if (post.state === "place") line.remove();
        this.#showTotals();
    }

    /** Starts an empty run. The lines of the one before stay in sight, and can be changed and undone there, where the page has room for them. */
    clear() {
        const before = this.#root.querySelector("#run-before");
        const { posts, lines, list } = this.#now;
        for (const form of list.querySelectorAll("form")) form.remove();
        if (before && posts.size) {
            this.#before = { run: this.posts.at(-1).run, posts, lines, list: before.querySelector("ol") };
            this.#before.list.replaceChildren(...list.children);
            before.hidden = false;
        }
        list.replaceChildren();
        this.#now = shelf(list);
        this.#showTotals();
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
        line.querySelector(".change").disabled = !outcome.undoable || !RunChange.canChange(post);
    }

    #showTotals() {
        const { text, weight } = this.#localizer;
        const { pieces, grams, boxes, waiting } = totalsOf(this.posts.filter(({ body }) => body.mode === this.#root.dataset.mode));
        this.#root.querySelector("#totals").textContent = !this.posts.length ? "" : [
            boxes && text("scan.totalBoxes", { n: boxes }),
            (pieces || grams || !boxes) && text("scan.totals", { pieces: text("scan.totalPieces", { n: pieces }), weight: weight(grams) }),
            waiting && text("scan.totalWaiting", { n: waiting }),
        ].filter(Boolean).join(" · ");
        this.#root.querySelector("#run-empty").hidden = this.#now.list.childElementCount > 0;
    }
}

/** A run without a post, whose lines stand in a list. */
function shelf(list) {
    return { posts: new Map(), lines: new Map(), list };
}
