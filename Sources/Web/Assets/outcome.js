/**
 * What a post has come to, in words, a shape and a tone: the huge line and the run say the same. Which
 * texts, tone, shape and sign an outcome has stands in outcomes.json, which the hub's own pages read too.
 */
import { grouped } from "./codes.js";
import TABLE from "./outcomes.json" with { type: "json" };

/**
 * @returns {{tone: "well"|"look"|"stop"|"", icon: string, word: string, name: string, dated?: string, href?: string,
 *   amount: string, tell: string, state: string, sound?: "in"|"out"|"look", undoable: boolean}}
 */
export function outcomeOf(post, localizer) {
    const { mode, dateLabel } = post.body ?? {};
    const { kind, date } = (mode === "intake" && dateLabel) || {};
    return { ...cameTo(post, localizer), dated: date && localizer.text(`scan.${kind}`, { date: localizer.written(date) }) };
}

/** Whether a warning stands at the top of the page, and not with each scan. */
export function isToldOnce(warning) {
    return TABLE.toldOnce.includes(warning);
}

function cameTo(post, localizer) {
    const { text, has, signed, amount } = localizer;
    const { body, answer = {} } = post;
    const direction = TABLE.modes[body.mode]?.sign < 0 ? "out" : "in";
    if (post.undone && post.undoing) return { ...plain(TABLE.undoing), ...named(post) };
    if (post.undone || post.state === "withdrawn") return { ...plain(TABLE.takenBack), ...named(post) };
    if (post.notUndone) {
        // The scan stands as it did, for the hub did not take it back.
        const key = `problems.${post.notUndone}`;
        const stands = cameTo({ ...post, notUndone: undefined }, localizer);
        const told = [text("scan.notUndone"), text(has(key) ? key : "problems.unexpected")];
        return { ...stands, tone: "look", icon: "look", sound: "look", tell: told.join(" ") };
    }
    switch (post.state) {
    case "unresolved":
        return { ...plain(answer.labelCode ? TABLE.unknownLabel : TABLE.unknownCode), sound: "look", undoable: true };
    case "settled":
        return plain(TABLE.settled);
    case "aside":
        return { ...plain(TABLE.aside), sound: "look", undoable: true };
    case "rejected": {
        const key = `problems.${answer.code}`;
        const tell = text(has(key) ? key : "problems.unexpected");
        return { ...plain(TABLE.rejected), tell, sound: "look" };
    }
    case "accepted":
        return recorded();
    default:
        return { ...plain(post.asks ? TABLE.asked : TABLE.onDevice), sound: post.asks ? "look" : direction, undoable: true };
    }

    function plain({ tone, shape, word, tell }) {
        const { quantity = 1 } = body;
        const times = post.asks ? `“${post.asks}”` : quantity === 1 ? "" : text("scan.times", { n: quantity });
        return { tone, icon: shape, word: text(word), state: text(word), tell: tell ? text(tell) : "",
            name: grouped(body.code ?? ""), amount: times, undoable: false };
    }

    function recorded() {
        const { item, place, quantity, balance, warnings = [] } = answer;
        const { word, went, tell, sign } = TABLE.modes[body.mode];
        const raised = new Set(warnings.map((warning) => TABLE.warnings[warning]));
        const tone = TABLE.tones.find((tone) => raised.has(tone)) ?? TABLE.tones.at(-1);
        const where = place?.kind === "floor" ? text("words.floor") : place?.name;
        const values = {
            place: where,
            to: localizer.placeName?.(body.to) ?? "…",
            balance: amount(balance ?? 0, item?.measure),
            seen: amount(balance ?? quantity, item?.measure),
        };
        // A box that moved is nobody's stock.
        if (!item && body.mode === "move") {
            return { name: where, tone: "well", icon: "well", word: text(word), amount: "", undoable: true, tell: text("scan.told_box", values),
                state: text("scan.inLedger"), sound: direction };
        }
        const why = body.mode === "discard" && body.reason && (has(`scan.why_${body.reason}`) ? text(`scan.why_${body.reason}`) : body.reason);
        const isEmptyBox = !item && quantity === 0;
        const warned = warnings.filter((warning) => !isToldOnce(warning) && (!isEmptyBox || warning !== "shortfall"))
            .map((warning) => !item && body.quantity > 1 && warning === "shortfall" ? TABLE.boxTwice : `warnings.${warning}`).filter(has);
        // What is less than nothing is said in words, by the warning that goes with it.
        const left = isEmptyBox ? TABLE.emptyBox : balance < 0 ? undefined : where ? tell : TABLE.tellNowhere;
        return {
            name: where ?? grouped(body.code),
            ...named(post),
            tone,
            icon: tone,
            word: text(word),
            amount: isEmptyBox ? "" : sign ? signed(sign * quantity, item?.measure) : amount(quantity, item?.measure),
            undoable: true,
            tell: [...(why ? [text("scan.toldWhy", { why })] : []),
                ...[went, left, ...warned].filter(Boolean).map((key) => text(key, values)),
                ...(post.usualUnknown ? [text("scan.usualUnknown")] : [])].join(" "),
            state: text("scan.inLedger"),
            sound: tone === "well" ? direction : "look",
        };
    }
}

/** Pieces and grams of a run, and whole boxes, of which nobody says what is in them, as far as they are in the ledger and not taken back. */
export function totalsOf(posts) {
    const totals = { pieces: 0, grams: 0, boxes: 0, waiting: 0 };
    for (const { state, undone, undoing, answer } of posts) {
        if (undoing || ["undecided", "waiting", "aside"].includes(state)) totals.waiting += 1;
        if (state !== "accepted" || (undone && !undoing) || !answer?.quantity) continue;
        const { item, quantity } = answer;
        if (!item) totals.boxes += 1;
        else if (item.measure === "gram") totals.grams += quantity;
        else {
            totals.pieces += quantity;
            totals.grams += quantity * (item.unitWeightGrams ?? 0);
        }
    }
    return totals;
}

/** What was recorded by its name: food, else a whole box. */
function named({ state, answer: { item, place } = {} }) {
    if (item) return { name: item.name, href: `/items/${encodeURIComponent(item.id)}` };
    return state === "accepted" && place?.kind === "box" ? { name: place.name } : {};
}
