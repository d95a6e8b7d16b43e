/**
 * The end of a count: a scanner's keys press nothing here, and what was scanned is said not to be counted. However the page was come
 * to, it sends what this device still has of the count, and finishes only after that.
 */
import { FinishWait } from "./finish-wait.js";
import { localizer } from "./localizer.js";
import { Queue } from "./queue.js";
import { hasQueueStore, openQueueStore } from "./queue-store.js";
import { listenForScans } from "./scanner.js";

/** From one look at what waits to the next, in milliseconds: another page of this device may send it too. */
const LOOK_MS = 1000;

const note = document.querySelector("#heard");
const tell = () => { note.hidden = false; };
listenForScans(document, tell, tell);

const form = document.querySelector("#complete");
const words = localizer(JSON.parse(form.dataset.words), document.documentElement.lang, "kg");
const opening = hasQueueStore().then((has) => has ? openQueueStore() : undefined).catch(() => undefined);
const openScans = async () => await (await opening)?.openOf(`count:${form.dataset.count}`) ?? 0;
const wait = new FinishWait(form, document.querySelector("#finish-waits"), words, openScans);
let waited = 0;

const store = await opening;
if (store) {
    const queue = new Queue(store, JSON.parse(form.dataset.final), look);
    addEventListener("online", () => queue.wake());
    addEventListener("pageshow", look);
    document.addEventListener("visibilitychange", () => document.hidden || queue.wake());
    setInterval(() => waited && look(), LOOK_MS);
    await look();
    queue.wake();
}

/** What was sent meanwhile has changed what the page shows: it is shown anew, by the hub itself where someone has pressed already. */
async function look() {
    const n = await wait.tell();
    if (waited && !n && !wait.isPressed) return location.reload();
    waited = n;
    await wait.look();
}
