/** A page that takes no scans itself: what is scanned there is shown, and a card opens its page. Papers of people go no further than this. */
import { Papers } from "./papers.js";
import { listenForScans } from "./scanner.js";

/** Whoever puts the focus into one of these may want the code to stand there. */
const TEXTS = "textarea, input:not([type=number], [type=time])";

const papers = new Papers();
const note = document.querySelector("#paper");

listenForScans(document, (code) => {
    if (!drops(code)) location.assign(`/find?code=${encodeURIComponent(code)}`);
}, drops, isTyped, (field) => field.matches(TEXTS));

/** Whether a scan is of a paper, of which nothing is kept; the page says so. */
function drops(code) {
    const isPaper = papers.drops(code);
    if (isPaper) note.hidden = false;
    return isPaper;
}

/** People write one sign of a paper by itself too: in an address, or between two words. */
function isTyped(text) {
    return text !== "@" && papers.isTyped(text);
}
