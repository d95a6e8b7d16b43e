/** Before a day is closed: scans that are still on this device. */
import { openQueueStore } from "./queue-store.js";
import { speech } from "./words.js";

const line = document.querySelector("#on-device");
const waiting = line ? await (await openQueueStore()).open() : 0;
if (waiting) {
    const words = speech(JSON.parse(line.dataset.words), document.documentElement.lang, "kg");
    line.querySelector("span").textContent = words.say("onDevice", { n: waiting });
    line.hidden = false;
}
