/** What is asked about scans: before they are sent, how many and where to; of what was recorded, when, how heavy, where from and why. */
import { grouped } from "./codes.js";
import { outcomeOf } from "./outcome.js";
import { scanPost } from "./scan-intake.js";
import { whereabouts } from "./whereabouts.js";

export class ScanQuestions {
    #page;
    /** Scans that were thrown away without a reason, by their ids: one question asks about all of them. */
    #unreasoned = new Map();
    /** By items that lie at several places, the scans that took of them where nobody said from which: one question asks about all. */
    #unplaced = new Map();

    /**
     * @param page its `words`, `small` questions, `cards`, `places` to choose from, `queue`, `store`, `intake` and `context`, and `again(post, said, marks)`, which
     *     takes a scan back and makes it again with what was said
     */
    constructor(page) {
        this.#page = page;
    }

    /** Whether something was thrown away and nobody has said why. */
    static lacksReason({ state, undone, body: { mode, reason } }) {
        return mode === "discard" && state === "accepted" && !undone && !reason;
    }

    /** Asks how many a scan is of; without an answer it is taken back. */
    askQuantity(post) {
        const { small, intake, queue } = this.#page;
        small.askQuantity(post.id, post.body, post.asks, (quantity) => intake.answer(post, { quantity }), () => queue.withdraw(post.n));
    }

    /** Asks where a move went, unless a label right behind it has said so by now. */
    askDestination(post) {
        const { small, cards: { to, last }, words: { text }, places, intake } = this.#page;
        if (to && !to.waiting && post.card === last) return intake.answer(post, { to: to.id });
        small.askPlace(`to ${post.id}`, { title: text("scan.askTo", { code: grouped(post.body.code) }), tell: text("scan.askToTell"),
            label: text("scan.moveTo"), take: text("scan.toThere") }, places, (place) => intake.answer(post, { to: place }));
    }

    /** Where the food goes that was scanned since the card, before a place. */
    async sendThere(to) {
        const { small, cards, store, intake } = this.#page;
        for (const post of await store.inState("undecided")) {
            const { id, body, card, decided } = post;
            if (!decided || body.mode !== "move" || body.to || card !== cards.last) continue;
            small.forget(`to ${id}`);
            await intake.answer(post, { to });
        }
    }

    /** Asks what the hub's answer to a scan leaves open. */
    askMore(post) {
        const { small } = this.#page;
        const { id, body, state, undone, isPlaceSaid, dateTyped } = post;
        const { warnings = [], item, quantity } = post.answer ?? {};
        if (item && dateTyped && !undone) this.#askDateTyped(post);
        if (warnings.includes("past_date") && body.mode === "intake") this.#askPastDate(post);
        if (warnings.includes("weight_missing")) small.askWeight(id, item.name, quantity, (weightGrams) => this.#weighed(post, weightGrams));
        if (item && ["discard", "move"].includes(body.mode) && !isPlaceSaid) {
            if (warnings.includes("shortfall")) this.#askPlace(post);
            else if (state === "accepted" && !undone && !body.place) this.askFrom(post);
        }
        if (ScanQuestions.lacksReason(post)) this.askReason(post);
    }

    /** Asks why things were thrown away, of all of which nobody has said so; the answer holds for the next ones too. */
    askReason(post) {
        const { small, words, cards, again } = this.#page;
        const unreasoned = this.#unreasoned.set(post.id, post);
        const names = new Set([...unreasoned.values()].map((thrown) => outcomeOf(thrown, words).name));
        small.pick("reason", { title: words.text("scan.askWhy"), tell: [...names].join(" · ") }, cards.reasons, async ({ value: reason }) => {
            const posts = [...unreasoned.values()];
            unreasoned.clear();
            if (cards.command === "discard" && !cards.reason) cards.because(reason);
            for (const thrown of posts) await again(thrown, { reason });
        }, () => unreasoned.clear());
    }

    /** Takes back what is asked about a scan. */
    forget({ id, answer }) {
        const { small } = this.#page;
        for (const asked of [id, `place ${id}`, `to ${id}`, `typed ${id}`]) small.forget(asked);
        if (this.#unreasoned.delete(id)) {
            const [other] = this.#unreasoned.values();
            if (other) this.askReason(other);
            else small.forget("reason");
        }
        const asked = this.#unplaced.get(answer?.item?.id);
        if (asked?.delete(id) && !asked.size) small.forget(`from ${answer.item.id}`);
    }

    /** Asks for the date of a scan that was recorded without one, for what stood there is none. */
    #askDateTyped(post) {
        const { small, words: { text }, again } = this.#page;
        small.askDate(`typed ${post.id}`, { title: text("scan.askWhichDate", { item: post.answer.item.name }), tell: text("scan.askWhichDateTell", { typed: post.dateTyped }) },
            (date) => again(post, { dateLabel: { kind: "bestBy", date } }));
    }

    /** Asks whether to keep what came in past its date. */
    #askPastDate({ id, body, answer }) {
        const { small, words: { text }, queue, context } = this.#page;
        small.choose(`date ${id}`, { title: text("scan.askDate", { item: answer.item.name }), tell: text("scan.askDateTell"),
            keep: text("scan.keepIt"), other: text("scan.discardIt") }, () => {
            const { code, item, place, quantity, station, dateLabel } = body;
            queue.add(scanPost(code, { item, mode: "discard", reason: "past_date", place, quantity, station, dateLabel }, context.run));
        });
    }

    /** Someone said how heavy a scan was. What was seen in a count is not taken back: the rest of it is added. */
    async #weighed(post, weightGrams) {
        const { queue, context, again } = this.#page;
        if (post.body.mode !== "count") return again(post, { weightGrams, quantity: undefined });
        const rest = weightGrams - (post.answer.quantity ?? 0);
        const { id, at, code, quantity, ...facts } = post.body;
        if (rest > 0) await queue.add(scanPost(code, { ...facts, weightGrams: rest }, context.run));
    }

    /** Asks where something was taken from, of which the ledger has too little there. */
    #askPlace(post) {
        const { small, words: { text }, places, again } = this.#page;
        small.askPlace(`place ${post.id}`, { title: text("scan.askWhere", { item: post.answer.item.name }), tell: text("scan.askWhereTell"),
            label: text("scan.takeFrom"), take: text("scan.fromThere") }, places, (place) => again(post, { place }, { isPlaceSaid: true }));
    }

    /**
     * Asks where things were taken from that lie at several places; the answer holds for the next ones too, until another word is said. Until then
     * a scan `asksFrom`, over a reload too.
     */
    async askFrom(post) {
        const { small, words: { text, placeName, amount }, cards, store, again } = this.#page;
        const { item, place, balance } = post.answer;
        const unplaced = this.#unplaced;
        const asked = unplaced.get(item.id) ?? new Map();
        unplaced.set(item.id, asked.set(post.id, post));
        const others = (await whereabouts("item", item.id)).filter((row) => row.quantity > 0 && ![place.id, post.body.to].includes(row.place));
        if (!others.length) asked.delete(post.id);
        if (!asked.has(post.id)) return;
        const mark = ({ n }, asksFrom) => store.change(n, (scan) => ({ ...scan, asksFrom }));
        const end = () => {
            unplaced.delete(item.id);
            for (const taken of asked.values()) mark(taken, false);
        };
        mark(post, true);
        const here = { place: place.id, placeName: place.name, quantity: Math.max(0, balance) };
        const choices = [here, ...others].map((row) => {
            const name = placeName(row.place) ?? row.placeName;
            return { value: row.place, name: `${name} · ${amount(row.quantity, item.measure)}`, place: name };
        });
        small.pick(`from ${item.id}`, { title: text("scan.askWhere", { item: item.name }), tell: text("scan.askFromTell", { place: choices[0].place }) }, choices,
            async ({ value }) => {
                end();
                cards.sources.set(item.id, value);
                for (const taken of asked.values()) if (value !== taken.answer.place.id) await again(taken, { place: value }, { isPlaceSaid: true });
            }, end);
    }
}
