/**
 * What is not in the ledger and not in the run at hand: what the hub refused for good, what was set aside, and what waits of other
 * runs. Kept on this device until it is settled or a person has dealt with it, to look at, to carry away as a file, or to send again.
 */
import { grouped } from "./codes.js";
import { outcomeOf } from "./outcome.js";

/** Lines shown; a file holds all. */
const MOST_LINES = 60;

export class KeptView {
    #root;
    #context;
    #localizer;
    #store;
    #queue;
    #shown = Promise.resolve();

    /** @param context what names the run at hand, in `run` */
    constructor(root, localizer, context, store, queue) {
        this.#root = root;
        this.#context = context;
        this.#localizer = localizer;
        this.#store = store;
        this.#queue = queue;
        root.querySelector(".csv").addEventListener("click", () => this.#export("csv", "text/csv", asCSV));
        root.querySelector(".json").addEventListener("click", () => this.#export("json", "application/json", asJSON));
    }

    get isShown() {
        return !this.#root.hidden;
    }

    /** Shows what there is now, one look at the store after the other. */
    show() {
        this.#shown = this.#shown.then(() => this.#draw());
        return this.#shown;
    }

    async #draw() {
        const posts = await this.#posts();
        this.#root.hidden = posts.length === 0;
        this.#root.querySelector("ul").replaceChildren(...posts.slice(0, MOST_LINES).map((post) => this.#line(post)));
    }

    async #posts() {
        const states = ["undecided", "waiting", "aside"].map((state) => this.#store.inState(state));
        const [undecided, waiting, aside, kept] = await Promise.all([...states, this.#store.kept()]);
        const elsewhere = [...undecided, ...waiting].filter(({ run }) => run !== this.#context.run);
        return [...elsewhere, ...aside, ...kept].sort((a, b) => b.n - a.n);
    }

    #line(post) {
        const line = this.#root.querySelector("template").content.firstElementChild.cloneNode(true);
        const outcome = outcomeOf({ ...post, undone: false }, this.#localizer);
        line.querySelector(".name").textContent = this.#name(post);
        line.querySelector(".tell").textContent = [outcome.tell, this.#localizer.moment(post.at)].join(" · ");
        const again = line.querySelector(".again");
        again.hidden = ["undecided", "waiting"].includes(post.state);
        again.addEventListener("click", () => this.#queue.sendAgain(post.n));
        const done = line.querySelector(".done");
        done.hidden = post.state !== "rejected";
        done.addEventListener("click", () => this.#queue.dismiss(post.n));
        return line;
    }

    #name({ body, undoes, resolves, binds }) {
        const { text } = this.#localizer;
        if (undoes) return text("kept.undoing");
        if (resolves) return text("kept.naming");
        if (binds) return `${text("kept.naming")} ${grouped(binds)}`;
        return `${text(`cards.${body.mode}`)} ${body.quantity ?? 1} × ${grouped(body.code)}`;
    }

    async #export(ending, type, write) {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([write(await this.#posts())], { type }));
        link.download = `larder-kept.${ending}`;
        link.click();
        URL.revokeObjectURL(link.href);
    }
}

/** The columns of a scan file first, so that it can be read as one. */
function asCSV(posts) {
    const cell = (value) => /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
    const said = ["weightGrams", "item", "to", "reason", "count", "source", "donation", "distribution", "lotNumber", "programme"];
    const rows = posts.map(({ id, path, body, answer }) =>
        [body.at, body.code, body.quantity, body.place, body.station, body.mode, id, path, answer?.code, answer?.detail,
            ...said.map((name) => body[name]), body.dateLabel?.kind, body.dateLabel?.date]);
    const header = ["at", "code", "quantity", "place", "station", "mode", "id", "route", "problem", "detail",
        ...said, "dateKind", "date"];
    return [header, ...rows].map((row) => row.map((value) => cell(String(value ?? ""))).join(",")).join("\r\n").concat("\r\n");
}

function asJSON(posts) {
    return JSON.stringify(posts.map(({ id, path, body, answer, at }) =>
        ({ id, route: path, body, answer, keptAt: new Date(at).toISOString() })), null, 2);
}
