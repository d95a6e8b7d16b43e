/**
 * The field of how many, turned to a weight while food that was named is weighed. It turns back with the answer, and with whatever is scanned
 * meanwhile: nothing waits for a scale.
 */
import { accept, askAgainIn } from "./field-trouble.js";
import { WeightField } from "./weight-field.js";

export class Weighing {
    #weighed;
    #many;
    #field;
    #localizer;
    #unit;
    #weight;
    #onAnswer;

    /** @param {"kg" | "lb"} unit the hub's unit of weight */
    constructor(root, localizer, unit) {
        this.#weighed = root.querySelector(".weighed");
        this.#many = root.querySelector("#quantity").closest(".field");
        this.#field = root.querySelector("#weight");
        this.#localizer = localizer;
        this.#unit = unit;
        this.#weighed.querySelector(".slight").addEventListener("click", () => this.#leave());
        root.querySelector("#entry").addEventListener("submit", (event) => this.#take(event), true);
    }

    /** Asks how heavy an item is; `onAnswer(grams)` is told once. */
    ask(name, onAnswer) {
        // Most pages weigh nothing: the pad is made for the first that does.
        this.#weight ??= new WeightField(this.#field, this.#localizer, this.#unit);
        this.#onAnswer = onAnswer;
        this.#weighed.querySelector("label").textContent = this.#localizer.text("scan.heavy", { item: name });
        this.#show(true);
        this.#field.focus({ preventScroll: true });
        this.#weighed.scrollIntoView({ block: "nearest" });
    }

    get isAsking() {
        return this.#onAnswer !== undefined;
    }

    /** Something else was scanned, or it was taken. */
    end() {
        if (this.#onAnswer) this.#show(false);
        this.#onAnswer = undefined;
    }

    /** The form was sent: with a weight, unless a code was typed meanwhile. */
    #take(event) {
        const { form: { elements: { code } } } = this.#field;
        if (!this.#onAnswer || code.value.trim()) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        const { grams } = this.#weight;
        if (grams === undefined) return askAgainIn(this.#field, this.#localizer.text("scan.wantsWeight"));
        const onAnswer = this.#onAnswer;
        this.#leave();
        onAnswer(grams);
    }

    #leave() {
        this.end();
        this.#field.form.elements.code.focus();
    }

    #show(isWeighing) {
        accept();
        this.#field.value = "";
        this.#weighed.hidden = !isWeighing;
        this.#many.hidden = isWeighing;
    }
}
