/** A copy of this page on the device, where the browser keeps one (`worker.js`); and a word before it is left where it does not. */

const WORKER = "/assets/worker.js";

export class PageCopy {
    #isKept = false;
    #reach = "ok";
    #waits = 0;

    constructor() {
        addEventListener("beforeunload", (event) => {
            if (this.#waits && !this.#isKept) event.preventDefault();
        });
    }

    /** Whether the page at hand is the copy: the hub could not be reached. */
    get isShown() {
        return "copy" in document.documentElement.dataset;
    }

    /** Sees to it that there is one; browsers keep none of an address that is neither secure nor the hub's own machine. */
    async keep() {
        const workers = navigator.serviceWorker;
        const isThere = await workers?.register(WORKER, { scope: "/" }).catch(() => undefined);
        if (isThere && !await isKept()) (await workers.ready).active.postMessage(location.pathname);
    }

    /** Takes in how the hub is reached, and what of a QueueStore waits for it. */
    async look(reach, store) {
        this.#reach = reach;
        const [waits, kept] = reach === "ok" ? [0] : await Promise.all([store.open(), isKept()]);
        this.#waits = this.#reach === "ok" ? 0 : waits;
        this.#isKept = kept;
    }
}

async function isKept() {
    return Boolean(await globalThis.caches?.match(location.pathname));
}
