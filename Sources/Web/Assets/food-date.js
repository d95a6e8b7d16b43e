/**
 * The date on the food that is taken in. It is that food's alone: it holds while the same food is scanned, is shown meanwhile, and ends with the
 * first scan of another. The usual shelf life is each food's own, and stays until a person says otherwise. Both outlive the page, in its own tab and for
 * the day.
 */
import { isProductNumber } from "./quantity.js";
import { labelIn } from "./codes.js";
import { readDate } from "./typed-date.js";

/** Where is kept what was said of a date: the day on which it was, what stands in the field, whether that is a use-by and whether it is the usual, and the code of its food. */
const KEPT = "larder.date";

export class FoodDate {
    #root;
    #localizer;
    #onCode;
    #isSameFood;
    #field;
    #useBy;
    #isUsual = false;
    /** The code of the food that the date was used for; nothing while it was for none. */
    #code;
    /** The field as it last was a date, or empty. */
    #kept = "";

    /**
     * @param root what holds the field, its chips and what is told of it
     * @param {(code: string) => void} onCode told of a code that a scanner typed into the field
     * @param {(one: string, other: string) => boolean} isSameFood whether two codes are known to be of one food
     */
    constructor(root, localizer, onCode, isSameFood) {
        this.#root = root;
        this.#localizer = localizer;
        this.#onCode = onCode;
        this.#isSameFood = isSameFood;
        this.#field = root.querySelector("#date");
        this.#useBy = root.querySelector("#use-by");
        this.#root.querySelector(".chips").hidden = false;
        this.#restore();
        this.#field.addEventListener("input", () => this.#said());
        this.#field.addEventListener("change", () => this.takeCode());
        // The next date is typed in place of the one before.
        this.#field.addEventListener("click", () => this.#field.select());
        this.#useBy.addEventListener("change", () => this.#said());
        for (const chip of this.#chips) chip.addEventListener("click", () => this.#choose(chip.value));
        this.#show();
    }

    /** The date as it stands there, as the ledger takes it; nothing where there is none. */
    get label() {
        const date = readDate(this.#field.value);
        return date && { kind: this.#useBy.checked ? "useBy" : "bestBy", date };
    }

    /**
     * What goes with a scan of a code: `dateLabel`; or `usual`, for the date that follows from the food's shelf life; or `dateTyped`, what stood
     * there and is no date. A label's code may be a place's, so it neither ends a date nor takes it.
     */
    take(code) {
        if (this.#isUsual) return { usual: true };
        const typed = this.#field.value.trim();
        if (!typed) {
            this.#tell("");
            return {};
        }
        const isLabel = labelIn(code) !== undefined;
        const { label } = this;
        if (!label) {
            this.clear();
            return { dateTyped: typed };
        }
        const isOfAnother = this.#code !== undefined && this.#code !== code && !this.#isSameFood(this.#code, code);
        if (!isOfAnother) {
            if (!isLabel) this.#code = code;
            this.#show();
            return { dateLabel: label };
        }
        if (isLabel) return {};
        const ended = this.#written(label);
        this.clear();
        this.#tell(this.#localizer.text("scan.dateEnded", { date: ended }));
        return {};
    }

    /** A scan with the date was recorded: of its food it is. */
    used({ code, dateLabel }) {
        if (!dateLabel || this.#code !== undefined || JSON.stringify(dateLabel) !== JSON.stringify(this.label)) return;
        this.#code = code;
        this.#show();
    }

    clear() {
        this.#isUsual = false;
        this.#useBy.checked = false;
        this.#field.value = "";
        this.#said();
    }

    /** What a scanner sent into the field, key by key as slowly as a person types. */
    takeCode() {
        const text = this.#field.value.trim();
        if (!readDate(text) && (isProductNumber(text) || labelIn(text))) {
            this.#field.value = this.#kept;
            this.#show();
            this.#onCode(text);
        } else this.#kept = text;
    }

    get #chips() {
        return this.#root.querySelectorAll(".chips button");
    }

    #choose(chip) {
        const { label } = this;
        if (chip === "none" || chip === "usual") {
            this.clear();
            this.#isUsual = chip === "usual";
            return this.#show();
        }
        this.#isUsual = false;
        const isDay = chip === "day";
        if (label && (label.date.length > 7) !== isDay) this.#field.value = "";
        this.#said();
        this.#field.placeholder = this.#localizer.text(isDay ? "scan.dateDay" : "scan.dateMonth");
        this.#field.focus();
    }

    /** A person has said another date: what it was used for holds no more. */
    #said() {
        if (this.#field.value.trim()) this.#isUsual = false;
        this.#code = undefined;
        this.#show();
    }

    #restore() {
        const [day, typed, isUseBy, isUsual, code] = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
        if (day !== today()) return;
        this.#field.value = this.#kept = typed;
        this.#useBy.checked = isUseBy;
        this.#isUsual = isUsual;
        this.#code = code ?? undefined;
    }

    #show() {
        const { label } = this;
        sessionStorage.setItem(KEPT, JSON.stringify([today(), this.#field.value, this.#useBy.checked, this.#isUsual, this.#code]));
        const typed = this.#field.value.trim();
        const chosen = this.#isUsual ? "usual" : !typed ? "none" : !label ? "" : label.date.length > 7 ? "day" : "month";
        for (const chip of this.#chips) chip.setAttribute("aria-pressed", String(chip.value === chosen));
        const { text } = this.#localizer;
        this.#tell(!typed ? "" : !label ? text("scan.dateUnclear") : this.#code === undefined ? this.#written(label)
            : text("scan.dateHolds", { date: this.#written(label) }));
    }

    #written({ kind, date }) {
        return this.#localizer.text(`scan.${kind}`, { date: this.#localizer.written(date) });
    }

    #tell(text) {
        const told = this.#root.querySelector("#date-tell");
        if (told.textContent !== text) told.textContent = text;
    }
}

function today() {
    return new Date().toDateString();
}
