/** The scanning page: take in, hand out and count. Puts the parts together; each part is a file. */
import { Cards } from "./cards.js";
import { LabelQuestions } from "./label-questions.js";
import { LatestScanView } from "./latest-scan-view.js";
import { localizer } from "./localizer.js";
import { outcomeOf } from "./outcome.js";
import { Questions } from "./questions.js";
import { Queue } from "./queue.js";
import { openQueueStore } from "./queue-store.js";
import { RunView } from "./run-view.js";
import { ScanContext } from "./scan-context.js";
import { ScanIntake, bindingPost, lookUp, resolutionPost, reversalPost, scanPost } from "./scan-intake.js";
import { listenForScans } from "./scanner.js";
import { play } from "./sounds.js";

/** Answered scans are kept on this device this long, in milliseconds. */
const KEEP_MS = 36 * 3_600_000;

// Scans made before the store is open wait for it.
const early = [];
let onCode = (code) => early.push(code);
listenForScans(document, (code) => onCode(code));

const root = document.querySelector("#scan");
const words = localizer(JSON.parse(root.dataset.words), document.documentElement.lang, root.dataset.weightUnit);
const context = new ScanContext(root, words, {
    onTyped: (code) => onCode(code),
    onNewRun: () => run.clear(),
    onPlace: (name) => latest.show({ tone: "", icon: "place", word: words.text("scan.placeChosen"), name, amount: "",
        tell: words.text("scan.placeChosenTell") }),
});
const cards = new Cards(JSON.parse(root.dataset.cards), root, words);
context.cards = cards;
const latest = new LatestScanView(root.querySelector("#now"), undo);
const run = new RunView(root, words, undo);
const questions = new Questions(root.querySelector("#questions"), words);
const labels = new LabelQuestions(root.querySelector("#questions"), words,
    (code, bearer) => queue.add(bindingPost(code, bearer, context.run)));
let reached = "ok";

const store = await openQueueStore().catch((fault) => {
    showRefusal("noStore");
    throw fault;
});
const queue = new Queue(store, changed);
const intake = new ScanIntake(queue, context);

const stored = await store.run(context.run);
const answered = new Set(stored.map(({ resolves, binds }) => resolves ?? binds));
for (const post of stored.filter(isScan)) {
    run.put(post);
    const { id, state, answer } = post;
    if (state === "unresolved" && !answered.has(answer?.labelCode ?? id)) ask(post);
    if (post.state === "undecided") intake.resume(post);
}
onCode = scan;
for (const code of early) scan(code);

addEventListener("online", () => queue.wake());
document.addEventListener("visibilitychange", () => document.hidden || queue.wake());
queue.wake();
store.forgetBefore(Date.now() - KEEP_MS);
root.dataset.ready = "";

async function scan(code) {
    const card = cards.of(code);
    if (card) return obey(card);
    if (cards.command === "pause") return showCard("pause", cards.prompt);
    if (cards.command === "lookup") return showLookUp(await lookUp(queue, code, context.currentPlace() || undefined));
    if (cards.command === "move" && !cards.to) {
        const place = context.placeWithLabel(code) ?? (await lookUp(queue, code))?.place;
        return place ? context.choose(place) : showCard("move", cards.prompt);
    }
    try {
        await intake.scan(code, context.factsOfNextScan(), context.run);
    } catch (fault) {
        showRefusal(fault.message === "full" ? "full" : "noStore");
    }
}

/** Does what a command card says. */
function obey(command) {
    const page = cards.pageOf(command);
    if (page) return location.assign(page);
    if (command === "undo") {
        const last = run.lastReversible;
        return last ? undo(last.id) : showCard("undo", words.text("cards.nothingToUndo"));
    }
    cards.choose(command);
    if (cards.command) showCard(command, cards.prompt, "in");
    else showCard(command, words.text(`scan.ready_${command}`), "in");
}

/** Shows what a card does, or what it asks for. */
function showCard(command, text, sound = "look") {
    latest.show({ tone: "", icon: "scan", word: words.text("cards.card"), name: words.text(`cards.${command}`), amount: "",
        tell: text });
    play(sound);
}

/** Shows what the hub knows of a code; nothing is recorded. */
function showLookUp(found) {
    const donation = found?.donation && { name: words.text("scan.donation") };
    const known = found?.item ?? found?.place ?? donation;
    const there = found?.item && words.text("cards.found", { balance: words.amount(found.balance ?? 0, found.item.measure) });
    latest.show({ tone: "", icon: "scan", word: words.text("cards.lookup"), amount: "", tell: there ?? "",
        name: known?.name ?? words.text(found ? "cards.unknown" : "scan.away"),
        href: found?.item ? `/items/${encodeURIComponent(found.item.id)}`
            : donation && `/donations/${encodeURIComponent(found.donation)}` });
    play(known ? "in" : "look");
}

/** A post was added or has come further; or the hub is reached, or no more. */
function changed(post, reach) {
    if (reach !== reached) {
        reached = reach;
        context.showReach(reach);
        if (reach !== "ok") play("look");
    }
    if (post?.undoes) onReversal(post);
    else if (post?.resolves) onResolution(post);
    else if (post?.binds) onBinding(post);
    else if (post) onScan(post);
}

function onScan(post) {
    run.put(post);
    if (post.state === "undecided" || post.state === "place") return;
    const outcome = outcomeOf(post, words);
    if (run.isNewest(post) || outcome.tone !== "well") latest.show(outcome, post.id);
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
    showScan(back);
    await queue.add(reversalPost(back.answer?.id ?? id, context.run));
}

/** A reversal that the hub did not take leaves its scan standing. */
async function onReversal({ undoes, state, answer }) {
    if (state !== "rejected" || answer?.code === "already_reversed") return;
    const post = run.posts.find((scan) => (scan.answer?.id ?? scan.id) === undoes);
    if (post) showScan(await store.change(post.n, (sent) => ({ ...sent, undone: false })));
}

/** The hub has heard what a new code was: its scan now counts. */
async function onResolution({ resolves, state, answer }) {
    const post = run.post(resolves);
    if (!post || (state !== "accepted" && state !== "rejected")) return;
    showScan(await store.change(post.n, (scan) => ({ ...scan, state, answer })));
    if (state === "accepted") play("in");
}

/** The hub has heard what a blank label is on: its scans count, or said where the next ones are. */
async function onBinding({ binds, state, answer }) {
    if (state === "rejected") showRefusal(words.has(`problems.${answer?.code}`) ? answer.code : "unexpected", "problems");
    if (state !== "accepted") return;
    const settled = new Map((answer.settled ?? []).map((scan) => [scan.scan, scan.answer]));
    const waiting = run.posts.filter((post) => post.state === "unresolved" && post.answer?.labelCode === binds);
    for (const { id, n } of waiting) {
        const counted = settled.get(id);
        const as = counted ? { state: "accepted", answer: counted } : { state: "place" };
        const post = await store.change(n, (scan) => ({ ...scan, ...as }));
        if (counted) showScan(post);
        else run.put(post);
    }
    if (answer.place && context.mode !== "count") context.choose(answer.place);
    play("in");
}

function showScan(post) {
    run.put(post);
    latest.show(outcomeOf(post, words), post.id);
}

function ask(post) {
    const { labelCode } = post.answer ?? {};
    if (labelCode) return labels.ask(labelCode, post, run.lastKnown(post));
    questions.askCode(post.body.code, post.id, (scan, item) => queue.add(resolutionPost(scan, item, context.run)));
}

function askDate({ body, answer }) {
    questions.askDate(answer.item.name, () => {
        const { code, place, quantity, station, dateLabel } = body;
        const facts = { mode: "discard", reason: "past_date", place, quantity, station, dateLabel };
        queue.add(scanPost(code, facts, context.run));
    });
}

function isScan({ undoes, resolves, binds }) {
    return !undoes && !resolves && !binds;
}

/** Says why a scan could not be taken. */
function showRefusal(key, section = "scan") {
    latest.show({ tone: "stop", icon: "stop", word: words.text("scan.notTaken"), name: "", amount: "",
        tell: words.text(`${section}.${key}`) });
    play("look");
}
