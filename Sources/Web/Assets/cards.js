/**
 * What the next scans do, said by a command card or by the row of words at the page's top, which shows what is in force. A page begins
 * as what it is, taking in, handing out or counting. The same page once more, by a reload, on the way back or in another language, goes on with
 * the word that was in force: nobody has said another, and what is scanned next may not be handed out that was to be thrown away.
 */
import { newId } from "./ids.js";

/** Where the word in force is kept for the same page once more, with what was said of it. */
const KEPT = "larder.word";
/** Where a card leads that another page is for. */
const PAGES = { intake: "/take-in", distribute: "/hand-out", count: "/count" };

export class Cards {
    #table;
    #root;
    #localizer;
    /** What scans do now: `discard`, `move`, `lookup`, `pause`, or what the page is for. */
    command;
    /**
     * Where a move goes: `{id, name}`. Of a box that was scanned, `waiting` has the boxes scanned one behind the other, as `{id, name, labelCode}`: they go
     * where the next label says, until something went into the last.
     */
    to;
    /** Where what is taken from wherever it is was said to be since the last card, as ids of places by those of items. */
    sources = new Map();
    /** Why what is scanned next is thrown away, as one of the words that the row of reasons has; nothing where nobody has said. */
    reason;
    /** Whether someone has said since the last card where the next scans are. */
    isPlaced = false;
    /** Names the last card, another name each time. */
    last = newId();
    /** Names what someone said last of where a move goes. */
    saidTo = newId();

    /**
     * @param table commands by the codes of their cards
     * @param {(command: string) => void} onTap told of a word that was tapped
     * @param {boolean} isAgain whether it is the same page once more
     */
    constructor(table, root, localizer, onTap, isAgain) {
        this.#table = table;
        this.#root = root;
        this.#localizer = localizer;
        for (const button of this.#buttons) {
            button.hidden = false;
            button.addEventListener("click", () => onTap(button.value));
        }
        for (const button of this.#reasonButtons) {
            button.addEventListener("click", () => this.because(button.value === this.reason ? undefined : button.value));
        }
        this.#home.addEventListener("click", (event) => {
            event.preventDefault();
            onTap(root.dataset.mode);
        });
        const places = [...root.querySelector("#place").options].filter(({ value }) => value);
        this.#destination.append(...places.map(({ text, value }) => new Option(text, value)));
        this.#destination.addEventListener("change", ({ target: { value, selectedOptions: [{ text }] } }) =>
            this.goTo(value ? { id: value, name: text } : undefined));
        const [path, kept] = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
        if (isAgain && path === location.pathname) Object.assign(this, kept, { sources: new Map(kept.sources) });
        this.#show();
        for (const leaving of ["pagehide", "visibilitychange"]) addEventListener(leaving, () => this.#keep());
    }

    #keep() {
        const { command, to, reason, isPlaced, last, saidTo, sources } = this;
        sessionStorage.setItem(KEPT, JSON.stringify([location.pathname, { command, to, reason, isPlaced, last, saidTo, sources: [...sources] }]));
    }

    /** The command of a card's code, with or without a scanner's own prefix; nothing for another code. */
    of(code) {
        return this.#table[code.replace(/^\][A-Za-z][0-9]/, "").toUpperCase()];
    }

    /** Whether a word is one that cards have. */
    knows(command) {
        return Object.values(this.#table).includes(command);
    }

    /** Where the card leads, if that is not this page. */
    pageOf(command) {
        // Households are counted where things are handed out.
        const wanted = command === "household" ? "distribute" : command;
        return wanted === this.#root.dataset.mode ? undefined : PAGES[wanted];
    }

    /** Lets the next scans do this; nothing, or a card of the page itself, is what the page is for. */
    choose(command) {
        if (command !== this.command) this.reason = undefined;
        this.command = PAGES[command] ? undefined : command;
        this.to = undefined;
        this.sources.clear();
        this.isPlaced = false;
        this.last = this.saidTo = newId();
        this.#show();
    }

    goTo(place) {
        this.to = place;
        this.saidTo = newId();
        this.#show();
    }

    /** The box that was scanned last waits no more. */
    letGo() {
        const waiting = this.to.waiting.slice(0, -1);
        this.goTo(waiting.length ? { ...waiting.at(-1), waiting } : undefined);
    }

    /** Something went to a place: a box in which there is something new stays where it is, and so do those before it. */
    fill(place) {
        const { to } = this;
        if (!to?.waiting?.length || to.id !== place) return;
        to.waiting = [];
        this.#show();
    }

    /** Says why the next scans are thrown away, until another reason or another word is said. */
    because(reason) {
        this.reason = reason;
        this.#show();
    }

    /** The reasons to choose from, each a word of the ledger's and its name. */
    get reasons() {
        return [...this.#reasonButtons].map(({ value, textContent: name }) => ({ value, name }));
    }

    /** What to do next, in words. */
    get prompt() {
        const { text } = this.#localizer;
        const { name: place, waiting = [] } = (this.command === "move" && this.to) || {};
        const boxes = waiting.map(({ name }) => name).join(", ");
        return boxes ? text("cards.ask_moveBoxes", { n: waiting.length, boxes, place })
            : place ? text("cards.ask_moveTo", { place }) : text(`cards.ask_${this.command}`);
    }

    /** Whether what is scanned is told, and not recorded. */
    get isIdle() {
        return ["lookup", "pause"].includes(this.command);
    }

    get #buttons() {
        return this.#root.querySelectorAll(".jobs button");
    }

    get #reasonButtons() {
        return this.#root.querySelectorAll(".reasons button");
    }

    /** The word that the page is for. */
    get #home() {
        return this.#root.querySelector(`.jobs a[href="${location.pathname}"]`);
    }

    get #destination() {
        return this.#root.querySelector("#to");
    }

    #show() {
        const { command, to } = this;
        if (command) this.#home.removeAttribute("aria-current");
        else this.#home.setAttribute("aria-current", "page");
        for (const button of this.#buttons) button.setAttribute("aria-pressed", String(button.value === command));
        const note = this.#root.querySelector(".command");
        note.hidden = !command;
        note.querySelector("p").textContent = command ? `${this.#localizer.text(`cards.now_${command}`)}: ${this.prompt}` : "";
        const place = this.#root.querySelector("label[for=place]");
        place.dataset.home ??= place.textContent;
        place.textContent = ["move", "discard"].includes(command) ? this.#localizer.text("scan.takeFrom") : place.dataset.home;
        // The date and who gave go with what is taken in alone.
        for (const part of this.#root.querySelectorAll("#entry :is(.dated, .more)")) part.hidden = Boolean(command);
        note.querySelector(".reasons").hidden = command !== "discard";
        for (const button of this.#reasonButtons) button.setAttribute("aria-pressed", String(button.value === this.reason));
        const select = this.#destination;
        select.closest("label").hidden = command !== "move";
        if (to && ![...select.options].some(({ value }) => value === to.id)) select.add(new Option(to.name, to.id));
        select.value = to?.id ?? "";
    }
}
