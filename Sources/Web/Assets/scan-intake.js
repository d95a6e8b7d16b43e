/**
 * From a code to a post. A scan is kept on this device first and thought about after; scans are
 * decided in the order in which they were made, so a place's label holds for exactly those after it.
 */
import { isRetail, labelIn, mayBeNumber } from "./codes.js";
import { newId } from "./ids.js";

/** How long to ask the hub whether a code is a place's label, in milliseconds, before the scan is shown as one that waits. */
export const ASK_MS = 1500;
const SCANS = "/api/v1/scans";

export class ScanIntake {
    #queue;
    #places;
    #asks;
    #deciding = Promise.resolve();
    #pending = 0;
    /** Of labels that may be of places, under which word each was scanned. */
    #labels = [];
    /** Under which word the label was scanned that chose last, and the word since: the label behind it holds too. */
    #under = {};

    /**
     * @param queue a Queue
     * @param places a ScanContext, which knows the places
     * @param asks told of a scan of which a person has to say how many it is of, as `quantity(scan)`, or where it goes, as `place(scan)`, and of one whose item the hub has to make, as `item(scan)`
     */
    constructor(queue, places, asks) {
        this.#queue = queue;
        this.#places = places;
        this.#asks = asks;
    }

    /**
     * Takes a scan. `takeFacts` says, once, what the page has beside the code: mode, quantity or `asks`, station, count,
     * donation, source, date label, or `usual` or `dateTyped` of a FoodDate; `item` is the id of one that was named in place of a code, and `makes` all of it where it is new. Resolves once the scan is safe on this device.
     */
    async scan(code, takeFacts, run, item, makes) {
        const label = item ? undefined : labelIn(code);
        const place = label && !mayBeNumber(label) ? this.#places.placeWithLabel(label) : undefined;
        if (place && !this.#moves(place)) return this.#places.choose(place);

        const { asks, usual, dateTyped, ...facts } = takeFacts();
        const said = this.#places.said(facts.mode);
        const near = place ? undefined : this.#places.near(facts.mode);
        const post = { ...this.#placed(scanPost(code, { ...facts, item }, run)), asks, usual, dateTyped, near, makes };
        if (!label) this.#places.cards.fill(facts.to);
        if (this.#pending === 0 && !asks && !usual && !makes && near === undefined && !goesNowhere(post) && (!label || place)) {
            await this.#queue.add(post);
            return;
        }
        const kept = this.#queue.add({ ...post, said, card: this.#places.cards.last, isLoose: this.#places.isLoose(facts.mode), state: "undecided" });
        if (label) this.#labels.push(said);
        // One that could not be kept says nothing of those behind it, either.
        const deciding = this.#inOrder(async () => this.#decide(await kept));
        if (label) deciding.then(() => this.#labels.splice(this.#labels.indexOf(said), 1));
        await kept;
    }

    /** Goes on with a scan that was undecided when the page was closed. */
    resume(scan) {
        this.#inOrder(() => this.#decide(scan));
    }

    /** Goes on with a scan whose quantity a person has said, or where it went, or whose item the hub has. */
    async answer({ n }, said) {
        const answered = await this.#queue.release(n, ({ asks, makes, ...scan }) =>
            decided({ ...scan, asks: said.to && asks, makes: said.item ? undefined : makes, body: { ...scan.body, ...said } }));
        if (answered) this.#ask(answered);
    }

    /** Decides what a scan is: a place's label chooses the place, anything else goes on its way. */
    async #decide(kept) {
        const scan = kept.decided ? kept : await this.#behindLabels(kept);
        const label = scan.body.item ? undefined : labelIn(scan.body.code);
        const place = label && !scan.decided ? await this.#placeOf(label, scan) : undefined;
        if (place && !this.#movesBox(place, scan.body)) return this.#choose(place, scan);
        const { asks } = scan;
        const { body, usualUnknown } = scan.decided ? scan : scan.usual ? await this.#datedAsUsual(scan)
            : scan.near === undefined ? scan : { body: await this.#takenFrom(scan) };
        const released = await this.#queue.release(scan.n, (post) => decided({ ...post, body, asks, usualUnknown }));
        if (!released) return;
        this.#places.cards.fill(body.to);
        this.#ask(released);
    }

    /** A scan with the date that follows from its food's shelf life, counted from the day that it was scanned; the hub knows how long that is. */
    async #datedAsUsual({ n, body }) {
        const found = await lookUp(this.#queue, body.code, undefined, body.item)
            ?? await this.#queue.askAbout(n, SCANS, lookUpBody(body.code, undefined, body.item));
        const days = found?.item?.shelfLifeDays;
        if (!days) return { body, usualUnknown: true };
        const date = new Date(Date.parse(body.at.slice(0, 10)) + days * 24 * 3_600_000).toISOString().slice(0, 10);
        return { body: { ...body, dateLabel: { kind: "bestBy", date } } };
    }

    /**
     * What a scan says of what is taken from wherever it is: from where a person said that it lies, or from the place in sight where that has as
     * much; else the hub chooses.
     */
    async #takenFrom({ body, near }) {
        const found = await lookUp(this.#queue, body.code, near || undefined, body.item);
        if (found?.target !== "item") return body;
        const isNear = near && near !== body.to && found.balance >= (body.weightGrams ?? body.quantity);
        const place = this.#places.cards.sources.get(found.item.id) ?? (isNear ? near : undefined);
        return place && place !== body.to ? { ...body, place } : body;
    }

    #ask(scan) {
        if (scan.asks) this.#asks.quantity(scan);
        else if (goesNowhere(scan)) this.#asks.place(scan);
        else if (scan.makes) this.#asks.item(scan);
    }

    /**
     * A scan with what labels before it say, which were undecided as it was made: where it is, unless someone has said so since, and how many
     * were said before a label, for what came next. What is thrown away while taking in goes by labels since its card.
     */
    async #behindLabels(scan) {
        const { body, n, said, run, card, isLoose } = scan;
        const labels = (await this.#queue.placesBefore(n)).filter((post) =>
            said !== undefined && post.said === said && post.chose && !(isLoose && post.card !== card));
        const place = labels.at(-1)?.chose;
        const carried = body.quantity === 1 && !scan.asks ? (await this.#queue.before(n, run))?.carries : undefined;
        return {
            ...scan,
            asks: typeof carried === "string" ? carried : scan.asks,
            body: {
                ...body,
                quantity: typeof carried === "number" ? carried : body.quantity,
                ...(place && (body.mode === "move" ? { to: place } : { place })),
            },
        };
    }

    /** A label chose a place, for what came behind it and, if nobody has said another since, for what comes. */
    async #choose(place, { n, said, asks, body, card }) {
        const carries = asks ?? (body.quantity > 1 ? body.quantity : undefined);
        const isLast = this.#pending === 1;
        const now = this.#places.said(body.mode);
        if (said === undefined || said === now || (said === this.#under.said && now === this.#under.now)) {
            if (card === undefined || card === this.#places.cards.last) this.#places.choose(place);
            else if (!body.count) this.#places.be(place);
            this.#under = { said, now: this.#places.said(body.mode) };
        }
        if (isLast && carries !== undefined) this.#places.keepQuantity(carries);
        // A count stays where it is.
        const chose = body.count ? undefined : place.id;
        await this.#queue.release(n, (post) => ({ ...post, state: "place", chose, carries: isLast ? undefined : carries }));
    }

    /** Whether a place's label, scanned now, is of a box that itself moves to where the move goes, or will be said to go: not into a box that was scanned itself. */
    #moves({ id, kind }) {
        const { command, to } = this.#places.cards;
        return command === "move" && kind === "box" && (to ? id !== to.id && !to.waiting : this.#awaitsDestination);
    }

    /** Whether a place's label, scanned for a move, is of a box that itself moves to where the move goes. */
    #movesBox({ id, kind }, { mode, to }) {
        const now = this.#places.cards.to;
        return mode === "move" && to !== undefined && kind === "box" && id !== to && !(now?.id === to && now.waiting);
    }

    /** Whether a label that the hub is asked about may say where a move goes. */
    get #awaitsDestination() {
        return this.#labels.includes(this.#places.cards.saidTo);
    }

    #placed(post) {
        // A move says where to; it takes from wherever it is.
        if (post.body.mode === "move") return post;
        const place = this.#places.currentPlace(post.body.mode) || undefined;
        return { ...post, body: { ...post.body, place } };
    }

    #inOrder(step) {
        this.#pending += 1;
        const next = this.#deciding.then(step).catch(() => {}).finally(() => { this.#pending -= 1; });
        this.#deciding = next;
        return next;
    }

    /**
     * The place that a label is of, as the hub knows it, or as this device does. Where neither says so in time, the scan and those behind it wait:
     * they may be of that place. What may as well be a product's number is taken for one.
     */
    async #placeOf(label, { n, body }) {
        const known = this.#places.placeWithLabel(label);
        if (known && !mayBeNumber(label)) return known;
        const soon = await lookUp(this.#queue, body.code);
        if (!soon && isRetail(label)) return known;
        const answer = soon ?? await this.#queue.askAbout(n, SCANS, lookUpBody(body.code));
        return answer?.target === "place" ? answer.place : undefined;
    }
}

/** A scan on its way, or waiting for what a person has to say. */
function decided(scan) {
    return { ...scan, decided: true, state: scan.asks || goesNowhere(scan) || scan.makes ? "undecided" : "waiting" };
}

/** Whether nobody has said where a move goes. */
function goesNowhere({ body: { mode, to } }) {
    return mode === "move" && to === undefined;
}

/** What the hub knows of a code or a named item, at a place or anywhere; nothing if it does not answer in time. */
export function lookUp(queue, code, place, item) {
    return queue.ask(SCANS, lookUpBody(code, place, item), ASK_MS);
}

function lookUpBody(code, place, item) {
    return { id: newId(), mode: "lookup", code, item, at: localTime(new Date()), place };
}

/** A post for one scan, with an id of its own. */
export function scanPost(code, facts, run) {
    const id = newId();
    return { id, run, path: SCANS, body: { id, ...facts, code, at: localTime(new Date()) } };
}

/** A post that undoes a movement, or says of a scan of a new code that it was nothing. */
export function reversalPost(movement, run) {
    const id = newId();
    return { id, run, undoes: movement, path: `/api/v1/movements/${movement}/reversal`, body: { id } };
}

/** A post that says what a scan of a new code was: `item` is a known item's id, or a new item, `pack` how many of it, and `grams` how heavy what is weighed was. */
export function resolutionPost(scan, item, pack, grams, run) {
    const id = newId();
    return { id, run, resolves: scan, path: `/api/v1/unresolved/${scan}/resolution`, body: { id, item, pack, quantity: grams } };
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
