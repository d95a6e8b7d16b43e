/** Where counts begin: the label of a place, or of its printed sheet, starts its count or goes on with it. Other labels and food start none, and a card opens its page. */
import { labelIn } from "./codes.js";
import { newId } from "./ids.js";
import { listenForScans } from "./scanner.js";

/** Begins with the letter that no label has. */
const CARD = /^(?:\][A-Za-z]\d)?U[A-Z]{4,7}$/i;

const note = document.querySelector("#heard");
const place = document.querySelector("#place");
const tell = () => { note.hidden = false; };

listenForScans(document, async (code) => {
    if (CARD.test(code)) return location.assign(`/find?code=${encodeURIComponent(code)}`);
    const found = labelIn(code) && await placeOf(code);
    if (!found) return tell();
    place.add(new Option(found.name, found.id, true, true));
    place.form.requestSubmit();
}, tell);

/** The place that a label is of; nothing where it is of none, or the hub does not answer. */
async function placeOf(code) {
    const body = JSON.stringify({ id: newId(), mode: "lookup", code });
    const reply = await fetch("/api/v1/scans", { method: "POST", headers: { "Content-Type": "application/json" }, body }).catch(() => undefined);
    return (await reply?.json().catch(() => undefined))?.place;
}
