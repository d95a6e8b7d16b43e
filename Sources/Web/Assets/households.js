/**
 * How many households got something today. This device counts its own by hand-outs and tells the hub the figure, nothing of whom or what; what all
 * devices told adds up there, and is shown. How many a household is, a person says with one tap, where the hub wants it.
 */
import { newId } from "./ids.js";
import { isHandedOut } from "./queue-store.js";
import { localTime } from "./scan-intake.js";

/** Where `localStorage` holds, by day, what this device counted and what the hub said. */
const KEPT = "larder.households";
/** How long to wait for the hub, in milliseconds; it is told again at the next look. */
const TELL_MS = 5_000;

export class Households {
    #root;
    #localizer;
    #store;
    #context;
    /** The hand-outs of a day in which something stands. */
    #runs = new Set();
    #day;
    #telling;
    #isWanted = false;

    /** @param context what names the run at hand, in `run` */
    constructor(root, localizer, store, context) {
        this.#root = root;
        this.#localizer = localizer;
        this.#store = store;
        this.#context = context;
        for (const size of this.#sizes) size.addEventListener("click", () => this.#say(Number(size.value)));
        for (const group of root.querySelectorAll(".sizes")) group.hidden = false;
    }

    /** A scan has come further; without one, all of today are counted anew. */
    async count(post) {
        this.#showSize(days()[today()]?.sizes ?? {});
        const isSameDay = this.#day === today();
        this.#day = today();
        if (post && isHandedOut(post) && isSameDay) this.#runs.add(post.run);
        else this.#runs = await this.#store.handOutsSince(new Date().setHours(0, 0, 0, 0));
        this.#change(() => {});
    }

    /** Tells the hub what it does not know yet, and hears what all devices told. */
    tell() {
        this.#isWanted = true;
        this.#telling ??= this.#tellWhileWanted().finally(() => { this.#telling = undefined; });
        return this.#telling;
    }

    async #tellWhileWanted() {
        while (this.#isWanted) {
            this.#isWanted = false;
            await this.#tellAll();
        }
    }

    get #sizes() {
        return this.#root.querySelectorAll(".sizes button");
    }

    /** How many the household at hand is; the same tap again takes it back. */
    #say(size) {
        const { run } = this.#context;
        this.#change(({ sizes }) => {
            if (sizes[run] === size) delete sizes[run];
            else sizes[run] = size;
        });
    }

    #change(change) {
        const [kept, day] = [days(), today()];
        const count = kept[day] ?? { teller: newId(), own: { households: 0, people: 0 }, sizes: {} };
        change(count);
        const people = [...this.#runs].reduce((sum, run) => sum + (count.sizes[run] ?? 0), 0);
        count.own = { households: this.#runs.size, people };
        keep({ ...kept, [day]: count });
        this.#show(count);
        if (!count.all || !isTold(count)) this.tell();
    }

    /** All that is known: what the hub said last, and what this device has counted since it told. */
    #show({ own, told, all, sizes }) {
        const sum = (name) => (all?.[name] ?? 0) - (told?.[name] ?? 0) + own[name];
        const { text } = this.#localizer;
        const [n, people] = [sum("households"), sum("people")];
        this.#root.querySelector("#households").textContent = people ? text("scan.householdsPeople", { n, people }) : text("scan.households", { n });
        this.#showSize(sizes);
    }

    /** How many the household at hand is, if that was said. */
    #showSize(sizes) {
        for (const size of this.#sizes) size.setAttribute("aria-pressed", String(sizes[this.#context.run] === Number(size.value)));
    }

    async #tellAll() {
        for (const [day, { teller, own, told }] of Object.entries(days())) {
            const isToday = day === today();
            const isNew = !isTold({ own, told });
            if (!isToday && !isNew) continue;
            const all = await ask(day, isNew ? { teller, ...own } : undefined);
            if (!all) continue;
            // Another page of this browser, or a scan, may have counted meanwhile.
            const kept = days();
            const count = kept[day] ?? { teller, own, sizes: {} };
            if (isToday || !isTold({ own: count.own, told: own })) kept[day] = { ...count, told: isNew ? own : told, all };
            else delete kept[day];
            keep(kept);
            if (isToday) this.#show(kept[day]);
        }
    }
}

/** What the hub says of a day, once it is told what this device counted; nothing where it does not answer. */
async function ask(day, counted) {
    const told = counted && { method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify(counted) };
    const reply = await fetch(`/api/v1/households/${day}`, { ...told, signal: AbortSignal.timeout(TELL_MS) }).catch(() => undefined);
    const all = reply?.ok ? await reply.json().catch(() => undefined) : undefined;
    return [all?.households, all?.people].every(Number.isInteger) ? { households: all.households, people: all.people } : undefined;
}

function isTold({ own, told }) {
    return own.households === (told?.households ?? 0) && own.people === (told?.people ?? 0);
}

/** The day on this device's wall. */
function today() {
    return localTime(new Date()).slice(0, 10);
}

/** By day, `{teller, own, told, all, sizes}`: an id that is made for the day alone, what was counted here, what of it the hub knows, and what it said. */
function days() {
    try {
        return JSON.parse(localStorage.getItem(KEPT)) ?? {};
    } catch {
        return {};
    }
}

function keep(kept) {
    localStorage.setItem(KEPT, JSON.stringify(kept));
}
