/**
 * A page that takes no scans itself: what is scanned there is shown, and a card opens its page. In a form that asks for a code, it goes there; in a
 * field for the name of known food, it is that name. Papers of people go no further than this.
 */
import { itemCoded } from "./known-items.js";
import { Papers } from "./papers.js";
import { listenForScans } from "./scanner.js";

/** Whoever puts the focus into one of these may want the code to stand there. */
const TEXTS = "textarea, input:not([type=number], [type=time], [type=search], [list=known-items])";
const CODES = "input[name=code]:not([type=hidden], [type=search]), [name=target]";

const papers = new Papers();
const [paper, unnamed] = document.querySelectorAll("#paper, #unnamed");

listenForScans(document, async (code, field) => {
    if (drops(code)) return;
    const codes = codesOf(field);
    if (field?.matches("[list=known-items]")) {
        const item = await itemCoded(code);
        if (item) field.value = item.name;
        else field.closest("form").append(unnamed);
        unnamed.hidden = Boolean(item);
    } else if (codes) {
        codes.value = code;
        codes.focus();
        codes.dispatchEvent(new Event("change", { bubbles: true }));
    } else {
        location.assign(`/find?code=${encodeURIComponent(code)}`);
    }
}, drops, isTyped, (field) => field.matches(TEXTS) && !codesOf(field));

/** Where a code goes on the form that a field is of. */
function codesOf(field) {
    return field?.closest("form")?.querySelector(CODES);
}

/** Whether a scan is of a paper, of which nothing is kept; the page says so. */
function drops(code) {
    const isPaper = papers.drops(code);
    if (isPaper) paper.hidden = false;
    return isPaper;
}

/** People write one sign of a paper by itself too: in an address, or between two words. */
function isTyped(text) {
    return text !== "@" && papers.isTyped(text);
}
