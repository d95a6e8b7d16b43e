/** Where am I: the place, how many, the donation and its date, kept on this device over a reload. */
import { madeAt, newId } from "./ids.js";
import { localTime } from "./scanning.js";

export class Where {
    #root;
    #speech;
    #fields;
    #told;
    /** What a command card says instead of the page, as a Cards. */
    cards = {};

    /**
     * @param told `onPlace(name)` for a place chosen by its label, `onTyped(code)` for a code typed by
     *   hand, `onNewRun()` for a run begun anew
     */
    constructor(root, speech, told) {
        this.#root = root;
        this.#speech = speech;
        this.#told = told;
        const form = root.querySelector("#entry");
        this.#fields = form.elements;
        this.#remember();
        this.#listen(form);
        this.#tellDonation();
    }

    get mode() {
        return this.#root.dataset.mode;
    }

    /** The name of the run at hand: a donation, a hand-out, a count. */
    get run() {
        const { count } = this.#root.dataset;
        return count ? `count:${count}` : `${this.mode}:${this.#runId}`;
    }

    current() {
        return this.#fields.place.value;
    }

    /** The place of a label code, among those the page knows. */
    withLabel(code) {
        const option = [...this.#fields.place.options].find(({ dataset }) => dataset.label === code);
        return option && { id: option.value, name: option.text };
    }

    choose({ id, name, labelCode }) {
        if (this.cards.command === "move") {
            this.cards.goTo({ id, name });
            return this.#told.onPlace(name);
        }
        const { place } = this.#fields;
        if (![...place.options].some(({ value }) => value === id)) {
            const option = new Option(name, id);
            option.dataset.label = labelCode;
            place.add(option);
        }
        place.value = id;
        this.#keep("place", id);
        this.#told.onPlace(name);
    }

    /** What goes with the next scan. How many is asked anew each time. */
    context() {
        const { quantity, source } = this.#fields;
        const { command, to } = this.cards;
        const context = { mode: command ?? this.mode, quantity: Math.max(1, Number(quantity.value) || 1) };
        quantity.value = 1;
        const { count, station } = this.#root.dataset;
        if (station) context.station = station;
        if (command) return to ? { ...context, to: to.id } : context;
        if (count) context.count = count;
        if (this.mode !== "intake") return context;
        context.donation = this.#runId;
        if (source.value.trim()) context.source = source.value.trim();
        if (this.#date) context.dateLabel = { kind: "bestBy", date: this.#date };
        return context;
    }

    tellReach(reach) {
        const tag = this.#root.querySelector("#reach");
        tag.hidden = reach === "ok";
        const told = reach === "ok" ? "" : this.#speech.say(reach === "away" ? "scan.away" : "scan.signedOut");
        if (tag.textContent !== told) tag.textContent = told;
    }

    /** The donation or hand-out at hand; each day begins a new one. */
    get #runId() {
        const kept = this.#kept("run");
        const today = new Date().setHours(0, 0, 0, 0);
        return kept && madeAt(kept) >= today ? kept : this.#keep("run", newId());
    }

    /** `2027`, `2027-03`, or nothing. */
    get #date() {
        const { year, month } = this.#fields;
        return year.value && [year.value, month.value].filter(Boolean).join("-");
    }

    #listen(form) {
        const { quantity, place, code } = this.#fields;
        const step = (by) => () => { quantity.value = Math.max(1, (Number(quantity.value) || 1) + by); };
        form.querySelector("#fewer").addEventListener("click", step(-1));
        form.querySelector("#more").addEventListener("click", step(1));
        place.addEventListener("change", () => this.#keep("place", place.value));
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            const typed = code.value.trim();
            code.value = "";
            if (typed) this.#told.onTyped(typed);
        });
        form.addEventListener("change", () => this.#tellDonation());
        const newRun = this.#root.querySelector("#new-run");
        if (!newRun) return;
        newRun.hidden = false;
        newRun.addEventListener("click", () => this.#beginRun());
    }

    #beginRun() {
        const { source, month, year } = this.#fields;
        for (const field of [source, month, year]) if (field) field.value = "";
        this.#keep("run", newId());
        this.#tellDonation();
        this.#told.onNewRun();
    }

    #tellDonation() {
        if (this.mode !== "intake") return;
        const { source, month } = this.#fields;
        const date = this.#date && `${month.value ? `${month.selectedOptions[0].text} ` : ""}${this.#date.slice(0, 4)}`;
        const from = source.value.trim() || this.#speech.say("scan.noSource");
        const told = date ? `${from}, ${this.#speech.say("scan.bestBy", { date })}` : from;
        this.#root.querySelector("#donation-tell").textContent = told;
        this.#link("#donation-labels", "/labels/list", { donation: this.#runId });
        this.#link("#donation-label", "/labels", { target: this.#runId });
        this.#keep("source", source.value);
    }

    #link(selector, path, query) {
        const link = this.#root.querySelector(selector);
        link.href = `${path}?${new URLSearchParams(query)}`;
        link.hidden = false;
    }

    #remember() {
        const { place, source } = this.#fields;
        const kept = this.#kept("place");
        if (kept && [...place.options].some(({ value }) => value === kept)) place.value = kept;
        if (source && this.#kept("source")) source.value = this.#kept("source");
    }

    #kept(name) {
        return localStorage.getItem(`larder.${this.mode}.${name}`) ?? undefined;
    }

    #keep(name, value) {
        localStorage.setItem(`larder.${this.mode}.${name}`, value);
        return value;
    }
}
