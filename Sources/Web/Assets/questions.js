/** Questions that wait beside the run. Scanning goes on; nothing here takes the focus by itself. */
import { grouped, isNumeric, keyIn, pieceIn } from "./codes.js";
import { askAgainIn } from "./field-trouble.js";
import { newId } from "./ids.js";
import { isShared, itemCoded, offerItems } from "./known-items.js";
import { readAsked } from "./quantity.js";
import { typedGrams } from "./weights.js";

export class Questions {
    #root;
    #localizer;
    #unit;
    #takeCode;
    #which;
    #onAnswer;
    #asked = new Map();
    #known = new Map();
    #answered = new Map();

    /**
     * @param {(text: string) => Promise<boolean>} takeCode takes a name that is a code as a scan, and answers whether it was one
     * @param {"kg" | "lb"} unit the hub's unit of weight
     * @param which asks which of some items a name means, as `which(name, items, onAnswer)`
     * @param onAnswer told of each scan of a new code, as `onAnswer(scan, item, pack, grams)`, its id, what it was, a new item the first time and its
     *     id from then on, how many of it the code stands for, and how heavy what is weighed was
     */
    constructor(root, localizer, takeCode, unit, which, onAnswer) {
        this.#root = root;
        this.#localizer = localizer;
        this.#unit = unit;
        this.#takeCode = takeCode;
        this.#which = which;
        this.#onAnswer = onAnswer;
    }

    /** Asks once what a new code is, however often it was scanned. */
    askCode(sent, scan) {
        const code = keyIn(sent);
        const answered = this.#answered.get(code);
        if (answered) return this.#onAnswer(scan, answered.item, answered.pack);
        const asked = this.#asked.get(code) ?? { scans: new Set(), form: this.#askNew(sent) };
        this.#asked.set(code, asked);
        asked.scans.add(scan);
        this.#tellTimes(asked);
    }

    /** Takes a scan's question back; a code that was scanned more often is still asked about. */
    forget(sent, scan) {
        const code = keyIn(sent);
        const asked = this.#asked.get(code);
        if (!asked?.scans.delete(scan)) return;
        if (asked.scans.size) return this.#tellTimes(asked);
        asked.form.remove();
        this.#asked.delete(code);
    }

    /** What was said of a code holds no more: the hub did not take it, or it was taken back. */
    unlearn(code) {
        this.#answered.delete(keyIn(code));
    }

    /** Asks what kind of thing a new item is of which the name at least is known; `onAnswer(item)` is told it. */
    askItem({ id, name, category = "", measure = "each" }, onAnswer) {
        const form = this.#add("#question-code");
        form.querySelector("h2").textContent = this.#localizer.text("scan.newItem");
        form.elements.name.value = name;
        form.elements.category.value = category;
        form.elements.measure.value = measure;
        for (const part of form.querySelectorAll(".of-code")) part.remove();
        form.querySelector(".later").addEventListener("click", () => form.remove());
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            form.remove();
            onAnswer(newItem(form, id));
        });
        form.scrollIntoView({ block: "nearest" });
        form.elements.category.focus({ preventScroll: true });
        return form;
    }

    #tellTimes({ form, scans }) {
        form.querySelector("p").textContent = this.#localizer.text("scan.askCodeTimes", { n: scans.size });
    }

    #askNew(sent) {
        const code = keyIn(sent);
        const form = this.#add("#question-code");
        form.querySelector("h2").textContent = this.#localizer.text("scan.askCode", { code: grouped(sent) });
        const { name, pack, measure, weight } = form.elements;
        name.addEventListener("input", () => this.#suggest(form));
        measure.addEventListener("change", () => this.#show(form));
        pack.addEventListener("click", ({ target }) => target.select());
        this.#show(form);
        this.#offerCase(form, pieceIn(sent));
        form.querySelector(".later").addEventListener("click", () => {
            form.remove();
            this.#asked.delete(code);
        });
        form.addEventListener("submit", async (event) => {
            event.preventDefault();
            if (await this.#isCode(form) || this.#asked.get(code)?.form !== form) return;
            const isWeighed = this.#isWeighed(form);
            const many = isWeighed ? 1 : readAsked(pack.value);
            const grams = isWeighed ? typedGrams(this.#unit, weight.value) : undefined;
            const { text } = this.#localizer;
            if (many === undefined) return askAgainIn(pack, text("scan.wantsNumber"));
            if (isWeighed && !grams) return askAgainIn(weight, text("scan.wantsWeight"));
            if (await isShared(name, this.#known, this.#which, (item) => item) || this.#asked.get(code)?.form !== form) return;
            const item = this.#known.get(name.value.trim())?.id ?? this.#newItem(form);
            const known = { item: item.id ?? item, pack: many };
            // How heavy it was, each scan says anew.
            if (!isWeighed) this.#answered.set(code, known);
            for (const [index, scan] of [...this.#asked.get(code).scans].entries()) {
                this.#onAnswer(scan, index === 0 ? item : known.item, many, grams);
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

    #newItem(form) {
        const item = newItem(form);
        const grams = typedGrams(this.#unit === "lb" ? "oz" : "g", form.elements.weight.value);
        return item.measure === "gram" ? item : { ...item, unitWeightGrams: grams };
    }

    #isWeighed({ elements: { name, measure } }) {
        return (this.#known.get(name.value.trim())?.measure ?? measure.value) === "gram";
    }

    /** A case is never one piece unless someone says so; the item of which it is a case by its number is offered. */
    async #offerCase(form, piece) {
        if (!piece) return;
        const { name, pack } = form.elements;
        const ask = (text) => { form.querySelector(".of-pack span").textContent = text; };
        pack.value = "";
        ask(this.#localizer.text("scan.askCaseNew"));
        const item = await itemCoded(piece);
        if (!item || name.value) return;
        name.value = item.name;
        this.#known.set(item.name, item);
        ask(this.#localizer.text("scan.askCase", { item: item.name }));
        this.#show(form);
    }

    /** Shows the fields that what is named so far wants: what is weighed comes in no packs. */
    #show(form) {
        const { text } = this.#localizer;
        const [isKnown, isWeighed] = [this.#known.has(form.elements.name.value.trim()), this.#isWeighed(form)];
        for (const field of form.querySelectorAll(".new-only")) field.hidden = isKnown;
        form.querySelector(".of-pack").hidden = isWeighed;
        const weight = form.querySelector(".of-weight");
        weight.hidden = isKnown && !isWeighed;
        weight.firstElementChild.textContent = isWeighed ? `${text("scan.weight")} (${this.#unit})`
            : text(this.#unit === "lb" ? "scan.askOunces" : "scan.askWeight");
    }

    async #suggest(form) {
        const query = form.elements.name.value.trim();
        this.#show(form);
        if (this.#known.has(query)) return;
        for (const item of await offerItems(query) ?? []) this.#known.set(item.name, item);
    }
}

function newItem({ elements: { name, category, measure } }, id = newId()) {
    return { id, name: name.value.trim(), category: category.value.trim(), measure: measure.value };
}
