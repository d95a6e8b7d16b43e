/** Home and closing: what is still on this device, waiting for the hub, or refused by it. A form that closes a day says so to the hub. */
import { localizer } from "./localizer.js";
import { hasQueueStore, openQueueStore } from "./queue-store.js";

const lines = document.querySelectorAll("[data-on-device]");
const store = lines.length && await hasQueueStore() ? await openQueueStore() : undefined;
const counts = store ? { waiting: await store.open(), kept: (await store.kept()).length } : { waiting: 0, kept: 0 };
for (const line of lines) {
    const count = counts[line.dataset.onDevice];
    const { text } = localizer(JSON.parse(line.dataset.words), document.documentElement.lang, "kg");
    line.querySelector(".grow").textContent = text("onDevice", { n: count });
    line.hidden = count === 0;
    // Then not everything is settled, whatever the hub knows.
    const settled = line.parentElement.querySelector('use[href="#icon-well"]')?.closest("li");
    if (count && settled) settled.hidden = true;
}

const close = document.querySelector("#close");
if (close && (counts.waiting || counts.kept)) {
    close.append(Object.assign(document.createElement("input"), { type: "hidden", name: "held", value: "yes" }));
}
