/** Questions that wait beside the run. Scanning goes on; nothing here takes the focus by itself. */
import { grouped } from "./codes.js";
import { newId } from "./ids.js";
import { offerItems } from "./known-items.js";

export class Questions {
    #root;
    #localizer;
    #asked = new Map();
    #known = new Map();
    #answered = new Map();

    constructor(root, localizer) {
        this.#root = root;
        this.#localizer = localizer;
    }

    /**
     * Asks once what a new code is, however often it was scanned. `onAnswer(scan, item)` is told each
     * scan's id and what it was: a new item the first time, its id from then on.
     */
    askCode(code, scan, onAnswer) {
        if (this.#answered.has(code)) return onAnswer(scan, this.#answered.get(code));
        const { text } = this.#localizer;
        const asked = this.#asked.get(code) ?? { scans: new Set(), form: this.#askNew(code, onAnswer) };
        this.#asked.set(code, asked);
        asked.scans.add(scan);
        asked.form.querySelector("p").textContent = text("scan.askCodeTimes", { n: asked.scans.size });
    }

    /** Asks whether something past its date stays. */
    askDate(name, onDiscard) {
        const form = this.#add("#question-date");
        form.querySelector("h2").textContent = this.#localizer.text("scan.askDate", { item: name });
        form.querySelector("p").textContent = this.#localizer.text("scan.askDateTell");
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            form.remove();
        });
        form.querySelector(".discard").addEventListener("click", () => {
            form.remove();
            onDiscard();
        });
    }

    #askNew(code, onAnswer) {
        const form = this.#add("#question-code");
        form.querySelector("h2").textContent = this.#localizer.text("scan.askCode", { code: grouped(code) });
        form.elements.name.addEventListener("input", () => this.#suggest(form));
        form.querySelector(".later").addEventListener("click", () => {
            form.remove();
            this.#asked.delete(code);
        });
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            const item = this.#answer(form);
            this.#answered.set(code, item.id ?? item);
            for (const [index, scan] of [...this.#asked.get(code).scans].entries()) {
                onAnswer(scan, index === 0 ? item : this.#answered.get(code));
            }
            form.remove();
            this.#asked.delete(code);
        });
        return form;
    }

    #add(template) {
        const form = document.querySelector(template).content.firstElementChild.cloneNode(true);
        this.#root.append(form);
        return form;
    }

    /** A known item's id where the name is one, else a new item. */
    #answer({ elements }) {
        const name = elements.name.value.trim();
        const grams = Number(elements.weight.value);
        return this.#known.get(name)
            ?? { id: newId(), name, category: elements.category.value.trim(), measure: "each",
                unitWeightGrams: grams > 0 ? grams : undefined };
    }

    async #suggest(form) {
        const query = form.elements.name.value.trim();
        const known = this.#known.has(query);
        for (const field of form.querySelectorAll(".new-only")) field.hidden = known;
        if (known) return;
        for (const { id, name } of await offerItems(query)) this.#known.set(name, id);
    }
}
