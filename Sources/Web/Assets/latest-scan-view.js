/** What just happened: the huge line, its tone, and Undo. */

const ICONS = "#icon-";

export class LatestScanView {
    #parts;

    /** @param {(id: string, event: Event) => void} onUndo given the id of the post that the line shows */
    constructor(root, onUndo) {
        const part = (name) => root.querySelector(`#now-${name}`);
        this.#parts = { root, icon: part("icon"), word: part("word"), name: part("name"), tell: part("tell"),
            amount: part("amount"), undo: part("undo"), spoken: part("spoken") };
        this.#parts.undo.addEventListener("click", (event) => {
            if (!this.shown) return;
            event.preventDefault();
            onUndo(this.shown, event);
        });
    }

    /** Shows an outcome of outcome.js; `id` is the post that Undo takes back. */
    show(outcome, id) {
        const { root, icon, word, name, tell, amount, undo, spoken } = this.#parts;
        this.shown = id;
        this.outcome = outcome;
        root.className = `now ${outcome.tone}`;
        icon.setAttribute("href", ICONS + outcome.icon);
        word.textContent = outcome.word;
        name.replaceChildren(linked(outcome), ...(outcome.dated ? [`, ${outcome.dated}`] : []));
        tell.textContent = outcome.tell;
        amount.textContent = outcome.amount;
        undo.hidden = !id || !outcome.undoable;
        spoken.textContent = [outcome.word, outcome.amount, outcome.name, outcome.dated, outcome.tell].filter(Boolean).join(" · ");
    }
}

function linked({ name, href }) {
    if (!href) return document.createTextNode(name);
    const link = document.createElement("a");
    link.href = href;
    link.textContent = name;
    return link;
}
