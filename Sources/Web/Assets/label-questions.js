/**
 * Questions of blank labels that wait beside the run: a label of a roll was scanned for the first time.
 * Scanning goes on, and each scan of it is safe until someone says what it is put on.
 */
import { grouped, isNumeric } from "./codes.js";
import { askAgainIn } from "./field-trouble.js";
import { newId } from "./ids.js";
import { isShared, offerItems } from "./known-items.js";

export class LabelQuestions {
    #root;
    #localizer;
    #takeCode;
    #onAnswer;
    #which;
    #asked = new Map();
    #known = new Map();

    /**
     * @param {(text: string) => Promise<boolean>} takeCode takes a name that is a code as a scan, and answers whether it was one
     * @param {(code: string, bearer: object) => void} onAnswer told what bears the label, as the API takes it
     * @param which asks which of some items a name means, as `which(name, items, onAnswer)`
     */
    constructor(root, localizer, takeCode, onAnswer, which) {
        this.#root = root;
        this.#localizer = localizer;
        this.#takeCode = takeCode;
        this.#onAnswer = onAnswer;
        this.#which = which;
    }

    /** Asks once for each label. `last` is the scan of the food that the label most likely goes on. */
    ask(code, scan, last) {
        const { text } = this.#localizer;
        const asked = this.#asked.get(code) ?? { scans: new Set(), form: this.#question(code, scan, last) };
        this.#asked.set(code, asked);
        asked.scans.add(scan.id);
        asked.form.querySelector(".code").textContent =
            `${grouped(code)} · ${text("scan.askCodeTimes", { n: asked.scans.size })}`;
    }

    /** Takes a scan's question back; a label that was scanned more often is still asked about. */
    forget(code, scan) {
        const asked = this.#asked.get(code);
        if (!asked?.scans.delete(scan) || asked.scans.size) return;
        asked.form.remove();
        this.#asked.delete(code);
    }

    #question(code, { body }, last) {
        const form = document.querySelector("#question-label").content.firstElementChild.cloneNode(true);
        const { name, place, kind } = form.elements;
        const answer = (bearer) => {
            form.remove();
            this.#asked.delete(code);
            if (bearer) this.#onAnswer(code, bearer);
        };
        if (last) this.#offer(form.querySelector(".last"), last, answer);
        name.addEventListener("input", () => this.#suggest(name.value.trim()));
        form.querySelector(".later").addEventListener("click", () => answer());
        form.addEventListener("submit", async (event) => {
            event.preventDefault();
            const field = event.submitter?.value === "place" || (!name.value.trim() && place.value.trim()) ? place : name;
            const typed = field.value.trim();
            if (!typed) return askAgainIn(field, this.#localizer.text("scan.wantsName"));
            // A bin may be called 7; food is not, and no place by so many digits.
            const mayBeCode = field === name ? !this.#known.has(typed) || isNumeric(typed) : isNumeric(typed) && typed.match(/\p{Nd}/gu).length > 4;
            if (mayBeCode && await this.#takeCode(typed)) {
                field.value = "";
                return;
            }
            if (field === name && await isShared(name, this.#known, this.#which, ({ id }) => id)) return;
            if (this.#asked.get(code)?.form !== form) return;
            answer(field === place ? { place: { name: typed, kind: kind.value } }
                : { item: this.#known.get(typed) ?? { id: newId(), name: typed }, dateLabel: body.dateLabel });
        });
        this.#root.append(form);
        return form;
    }

    #offer(button, { answer: { item, lots }, body: { dateLabel } }, answer) {
        const { text, written } = this.#localizer;
        const date = dateLabel && text("scan.bestBy", { date: written(dateLabel.date) });
        button.hidden = false;
        button.querySelector("span").textContent = [item.name, date].filter(Boolean).join(", ");
        button.addEventListener("click", () => answer({ lot: lots[0].lot }));
    }

    async #suggest(query) {
        if (this.#known.has(query)) return;
        for (const { id, name } of await offerItems(query) ?? []) this.#known.set(name, id);
    }
}
