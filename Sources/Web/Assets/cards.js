/**
 * Command cards: a scanned card changes what the next scans do. A page begins as what it is, taking in,
 * handing out or counting, and a reload brings it back to that.
 */
import { newId } from "./ids.js";

/** Where a card leads that another page is for. */
const PAGES = { intake: "/take-in", distribute: "/hand-out", count: "/count" };

export class Cards {
    #table;
    #root;
    #localizer;
    /** What scans do now: `discard`, `move`, `lookup`, `pause`, or what the page is for. */
    command;
    /** Where a move goes: `{id, name}`. */
    to;
    /** Whether someone has said since the last card where the next scans are. */
    isPlaced = false;
    /** Names the last card, another name each time. */
    last = newId();
    /** Names what someone said last of where a move goes. */
    saidTo = newId();

    /** @param table commands by the codes of their cards */
    constructor(table, root, localizer) {
        this.#table = table;
        this.#root = root;
        this.#localizer = localizer;
        root.querySelector("#command button").addEventListener("click", () => this.choose());
    }

    /** The command of a card's code, with or without a scanner's own prefix; nothing for another code. */
    of(code) {
        return this.#table[code.replace(/^\][A-Za-z][0-9]/, "").toUpperCase()];
    }

    /** Where the card leads, if that is not this page. */
    pageOf(command) {
        return command === this.#root.dataset.mode ? undefined : PAGES[command];
    }

    /** Lets the next scans do this; nothing, or a card of the page itself, is what the page is for. */
    choose(command) {
        this.command = PAGES[command] ? undefined : command;
        this.to = undefined;
        this.isPlaced = false;
        this.last = this.saidTo = newId();
        this.#show();
    }

    goTo(place) {
        this.to = place;
        this.saidTo = newId();
        this.#show();
    }

    /** What to do next, in words. */
    get prompt() {
        const { text } = this.#localizer;
        return this.command === "move" && this.to ? text("cards.ask_moveTo", { place: this.to.name })
            : text(`cards.ask_${this.command}`);
    }

    #show() {
        const note = this.#root.querySelector("#command");
        note.hidden = !this.command;
        note.querySelector("span").textContent =
            this.command ? `${this.#localizer.text(`cards.now_${this.command}`)}: ${this.prompt}` : "";
    }
}
