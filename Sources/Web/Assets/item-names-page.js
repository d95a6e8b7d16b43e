/** Wherever an item is typed by its name: names of known items are offered. */
import { offerItems } from "./known-items.js";

for (const field of document.querySelectorAll("input[list=known-items]")) {
    field.addEventListener("input", () => offerItems(field.value.trim()));
}
