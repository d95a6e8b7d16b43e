/**
 * From a code to a post. A scan is kept on this device first and thought about after; scans are
 * decided in the order in which they were made, so a place's label holds for exactly those after it.
 */
import { labelIn, mayBeNumber } from "./codes.js";
import { newId } from "./ids.js";

/** How long to ask the hub whether a code is a place's label, in milliseconds. */
export const ASK_MS = 1500;

export class ScanIntake {
    #queue;
    #places;
    #onAsk;
    #deciding = Promise.resolve();
    #pending = 0;
    /** How many was said before a place's label, for what is scanned next. */
    #carried;

    /**
     * @param queue a Queue
     * @param places a ScanContext, which knows the places
     * @param {(scan: object) => void} onAsk told of a scan whose quantity a person has to say
     */
    constructor(queue, places, onAsk) {
        this.#queue = queue;
        this.#places = places;
        this.#onAsk = onAsk;
    }

    /**
     * Takes a scan. `takeFacts` says, once, what the page has beside the code: mode, quantity or `asks`, station, count,
     * donation, source, date label; `item` is the id of one that was named in place of a code. Resolves once the scan is safe on this device.
     */
    async scan(code, takeFacts, run, item) {
        const label = item ? undefined : labelIn(code);
        const place = label && !mayBeNumber(label) ? this.#places.placeWithLabel(label) : undefined;
        if (place && !this.#places.moves(place)) return this.#inOrder(() => this.#choose(place));

        const { asks, ...facts } = takeFacts();
        const post = { ...scanPost(code, { ...facts, item }, run), asks };
        if (this.#pending === 0 && !asks && (!label || place)) {
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

    /** Goes on with a scan whose quantity a person has said. */
    async answer({ n }, quantity) {
        await this.#queue.release(n, ({ asks, ...scan }) =>
            ({ ...scan, state: "waiting", body: { ...scan.body, quantity } }));
    }

    /** Decides what a scan is: a place's label chooses the place, anything else goes on its way. */
    async #decide(scan) {
        const label = scan.body.item ? undefined : labelIn(scan.body.code);
        const place = label && !scan.decided ? await this.#placeOf(label, scan) : undefined;
        if (place && !this.#places.moves(place)) {
            this.#carried = scan.asks ?? (scan.body.quantity > 1 ? scan.body.quantity : this.#carried);
            this.#choose(place);
            await this.#queue.release(scan.n, (post) => ({ ...post, state: "place" }));
            return;
        }
        const carried = scan.body.quantity === 1 && !scan.asks && !scan.decided ? this.#carried : undefined;
        this.#carried = undefined;
        const quantity = typeof carried === "number" ? carried : scan.body.quantity;
        const asks = typeof carried === "string" ? carried : scan.asks;
        const decided = { ...this.#placed(scan), asks, decided: true };
        decided.body = { ...decided.body, quantity };
        if (!asks) return this.#queue.release(scan.n, (post) => ({ ...post, ...decided, state: "waiting" }));
        await this.#queue.release(scan.n, (post) => ({ ...post, ...decided, state: "undecided" }));
        this.#onAsk(decided);
    }

    #choose(place) {
        this.#places.choose(place);
        if (this.#pending > 1 || this.#carried === undefined) return;
        this.#places.keepQuantity(this.#carried);
        this.#carried = undefined;
    }

    #placed(post) {
        // A move says where to; it takes from wherever it is.
        if (post.body.mode === "move" || post.decided) return post;
        const place = this.#places.currentPlace(post.body.mode) || undefined;
        return { ...post, body: { ...post.body, place } };
    }

    #inOrder(step) {
        this.#pending += 1;
        const next = this.#deciding.then(step).catch(() => {}).finally(() => { this.#pending -= 1; });
        this.#deciding = next;
        return next;
    }

    /** The place that a label is of, as the hub knows it, or as this device does where the hub does not answer. */
    async #placeOf(label, { body }) {
        const known = this.#places.placeWithLabel(label);
        if (known && !mayBeNumber(label)) return known;
        const answer = await lookUp(this.#queue, body.code);
        return answer ? (answer.target === "place" ? answer.place : undefined) : known;
    }
}

/** What the hub knows of a code or a named item, at a place or anywhere; nothing if it does not answer in time. */
export function lookUp(queue, code, place, item) {
    const at = localTime(new Date());
    return queue.ask("/api/v1/scans", { id: newId(), mode: "lookup", code, item, at, place }, ASK_MS);
}

/** A post for one scan, with an id of its own. */
export function scanPost(code, facts, run) {
    const id = newId();
    return { id, run, path: "/api/v1/scans", body: { id, ...facts, code, at: localTime(new Date()) } };
}

/** A post that undoes a movement, or says of a scan of a new code that it was nothing. */
export function reversalPost(movement, run) {
    const id = newId();
    return { id, run, undoes: movement, path: `/api/v1/movements/${movement}/reversal`, body: { id } };
}

/** A post that says what a scan of a new code was: `item` is a known item's id, or a new item, and `pack` how many of it. */
export function resolutionPost(scan, item, pack, run) {
    const id = newId();
    return { id, run, resolves: scan, path: `/api/v1/unresolved/${scan}/resolution`, body: { id, item, pack } };
}

/** A post that says what a blank label is put on. */
export function bindingPost(code, bearer, run) {
    const id = newId();
    return { id, run, binds: code, path: `/api/v1/label-codes/${code}/binding`, body: { id, ...bearer } };
}

/** RFC 3339 with the device's own offset from UTC, to the millisecond: a count holds for its moment, and a second is long. */
export function localTime(date) {
    const offset = -date.getTimezoneOffset();
    const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
    const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 23);
    return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}
