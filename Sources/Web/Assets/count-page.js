/** Where counts begin: the label of a place, or of its printed sheet, starts its count or goes on with it. */
import { labelIn } from "./codes.js";
import { listenForScans } from "./scanner.js";

const note = document.querySelector("#heard");
const place = document.querySelector("#place");
const tell = () => { note.hidden = false; };

listenForScans(document, (code) => {
    const label = labelIn(code);
    if (!label) return tell();
    place.add(new Option(label, label, true, true));
    place.form.requestSubmit();
}, tell);
