/** What a post has come to, in words, a shape and a tone: the huge line and the run say the same. */
import { grouped } from "./codes.js";

/** Warnings that want a person's eyes. A date that is not known, or a second scan, is only told. */
const LOOK = new Set(["shortfall", "past_date", "day_closed"]);
const STOP = new Set(["recalled"]);
const OUTWARD = new Set(["distribute", "discard"]);

/**
 * @returns {{tone: "well"|"look"|"stop"|"", icon: string, word: string, name: string, href?: string,
 *   amount: string, tell: string, state: string, sound?: "in"|"out"|"look", undoable: boolean}}
 */
export function outcomeOf(post, { text, has, signed, amount }) {
    const { body, answer = {} } = post;
    const plain = { name: grouped(body.code), amount: packs(body.quantity), tone: "", tell: "", undoable: true };
    if (post.undone || post.state === "withdrawn") {
        const word = text("scan.takenBack");
        return { ...plain, ...named(answer), icon: "undo", word, state: word, undoable: false };
    }
    switch (post.state) {
    case "unresolved": {
        const what = answer.labelCode ? "newLabel" : "newCode";
        const word = text(`scan.${what}`);
        return { ...plain, tone: "look", icon: "look", word, state: word, tell: text(`scan.${what}Tell`),
            sound: "look", undoable: false };
    }
    case "rejected": {
        const word = text("scan.notTaken");
        const key = `problems.${answer.code}`;
        return { ...plain, tone: "stop", icon: "stop", word, state: word,
            tell: text(has(key) ? key : "problems.unexpected"), sound: "look", undoable: false };
    }
    case "accepted":
        return { ...plain, ...recorded() };
    default: {
        const word = text("scan.onDevice");
        return { ...plain, icon: "device", word, state: word, tell: text("scan.onDeviceTell"), sound: direction() };
    }
    }

    function recorded() {
        const { item, place, quantity, balance, warnings = [] } = answer;
        const tone = warnings.some((w) => STOP.has(w)) ? "stop" : warnings.some((w) => LOOK.has(w)) ? "look" : "well";
        const where = place?.kind === "floor" ? text("words.floor") : place?.name;
        const values = {
            place: where,
            balance: amount(balance ?? 0, item?.measure),
            seen: amount(balance ?? quantity, item?.measure),
        };
        const told = text(where ? `scan.told_${body.mode}` : "scan.told_nowhere", values);
        const warned = warnings.filter((w) => has(`warnings.${w}`)).map((w) => text(`warnings.${w}`, values));
        return {
            ...named(answer),
            tone,
            icon: tone === "well" ? "well" : tone,
            word: text(`scan.taken_${body.mode}`),
            amount: signed(OUTWARD.has(body.mode) ? -quantity : quantity, item?.measure),
            // A count is set right by another number; what was seen is not taken back.
            undoable: body.mode !== "count",
            tell: [told, ...warned].join(" "),
            state: text("scan.inLedger"),
            sound: tone === "well" ? direction() : "look",
        };
    }

    function direction() {
        return OUTWARD.has(body.mode) ? "out" : "in";
    }
}

/** Pieces and grams of a run, as far as they are in the ledger and not taken back. */
export function totalsOf(posts) {
    const totals = { pieces: 0, grams: 0, waiting: 0 };
    for (const { state, undone, answer } of posts) {
        if (state === "undecided" || state === "waiting") totals.waiting += 1;
        if (state !== "accepted" || undone || !answer?.item) continue;
        const { item, quantity } = answer;
        if (item.measure === "gram") totals.grams += quantity;
        else {
            totals.pieces += quantity;
            totals.grams += quantity * (item.unitWeightGrams ?? 0);
        }
    }
    return totals;
}

function named({ item }) {
    return item ? { name: item.name, href: `/items/${encodeURIComponent(item.id)}` } : {};
}

function packs(quantity = 1) {
    return quantity === 1 ? "" : `${quantity} ×`;
}
