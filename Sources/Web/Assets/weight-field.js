/** A field for what a scale shows, in the hub's unit or in its small one, with a pad of digits for hands in gloves. */
import { typedGrams } from "./weights.js";

const UNITS = { kg: ["kg", "g"], lb: ["lb", "oz"] };

export class WeightField {
    #field;
    #unit;

    /**
     * @param {HTMLInputElement} field what is typed into; the units and the pad come behind it
     * @param {"kg" | "lb"} unit the hub's unit of weight
     */
    constructor(field, localizer, unit) {
        this.#field = field;
        this.#unit = unit;
        // The pad is there: a phone's own keyboard would lie over it.
        field.inputMode = "none";
        const parts = document.querySelector("#weight-pad").content.cloneNode(true);
        const [units, pad] = parts.children;
        units.append(...UNITS[unit].map((name) => this.#button(name, () => this.#weighIn(name, units))));
        this.#weighIn(unit, units);
        const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", localizer.decimal, "0"];
        pad.append(...keys.map((key) => this.#button(key, () => this.#typed(field.value + key))));
        const erase = this.#button("⌫", () => this.#typed(field.value.slice(0, -1)));
        erase.setAttribute("aria-label", localizer.text("scan.erase"));
        pad.append(erase);
        (field.closest("label") ?? field).after(units, pad);
    }

    /** What stands there, in grams; nothing where that is no weight. */
    get grams() {
        return typedGrams(this.#unit, this.#field.value);
    }

    #weighIn(unit, units) {
        this.#unit = unit;
        for (const button of units.children) button.setAttribute("aria-pressed", String(button.textContent === unit));
    }

    #typed(text) {
        if (text.length > this.#field.maxLength) return;
        this.#field.value = text;
        this.#field.dispatchEvent(new Event("input"));
    }

    #button(text, onTap) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = text;
        button.addEventListener("click", onTap);
        return button;
    }
}
