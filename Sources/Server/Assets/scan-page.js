/** The scanning page: take in, hand out and count. Puts the parts together; each part is a file. */
import { Cards } from "./cards.js";
import { LabelQuestions } from "./label-questions.js";
import { listenForScans } from "./scanner.js";
import { NowView } from "./now-view.js";
import { outcomeOf } from "./outcome.js";
import { Questions } from "./questions.js";
import { Queue } from "./queue.js";
import { openQueueStore } from "./queue-store.js";
import { RunView } from "./run-view.js";
import { Scanning, bindingPost, lookUp, resolutionPost, reversalPost, scanPost } from "./scanning.js";
import { play } from "./sounds.js";
import { Where } from "./where.js";
import { speech } from "./words.js";

/** Answered scans are kept on this device this long, in milliseconds. */
const KEEP_MS = 36 * 3_600_000;

// Scans made before the store is open wait for it.
const early = [];
let take = (code) => early.push(code);
listenForScans(document, (code) => take(code));

const root = document.querySelector("#scan");
const words = speech(JSON.parse(root.dataset.words), document.documentElement.lang, root.dataset.weightUnit);
const where = new Where(root, words, {
    onTyped: (code) => take(code),
    onNewRun: () => run.clear(),
    onPlace: (name) => now.show({ tone: "", icon: "place", word: words.say("scan.placeChosen"), name, amount: "",
        tell: words.say("scan.placeChosenTell") }),
});
const cards = new Cards(JSON.parse(root.dataset.cards), root, words);
where.cards = cards;
const now = new NowView(root.querySelector("#now"), undo);
const run = new RunView(root, words, undo);
const questions = new Questions(root.querySelector("#questions"), words);
const labels = new LabelQuestions(root.querySelector("#questions"), words,
    (code, bearer) => queue.add(bindingPost(code, bearer, where.run)));
let reached = "ok";

const store = await openQueueStore().catch((fault) => {
    refuse("noStore");
    throw fault;
});
const queue = new Queue(store, changed);
const scanning = new Scanning(queue, where);

const kept = await store.run(where.run);
const answered = new Set(kept.map(({ resolves, binds }) => resolves ?? binds));
for (const post of kept.filter(isScan)) {
    run.put(post);
    const { id, state, answer } = post;
    if (state === "unresolved" && !answered.has(answer?.labelCode ?? id)) ask(post);
    if (post.state === "held") scanning.resume(post);
}
take = scan;
for (const code of early) scan(code);

addEventListener("online", () => queue.wake());
document.addEventListener("visibilitychange", () => document.hidden || queue.wake());
queue.wake();
store.forgetBefore(Date.now() - KEEP_MS);
root.dataset.ready = "";

async function scan(code) {
    const card = cards.of(code);
    if (card) return obey(card);
    if (cards.command === "pause") return tell("pause", cards.ask);
    if (cards.command === "lookup") return show(await lookUp(queue, code, where.current() || undefined));
    if (cards.command === "move" && !cards.to) {
        const place = where.withLabel(code) ?? (await lookUp(queue, code))?.place;
        return place ? where.choose(place) : tell("move", cards.ask);
    }
    try {
        await scanning.scan(code, where.context(), where.run);
    } catch (fault) {
        refuse(fault.message === "full" ? "full" : "noStore");
    }
}

/** Does what a command card says. */
function obey(command) {
    const page = cards.pageOf(command);
    if (page) return location.assign(page);
    if (command === "undo") {
        const last = run.lastStanding;
        return last ? undo(last.id) : tell("undo", words.say("cards.nothingToUndo"));
    }
    cards.choose(command);
    if (cards.command) tell(command, cards.ask, "in");
    else tell(command, words.say(`scan.ready_${command}`), "in");
}

/** Shows what a card does, or what it asks for. */
function tell(command, text, sound = "look") {
    now.show({ tone: "", icon: "scan", word: words.say("cards.card"), name: words.say(`cards.${command}`), amount: "",
        tell: text });
    play(sound);
}

/** Shows what the hub knows of a code; nothing is recorded. */
function show(found) {
    const donation = found?.donation && { name: words.say("scan.donation") };
    const known = found?.item ?? found?.place ?? donation;
    const there = found?.item && words.say("cards.found", { balance: words.amount(found.balance ?? 0, found.item.measure) });
    now.show({ tone: "", icon: "scan", word: words.say("cards.lookup"), amount: "", tell: there ?? "",
        name: known?.name ?? words.say(found ? "cards.unknown" : "scan.away"),
        href: found?.item ? `/items/${encodeURIComponent(found.item.id)}`
            : donation && `/donations/${encodeURIComponent(found.donation)}` });
    play(known ? "in" : "look");
}

/** A post was added or has come further; or the hub is reached, or no more. */
function changed(post, reach) {
    if (reach !== reached) {
        reached = reach;
        where.tellReach(reach);
        if (reach !== "ok") play("look");
    }
    if (post?.undoes) undone(post);
    else if (post?.resolves) resolved(post);
    else if (post?.binds) bound(post);
    else if (post) scanned(post);
}

function scanned(post) {
    run.put(post);
    if (post.state === "held" || post.state === "place") return;
    const outcome = outcomeOf(post, words);
    if (run.isNewest(post) || outcome.tone !== "well") now.show(outcome, post.id);
    if (post.state === "unresolved") ask(post);
    if (post.answer?.warnings?.includes("past_date") && post.body.mode === "intake") askDate(post);
    if (post.answer || (reached !== "ok" && post.tries === 0)) play(outcome.sound ?? "in");
}

/** Takes a scan back: unsent, it never leaves; sent, a reversal follows it. */
async function undo(id) {
    const post = run.post(id);
    if (!post || await queue.withdraw(post.n)) return;
    const back = await store.change(post.n, (sent) => sent.undone ? undefined : { ...sent, undone: true });
    if (!back) return;
    showAsIs(back);
    await queue.add(reversalPost(back.answer?.id ?? id, where.run));
}

/** A reversal that the hub did not take leaves its scan standing. */
async function undone({ undoes, state, answer }) {
    if (state !== "kept" || answer?.code === "already_reversed") return;
    const post = run.posts.find((scan) => (scan.answer?.id ?? scan.id) === undoes);
    if (post) showAsIs(await store.change(post.n, (sent) => ({ ...sent, undone: false })));
}

/** The hub has heard what a new code was: its scan now counts. */
async function resolved({ resolves, state, answer }) {
    const post = run.post(resolves);
    if (!post || (state !== "ledger" && state !== "kept")) return;
    showAsIs(await store.change(post.n, (scan) => ({ ...scan, state, answer })));
    if (state === "ledger") play("in");
}

/** The hub has heard what a blank label is on: its scans count, or said where the next ones are. */
async function bound({ binds, state, answer }) {
    if (state === "kept") refuse(words.has(`problems.${answer?.code}`) ? answer.code : "unexpected", "problems");
    if (state !== "ledger") return;
    const settled = new Map((answer.settled ?? []).map((scan) => [scan.scan, scan.answer]));
    const waiting = run.posts.filter((post) => post.state === "unresolved" && post.answer?.labelCode === binds);
    for (const { id, n } of waiting) {
        const counted = settled.get(id);
        const as = counted ? { state: "ledger", answer: counted } : { state: "place" };
        const post = await store.change(n, (scan) => ({ ...scan, ...as }));
        if (counted) showAsIs(post);
        else run.put(post);
    }
    if (answer.place && where.mode !== "count") where.choose(answer.place);
    play("in");
}

function showAsIs(post) {
    run.put(post);
    now.show(outcomeOf(post, words), post.id);
}

function ask(post) {
    const { labelCode } = post.answer ?? {};
    if (labelCode) return labels.ask(labelCode, post, run.lastKnown(post));
    questions.askCode(post.body.code, post.id, (scan, item) => queue.add(resolutionPost(scan, item, where.run)));
}

function askDate({ body, answer }) {
    questions.askDate(answer.item.name, () => {
        const { code, place, quantity, station, dateLabel } = body;
        const context = { mode: "discard", reason: "past_date", place, quantity, station, dateLabel };
        queue.add(scanPost(code, context, where.run));
    });
}

function isScan({ undoes, resolves, binds }) {
    return !undoes && !resolves && !binds;
}

/** Says why a scan could not be taken. */
function refuse(key, section = "scan") {
    now.show({ tone: "stop", icon: "stop", word: words.say("scan.notTaken"), name: "", amount: "",
        tell: words.say(`${section}.${key}`) });
    play("look");
}
