/** A line of the run that a person taps: how many it was, of what date, from whom and where, put right in one answer. */
import { askAgainIn } from "./field-trouble.js";
import { amountIn, typedGrams } from "./weights.js";
import { readAsked } from "./quantity.js";
import { readDate } from "./typed-date.js";

export class RunChange {
    #localizer;
    #unit;
    #places;
    #again;
    #form;
    /** The scan that is asked about. */
    #asked;

    /**
     * @param places the list of places on the page
     * @param again takes a scan back and makes it again with what was said
     */
    constructor(localizer, unit, places, again) {
        this.#localizer = localizer;
        this.#unit = unit;
        this.#places = places;
        this.#again = again;
    }

    /** Whether a line can be changed: what was seen in a count is counted again, and what nobody knows is asked about. */
    static canChange({ body, answer, asks }) {
        return body.mode !== "count" && !asks && (!answer || Boolean(answer.item));
    }

    /** Asks, in its line, what a scan was; one question at a time. */
    ask(post, name, line) {
        this.#form?.remove();
        const form = document.querySelector("#question-change").content.firstElementChild.cloneNode(true);
        this.#form = form;
        this.#asked = post.id;
        const { body } = post;
        const { amount, date, source, place } = form.elements;
        const isIntake = body.mode === "intake";
        form.querySelector("h2").textContent = this.#localizer.text("scan.changeTitle", { item: name });
        const isWeight = body.weightGrams !== undefined || post.answer?.item?.measure === "gram";
        form.querySelector(".unit").textContent = isWeight ? this.#unit : this.#localizer.text("scan.howMany");
        // A case is so many pieces by now: what the line says is what is changed.
        const shown = isWeight ? amountIn(this.#unit, body.weightGrams ?? post.answer.quantity) : post.answer?.quantity ?? body.quantity ?? 1;
        amount.value = shown;
        for (const field of [date, source]) field.closest("label").hidden = !isIntake;
        date.value = body.dateLabel?.date ?? "";
        source.value = body.source ?? "";
        const key = body.mode === "move" ? "to" : "place";
        const list = [...this.#places.options].filter(({ value }) => value || body.mode === "distribute" || body.mode === "discard");
        const [chosen, isHere] = [body[key] ?? "", new Set(list.map(({ value }) => value))];
        // A place that the list leaves out, or none, stays what it was.
        if (!isHere.has(chosen)) place.append(new Option(post.answer?.place?.name ?? "", chosen));
        place.append(...list.map(({ text, value }) => new Option(text, value, false, value === chosen)));
        if (key === "to") form.querySelector(".place").textContent = this.#localizer.text("scan.moveTo");
        const [, leave] = form.querySelectorAll("button");
        leave.addEventListener("click", () => this.#end(form));
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            const { text } = this.#localizer;
            const many = isWeight ? typedGrams(this.#unit, amount.value) : readAsked(amount.value);
            if (many === undefined) return askAgainIn(amount, text(isWeight ? "scan.wantsWeight" : "scan.wantsNumber"));
            const typed = date.value.trim();
            const read = readDate(typed);
            if (typed && !read) return askAgainIn(date, text("scan.dateUnclear"));
            const said = isWeight ? { weightGrams: many } : many === shown ? {} : { quantity: many };
            // Of a code that stands for several, pieces are said of the item itself.
            if (said.quantity && post.answer && shown !== (body.quantity ?? 1)) said.item = post.answer.item.id;
            if (isIntake) {
                said.dateLabel = read && { kind: body.dateLabel?.kind ?? "bestBy", date: read };
                said.source = source.value.trim() || undefined;
            }
            said[key] = place.value || undefined;
            this.#end(form);
            const isSame = Object.entries(said).every(([name, value]) => JSON.stringify(value) === JSON.stringify(body[name]));
            if (!isSame) this.#again(post, isWeight ? { quantity: undefined, ...said } : said, { isPlaceSaid: true });
        });
        line.append(form);
        amount.focus();
        amount.select();
    }

    /** Takes the question about a scan back. */
    forget(id) {
        if (this.#asked === id) this.#form?.remove();
    }

    #end(form) {
        form.remove();
        document.querySelector("#code").focus({ preventScroll: true });
    }
}
