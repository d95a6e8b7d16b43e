/** What goes with a scan: the place, how many, the donation and its date, kept on this device over a reload. */
import { FoodDate } from "./food-date.js";
import { madeAt, newId } from "./ids.js";
import { isProductNumber, readQuantity } from "./quantity.js";

/** Where what is typed is kept from one language to the other. */
const TYPED = "larder.typed";

export class ScanContext {
    #root;
    #localizer;
    #fields;
    #listeners;
    /** The date on what is taken in, where the page takes in. */
    #date;
    /** What a command card says instead of the page, as a Cards. */
    cards = {};
    /** Whether it is the same page once more: by a reload, on the way back, or in another language. */
    isAgain = performance.getEntriesByType("navigation")[0]?.type !== "navigate";

    /**
     * @param listeners `onPlace({name, kind, labelCode, counted, moves, boxes})` for a place chosen by its label, with what is `counted` where it is another, whether it is where things move to, and the `boxes` that go there; `onTyped(code)` for a code typed by
     *   hand, `onNewRun()` for a run begun anew; and `isSameFood(one, other)` says whether two codes are known to be of one food
     */
    constructor(root, localizer, listeners) {
        this.#root = root;
        this.#localizer = localizer;
        this.#listeners = listeners;
        const form = root.querySelector("#entry");
        this.#fields = form.elements;
        const dated = root.querySelector(".dated");
        this.#date = dated && new FoodDate(dated, localizer, listeners.onTyped, listeners.isSameFood);
        this.#restore();
        this.#listen(form);
        this.#showDonation();
    }

    get mode() {
        return this.#root.dataset.mode;
    }

    /** The name of the run at hand: a donation, a hand-out, a count. */
    get run() {
        const { count } = this.#root.dataset;
        return count ? `count:${count}` : `${this.mode}:${this.#runId}`;
    }

    /** Where a scan of a mode is; nothing for what is thrown away while taking in: it lies where it was put before. */
    currentPlace(mode = this.mode) {
        return this.isLoose(mode) ? "" : this.#fields.place.value;
    }

    /** Whether what is thrown away lies where it was put before, for nobody has said since the card where. */
    isLoose(mode) {
        return mode === "discard" && this.mode === "intake" && !this.cards.isPlaced;
    }

    /** The place in sight, empty where it is any, for what is taken from wherever it is; nothing for what is not. */
    near(mode) {
        const isFromAnywhere = mode === "move" || mode === "discard" && !this.currentPlace(mode);
        const { value } = this.#fields.place;
        return isFromAnywhere && (value || this.cards.sources.size) ? value : undefined;
    }

    /** The place of a label code, among those the page knows. */
    placeWithLabel(code) {
        const option = [...this.#fields.place.options].find(({ dataset }) => dataset.label === code);
        return option && { id: option.value, name: option.text, kind: option.dataset.kind, labelCode: code };
    }

    /** Names what someone said last of where scans are, or where a move goes: another name each time. */
    said(mode) {
        return mode === "move" ? this.cards.saidTo : this.#stored("said") ?? this.sayPlace();
    }

    /** Someone has said where scans are: what was scanned before holds for it no more. */
    sayPlace() {
        return this.#store("said", newId());
    }

    /** Takes in a place whose label was scanned; resolves once all that follows from that is safe on this device. */
    choose(place) {
        const { labelCode, kind, name, parent, id } = place;
        if (this.cards.command === "move") {
            // Boxes, and then a place before anything went into the last of them: it is the boxes that move.
            const boxes = (this.cards.to?.waiting ?? []).filter((box) => box.labelCode !== labelCode);
            const isBox = kind === "box";
            this.cards.goTo({ id, name, waiting: isBox ? [...boxes, { id, name, labelCode }] : undefined });
            return this.#listeners.onPlace({ name, labelCode, moves: true, boxes: isBox ? [] : boxes });
        }
        const chosen = this.#fields.place;
        // A count is of one place and the boxes on it, whatever else is scanned.
        if (this.#root.dataset.count && !this.cards.command && id !== chosen.value) {
            const counted = { name: chosen.selectedOptions[0].text, isCovered: kind === "box" && parent === chosen.value };
            return this.#listeners.onPlace({ name, counted });
        }
        this.be(place);
        this.cards.isPlaced = true;
        return this.#listeners.onPlace({ name, kind, labelCode });
    }

    /** Scans are at this place, as was said before the last card. */
    be({ id, name, kind, labelCode }) {
        const { place } = this.#fields;
        if (![...place.options].some(({ value }) => value === id)) {
            const option = new Option(name, id);
            Object.assign(option.dataset, { label: labelCode, kind });
            place.add(option);
        }
        place.value = id;
        this.#keepPlace();
    }

    /** Nothing is in the box of that label any more, or any was for one household alone: scans are where they were before it. */
    leaveBox(label) {
        const { place } = this.#fields;
        if (kindOf(place) !== "box" || (label && place.selectedOptions[0].dataset.label !== label)) return;
        place.value = this.#stored("unboxed") ?? "";
        if (place.selectedIndex < 0) place.selectedIndex = Math.max(0, [...place.options].findIndex(({ defaultSelected }) => defaultSelected));
        this.cards.isPlaced = false;
        this.#keepPlace();
    }

    #keepPlace() {
        const { place } = this.#fields;
        this.#store("place", place.value);
        if (kindOf(place) !== "box") this.#store("unboxed", place.value);
        this.sayPlace();
    }

    /** Says how many the next scan is of. */
    say(quantity) {
        this.#fields.quantity.value = quantity;
    }

    /** Puts back how many, for what is scanned next, unless someone has said another number since. */
    keepQuantity(quantity) {
        const field = this.#fields.quantity;
        if (field.value.trim() === "1") field.value = quantity;
    }

    /**
     * What a person has said of one scan alone, of this code: how many, as a number, or in `asks` as it stands there where that is none; and
     * of its date what FoodDate says. It holds for no other, whatever is scanned before that one is known.
     */
    takeSaid(code) {
        const isDated = this.mode === "intake" && !this.cards.command;
        return { many: this.#takeQuantity(), dated: isDated ? this.#date.take(code) : {} };
    }

    /** What goes with the next scan, of this code, and of what a person has `said` of it or how heavy it is. */
    takeFacts(code, weightGrams, said = this.takeSaid(code)) {
        const { source } = this.#fields;
        const { command, to, reason } = this.cards;
        const facts = { mode: command ?? this.mode, ...(weightGrams ? { weightGrams } : said.many) };
        const { count, station } = this.#root.dataset;
        if (station) facts.station = station;
        if (command) return { ...facts, ...(to && { to: to.id }), ...(reason && { reason }) };
        if (count) facts.count = count;
        if (this.mode === "distribute") return { ...facts, distribution: this.#runId };
        if (this.mode !== "intake") return facts;
        facts.donation = this.#runId;
        if (source.value.trim()) facts.source = source.value.trim();
        return { ...facts, ...said.dated };
    }

    /** A scan was recorded as it was posted. */
    wasRecorded({ body }) {
        if (body.mode === "intake") this.#date?.used(body);
    }

    /** Begins the next household or donation. */
    beginRun() {
        const { source } = this.#fields;
        if (source) source.value = "";
        this.#date?.clear();
        this.#newRunId();
        this.#showDonation();
        this.#listeners.onNewRun();
    }

    showReach(reach) {
        const tag = this.#root.querySelector("#reach");
        tag.hidden = reach === "ok";
        const text = reach === "ok" ? "" : this.#localizer.text(reach === "away" ? "scan.away" : "scan.signedOut");
        if (tag.textContent !== text) tag.textContent = text;
    }

    #takeQuantity() {
        const { quantity } = this.#fields;
        const typed = quantity.value.trim();
        const read = readQuantity(typed);
        quantity.value = 1;
        return { quantity: read ?? 1, asks: read ? undefined : typed };
    }

    /** What a scanner sent into the field of quantities, or a person typed there, and is a product's number. */
    #takeNumber() {
        const { quantity } = this.#fields;
        if (!isProductNumber(quantity.value)) return;
        const code = quantity.value.trim();
        quantity.value = 1;
        this.#listeners.onTyped(code);
    }

    /** The donation or hand-out at hand; each day begins a new one, of whoever is said to give it then. */
    get #runId() {
        const stored = this.#stored("run");
        const today = new Date().setHours(0, 0, 0, 0);
        if (stored && madeAt(stored) >= today) return stored;
        const { source } = this.#fields;
        if (source && source.value === this.#stored("source")) source.value = "";
        return this.#newRunId();
    }

    #newRunId() {
        if (this.mode === "distribute") this.leaveBox();
        return this.#store("run", newId());
    }

    #listen(form) {
        const { quantity, place, code } = this.#fields;
        // What the browser would refuse in its own words is asked about in ours.
        form.noValidate = true;
        const step = (by) => () => { quantity.value = Math.max(1, (readQuantity(quantity.value) ?? 1) + by); };
        form.querySelector("#fewer").addEventListener("click", step(-1));
        form.querySelector("#more").addEventListener("click", step(1));
        place.addEventListener("change", () => {
            this.cards.isPlaced = true;
            this.#keepPlace();
        });
        quantity.addEventListener("change", () => this.#takeNumber());
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            this.#takeNumber();
            this.#date?.takeCode();
            const typed = code.value.trim();
            code.value = "";
            if (typed) this.#listeners.onTyped(typed);
        });
        form.addEventListener("change", () => this.#showDonation());
        // The same page in another language is the same page.
        document.querySelector("#speak").addEventListener("submit", () => sessionStorage.setItem(TYPED, JSON.stringify([quantity.value, code.value])));
        const newRun = this.#root.querySelector("#new-run");
        if (!newRun) return;
        newRun.hidden = false;
        newRun.addEventListener("click", () => this.beginRun());
    }

    #showDonation() {
        if (this.mode !== "intake") return;
        const { source } = this.#fields;
        const donation = this.#runId;
        this.#root.querySelector("#donation-tell").textContent = source.value.trim() || this.#localizer.text("scan.noSource");
        this.#link("#donation-labels", "/labels/list", { donation });
        this.#link("#donation-label", "/labels", { target: donation });
        this.#store("source", source.value);
    }

    #link(selector, path, query) {
        const link = this.#root.querySelector(selector);
        link.href = `${path}?${new URLSearchParams(query)}`;
        link.hidden = false;
    }

    #restore() {
        const { place, source, quantity, code } = this.#fields;
        const chosen = this.#stored("place");
        if (chosen && [...place.options].some(({ value }) => value === chosen)) place.value = chosen;
        if (source) source.value = this.#stored("source") || source.value;
        const typed = sessionStorage.getItem(TYPED);
        sessionStorage.removeItem(TYPED);
        if (!typed) return;
        this.isAgain = true;
        [quantity.value, code.value] = JSON.parse(typed);
    }

    #stored(name) {
        return localStorage.getItem(`larder.${this.mode}.${name}`) ?? undefined;
    }

    #store(name, value) {
        localStorage.setItem(`larder.${this.mode}.${name}`, value);
        return value;
    }
}

function kindOf({ selectedOptions: [chosen] }) {
    return chosen?.dataset.kind;
}
