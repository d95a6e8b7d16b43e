/** New codes: names of known items are offered while one is typed. */
import { offerItems } from "./known-items.js";

for (const field of document.querySelectorAll("input[list=known-items]")) {
    field.addEventListener("input", () => offerItems(field.value.trim()));
}
