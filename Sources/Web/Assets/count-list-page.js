/** A count's list: Enter leads from line to line, and a scan to the line of its food; it counts nothing here. */
import { itemCoded } from "./known-items.js";
import { Papers } from "./papers.js";
import { listenForScans } from "./scanner.js";

const papers = new Papers();
const note = document.querySelector("#heard");
const fields = [...document.querySelectorAll("#list .blank[name]")];

listenForScans(document, async (code) => {
    if (papers.drops(code)) return;
    const item = await itemCoded(code);
    const field = item && fields.find(({ name }) => name === `item-${item.id}`);
    note.hidden = field !== undefined;
    field?.focus();
    field?.select();
}, () => {}, (text) => papers.isTyped(text));

document.querySelector("#list").addEventListener("keydown", (event) => {
    const at = fields.indexOf(event.target);
    if (event.key !== "Enter" || at < 0 || event.defaultPrevented) return;
    event.preventDefault();
    (fields[at + 1] ?? document.querySelector("#at")).focus();
});
