/** Before a day is closed: scans that are still on this device. */
import { openQueueStore } from "./queue-store.js";
import { localizer } from "./localizer.js";

const line = document.querySelector("#on-device");
const waiting = line ? await (await openQueueStore()).open() : 0;
if (waiting) {
    const { text } = localizer(JSON.parse(line.dataset.words), document.documentElement.lang, "kg");
    line.querySelector("span").textContent = text("onDevice", { n: waiting });
    line.hidden = false;
}
