/** Questions that wait beside the run. Scanning goes on; nothing here takes the focus by itself. */
import { grouped, isNumeric } from "./codes.js";
import { newId } from "./ids.js";
import { offerItems } from "./known-items.js";
import { readAsked } from "./quantity.js";

export class Questions {
    #root;
    #localizer;
    #takeCode;
    #asked = new Map();
    #known = new Map();
    #answered = new Map();

    /** @param {(text: string) => Promise<boolean>} takeCode takes a name that is a code as a scan, and answers whether it was one */
    constructor(root, localizer, takeCode) {
        this.#root = root;
        this.#localizer = localizer;
        this.#takeCode = takeCode;
    }

    /**
     * Asks once what a new code is, however often it was scanned. `onAnswer(scan, item, pack)` is told each
     * scan's id, what it was, a new item the first time and its id from then on, and how many of it the code stands for.
     */
    askCode(code, scan, onAnswer) {
        const answered = this.#answered.get(code);
        if (answered) return onAnswer(scan, answered.item, answered.pack);
        const asked = this.#asked.get(code) ?? { scans: new Set(), form: this.#askNew(code, onAnswer) };
        this.#asked.set(code, asked);
        asked.scans.add(scan);
        this.#tellTimes(asked);
    }

    /** Takes a scan's question back; a code that was scanned more often is still asked about. */
    forget(code, scan) {
        const asked = this.#asked.get(code);
        if (!asked?.scans.delete(scan)) return;
        if (asked.scans.size) return this.#tellTimes(asked);
        asked.form.remove();
        this.#asked.delete(code);
    }

    /** Asks anew about a code whose answer the hub did not take. */
    askAgain(code, scan, onAnswer) {
        this.#answered.delete(code);
        this.askCode(code, scan, onAnswer);
    }

    #tellTimes({ form, scans }) {
        form.querySelector("p").textContent = this.#localizer.text("scan.askCodeTimes", { n: scans.size });
    }

    #askNew(code, onAnswer) {
        const form = this.#add("#question-code");
        form.querySelector("h2").textContent = this.#localizer.text("scan.askCode", { code: grouped(code) });
        form.elements.name.addEventListener("input", () => this.#suggest(form));
        form.elements.pack.addEventListener("click", ({ target }) => target.select());
        form.querySelector(".later").addEventListener("click", () => {
            form.remove();
            this.#asked.delete(code);
        });
        form.addEventListener("submit", async (event) => {
            event.preventDefault();
            if (await this.#isCode(form) || this.#asked.get(code)?.form !== form) return;
            const item = this.#answer(form);
            const pack = readAsked(form.elements.pack.value);
            if (pack === undefined) return form.elements.pack.focus();
            const known = { item: item.id ?? item, pack };
            this.#answered.set(code, known);
            for (const [index, scan] of [...this.#asked.get(code).scans].entries()) {
                onAnswer(scan, index === 0 ? item : known.item, pack);
            }
            form.remove();
            this.#asked.delete(code);
        });
        return form;
    }

    /** Whether a scanner sent a code into the field of the name, which is then as it was. */
    async #isCode(form) {
        const { name } = form.elements;
        const typed = name.value.trim();
        if (this.#known.has(typed) && !isNumeric(typed)) return false;
        if (!await this.#takeCode(typed)) return false;
        name.value = "";
        this.#suggest(form);
        return true;
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
