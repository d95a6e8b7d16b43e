/**
 * From a code to a post. A scan is kept on this device first and thought about after; scans are
 * decided in the order in which they were made, so a place's label holds for exactly those after it.
 */
import { mayBeLabel } from "./codes.js";
import { newId } from "./ids.js";

/** How long to ask the hub whether a code is a place's label, in milliseconds. */
export const ASK_MS = 1500;

export class ScanIntake {
    #queue;
    #places;
    #deciding = Promise.resolve();
    #pending = 0;

    /** @param queue a Queue @param places `{currentPlace(), placeWithLabel(code), choose(place)}` */
    constructor(queue, places) {
        this.#queue = queue;
        this.#places = places;
    }

    /**
     * Takes a scan. `facts` are what the page says beside the code: mode, quantity, station, count,
     * donation, source, date label. Resolves once the scan is safe on this device.
     */
    async scan(code, facts, run) {
        const known = this.#places.placeWithLabel(code);
        if (known) return this.#inOrder(() => this.#places.choose(known));

        const post = scanPost(code, facts, run);
        if (this.#pending === 0 && !mayBeLabel(code)) {
            await this.#queue.add(this.#placed(post));
            return;
        }
        const kept = this.#queue.add({ ...post, state: "undecided" });
        this.#inOrder(async () => this.#decide(await kept));
        await kept;
    }

    /** Goes on with a scan that was undecided when the page was closed. */
    resume(scan) {
        this.#inOrder(() => this.#decide(scan));
    }

    /** Decides what a scan is: a place's label chooses the place, anything else goes on its way. */
    async #decide(scan) {
        const place = mayBeLabel(scan.body.code) ? await this.#askForPlace(scan) : undefined;
        if (place) this.#places.choose(place);
        await this.#queue.release(scan.n, (post) =>
            place ? { ...post, state: "place" } : { ...this.#placed(post), state: "waiting" });
    }

    #placed(post) {
        // A move says where to; it takes from wherever it is.
        if (post.body.mode === "move") return post;
        const place = this.#places.currentPlace() || undefined;
        return { ...post, body: { ...post.body, place } };
    }

    #inOrder(step) {
        this.#pending += 1;
        const next = this.#deciding.then(step).catch(() => {}).finally(() => { this.#pending -= 1; });
        this.#deciding = next;
        return next;
    }

    async #askForPlace({ body }) {
        const answer = await lookUp(this.#queue, body.code);
        return answer?.target === "place" ? answer.place : undefined;
    }
}

/** What the hub knows of a code, at a place or anywhere; nothing if it does not answer in time. */
export function lookUp(queue, code, place) {
    const at = localTime(new Date());
    return queue.ask("/api/v1/scans", { id: newId(), mode: "lookup", code, at, place }, ASK_MS);
}

/** A post for one scan, with an id of its own. */
export function scanPost(code, facts, run) {
    const id = newId();
    return { id, run, path: "/api/v1/scans", body: { id, ...facts, code, at: localTime(new Date()) } };
}

/** A post that undoes a movement. */
export function reversalPost(movement, run) {
    const id = newId();
    return { id, run, undoes: movement, path: `/api/v1/movements/${movement}/reversal`, body: { id } };
}

/** A post that says what a scan of a new code was. `item` is a known item's id, or a new item. */
export function resolutionPost(scan, item, run) {
    const id = newId();
    return { id, run, resolves: scan, path: `/api/v1/unresolved/${scan}/resolution`, body: { id, item } };
}

/** A post that says what a blank label is put on. */
export function bindingPost(code, bearer, run) {
    const id = newId();
    return { id, run, binds: code, path: `/api/v1/label-codes/${code}/binding`, body: { id, ...bearer } };
}

/** RFC 3339 with the device's own offset from UTC, to the second. */
export function localTime(date) {
    const offset = -date.getTimezoneOffset();
    const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
    const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19);
    return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}
