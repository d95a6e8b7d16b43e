/** The scanning page: take in, hand out and count. Puts the parts together; each part is a file. */
import { Answers } from "./answers.js";
import { storeTrouble } from "./browser-store.js";
import { Cards } from "./cards.js";
import { grouped, isMarked, isNumeric, isPlain, isTooLong, labelIn } from "./codes.js";
import { FinishWait } from "./finish-wait.js";
import { Households } from "./households.js";
import { KeptView } from "./kept-view.js";
import { offerItems } from "./known-items.js";
import { LabelQuestions } from "./label-questions.js";
import { LatestScanView } from "./latest-scan-view.js";
import { Elsewhere } from "./elsewhere.js";
import { localizer } from "./localizer.js";
import { isToldOnce, outcomeOf } from "./outcome.js";
import { PageCopy } from "./page-copy.js";
import { Papers } from "./papers.js";
import { Questions } from "./questions.js";
import { ASIDE_MS, MOST_WAITING, Queue } from "./queue.js";
import { OPEN_STATES, isKept, openQueueStore } from "./queue-store.js";
import { RunChange } from "./run-change.js";
import { RunView } from "./run-view.js";
import { ScanContext } from "./scan-context.js";
import { ScanIntake, bindingPost, lookUp, scanPost } from "./scan-intake.js";
import { ScanQuestions } from "./scan-questions.js";
import { SHORTEST, listenForScans } from "./scanner.js";
import { SmallQuestions } from "./small-questions.js";
import { play } from "./sounds.js";
import { isKnown, meaning, readTypedCode } from "./typed-code.js";
import { Weighing } from "./weighing.js";
import { whereabouts } from "./whereabouts.js";

/**
 * Settled scans are kept on this device this long, in milliseconds, and no more than that many: should the hub fall back to an
 * older state, they are sent again. What the hub refused is kept until a person has dealt with it.
 */
const KEEP_MS = 3 * 24 * 3_600_000;
const KEEP_MOST = 5000;

/** From one try to the next to learn which items a name may mean, in milliseconds. */
const AGAIN_MS = 3000;

/** Lines that a look-up tells; the page of the thing has all. */
const MOST_TOLD = 4;

/** A browser that has not opened its store by then says so, and takes no scans, in milliseconds. */
const STORE_MS = 8_000;

// Papers of people go no further than this; scans made before the store is open wait for it.
const papers = new Papers();
const early = [];
let onCode = (code) => early.push(code);
const take = (code) => papers.drops(code) ? showNote("look", "scan.paper") : onCode(code);
listenForScans(document, take, (heard) => {
    if (papers.drops(heard)) showNote("look", "scan.paper");
    else if (heard.length > 1) showNote("look", "scan.heard", { heard: grouped(heard) });
}, (text) => papers.isTyped(text));

const root = document.querySelector("#scan");
const { weightUnit } = root.dataset;
const texts = JSON.parse(root.dataset.words.replaceAll("~", "\""));
const words = localizer(texts, document.documentElement.lang, weightUnit);
words.placeName = (id) => [...root.querySelectorAll("#place option, #to option")].find(({ value }) => id && value === id)?.text;
// Before the context, so that a weight is taken before a code is.
const weighing = new Weighing(root, words, weightUnit);
const context = new ScanContext(root, words, { onTyped, onPlace, onNewRun, isSameFood });
const cards = new Cards(JSON.parse(root.dataset.cards), root, words, obey, context.isAgain);
context.cards = cards;
const latest = new LatestScanView(root.querySelector("#now"), undo);
const dock = root.querySelector("#questions");
let isByKey = false;
dock.addEventListener("click", ({ detail }) => { isByKey = detail === 0; }, true);
// A question that a key answered leaves the focus nowhere: the field of codes is where to go on.
new MutationObserver(() => {
    if (isByKey && document.activeElement === document.body) root.querySelector("#code").focus({ preventScroll: true });
}).observe(dock, { childList: true });
const change = new RunChange(words, weightUnit, root.querySelector("#place"), again);
const run = new RunView(root, words, undo, (id, line) => change.ask(run.post(id), outcomeOf(run.post(id), words).name, line));
const questions = new Questions(dock, words, takeCode, weightUnit, askWhich, (...answer) => answers.resolve(...answer));
const small = new SmallQuestions(dock, words, weightUnit);
for (const food of root.querySelectorAll(".foods button")) {
    food.addEventListener("click", (event) => {
        event.preventDefault();
        takeNamed({ id: food.value, name: food.textContent, measure: food.dataset.measure });
    });
}
const labels = new LabelQuestions(dock, words, takeCode, (code, bearer) => queue.add(bindingPost(code, bearer, context.run)), askWhich);
/**
 * What waits and is no scan itself, the newest last: a box that is to move, a question about one, a name that was typed. Each as `{after, name, isOpen, back}`,
 * `after` the number of the scan before it.
 */
const waits = [];
/** Once all that was scanned so far is safe on this device. */
let safe = Promise.resolve();
/** How many cards, keys and labels wait for that, and scans behind them. */
let behind = 0;
/** On the page that hands out, once the store is open. */
let households;
const copy = new PageCopy();
let reached = copy.isShown ? "away" : "ok";
let tell;
/** Whether scans are taken; what is typed before that is known waits. */
const taking = new Promise((resolve) => { tell = resolve; });

const late = setTimeout(refuseAll, STORE_MS);
const store = await openQueueStore().catch((fault) => {
    refuseAll();
    throw fault;
});
clearTimeout(late);
const queue = new Queue(store, Object.keys(texts.problems), changed);
queue.onLost = showLoss;
queue.reach = reached;
context.showReach(reached);
const intake = new ScanIntake(queue, context, { quantity: (post) => asked.askQuantity(post), place: (post) => asked.askDestination(post), item: makeItem });
const asked = new ScanQuestions({ words, small, cards, places: root.querySelector("#place"), queue, store, intake, context, again });
const answers = new Answers({ queue, store, run, context, play, ask, forget, askAgain, show: showScan, refuse: showRefusal });
if (context.mode === "distribute") households = new Households(root, words, store, context);
const elsewhere = new Elsewhere({ store, run, askAgain, forget, show: showScan });
const kept = new KeptView(root.querySelector("#kept"), words, context, store, queue);

const finish = root.querySelector("#finish");
const finishWait = finish && new FinishWait(finish, root.querySelector("#finish-waits"), words, () => store.openOf(context.run));

if (root.querySelector("#run-before")) {
    const before = await store.runBefore(context.run, new Date().setHours(0, 0, 0, 0));
    for (const post of await standing(before)) run.put(post);
    run.clear();
}
const stored = await store.run(context.run);
const answered = new Map(stored.filter(({ state }) => state !== "rejected").map(({ n, resolves, binds }) => [resolves ?? binds, n]));
// Another page may have sent what takes a scan back.
const undoing = new Set(stored.filter(({ undoes, state }) => undoes && OPEN_STATES.includes(state)).map(({ undoes }) => undoes));
for (const scan of await standing(stored)) {
    const post = { ...scan, undoing: scan.undone && undoing.has(scan.answer?.id ?? scan.id) };
    run.put(post);
    const { id, state, answer, undone, reopened = 0 } = post;
    if (ScanQuestions.lacksReason(post)) asked.askReason(post);
    if (post.asksFrom && !undone) asked.askFrom(post);
    if (state === "unresolved" && !undone && !(answered.get(answer?.labelCode ?? id) > reopened)) ask(post);
}
// Those of another run too: that may never be opened again.
for (const post of await store.inState("undecided")) intake.resume(post);
kept.show();
await households?.count();
await obeyWord(new URLSearchParams(location.search).get("word"));
onCode = scan;
for (const code of early) scan(code);

addEventListener("keydown", (event) => {
    if (event.key !== "F9") return;
    event.preventDefault();
    if (!event.repeat) inTurn(undoLast);
    root.querySelector("#code").focus();
});
addEventListener("online", lookAgain);
setInterval(lookAgain, ASIDE_MS);
document.addEventListener("visibilitychange", () => document.hidden || queue.wake());
lookAgain();
store.forgetBefore(Date.now() - KEEP_MS, KEEP_MOST);
tellOfStore();
root.dataset.ready = "";
copy.keep();
tell(true);

/** Tries what was set aside, and sees whether the hub still has what it said it has. */
function lookAgain() {
    queue.tryAsideAgain();
    queue.compare();
    households?.tell();
}

/** A card, a key, or the label of where a move goes, is looked at once what came before it is safe on this device; what comes behind it waits for it. */
function inTurn(step) {
    behind += 1;
    return noted(safe.then(step).finally(() => { behind -= 1; }));
}

function noted(done) {
    safe = Promise.all([safe, done]).catch(() => {});
    return done;
}

/** Takes a scan; of an item's id where a person named one in place of a code, with all of it where it is new, and of its weight where they said it. */
function scan(code, item, ...more) {
    const step = () => takeScan(code, item, ...more);
    const label = !item && labelIn(code);
    const waits = behind || (!item && cards.of(code)) || (cards.command === "move" && label && context.placeWithLabel(label));
    return waits ? inTurn(step) : noted(step());
}

async function takeScan(code, item, weightGrams, makes, said) {
    const card = item ? undefined : cards.of(code);
    if (card !== "undo") weighing.end();
    if (card) return obey(card);
    // What can be no code takes no quantity with it.
    if (!item && isTooLong(code)) return showNote("stop", "problems.code_too_long");
    if (cards.command === "pause") return showCard("pause", cards.prompt);
    if (cards.command === "lookup") return void lookUp(queue, code, context.currentPlace() || undefined, item).then(showLookUp);
    try {
        await intake.scan(code, () => context.takeFacts(code, weightGrams, said), context.run, item, makes);
    } catch (fault) {
        showNote("stop", fault.message === "full" ? "scan.full" : "scan.noStore");
    }
}

/** Takes an item that a person named, by its button, by a part of its name, or as a new one, as a scan, with what they `said` of it; how heavy it is, where it is weighed, they say first. */
async function takeNamed({ id, name, measure }, typed = name, said, makes) {
    if (!await taking) return showNote("stop", "scan.noStore");
    const isWeighed = measure === "gram" && !cards.isIdle;
    if (!isWeighed) return scan(typed, id, undefined, makes, said);
    weighing.ask(name, (grams) => scan(typed, id, grams, makes, said));
    wait(name, () => weighing.isAsking, () => weighing.end());
}

/**
 * Takes what stands for a name and is a code as a scan: figures without a letter, in groups or not, what only scanners send, a label's code, or
 * a code that the hub knows. Answers whether it was one.
 */
async function takeCode(text) {
    if (papers.drops(text)) {
        showNote("look", "scan.paper");
        return true;
    }
    if (isNumeric(text)) {
        if (text.length < SHORTEST) showNote("look", "scan.heard", { heard: text });
        else await onTyped(text);
        return true;
    }
    const isSent = isMarked(text) || (/\d/.test(text) && labelIn(text) !== undefined) || cards.of(text) !== undefined;
    if (!text || (!isSent && !isKnown(await whatIs(text)))) return false;
    await scan(text);
    return true;
}

/** A code typed by hand, or how many of it. */
async function onTyped(text) {
    if (papers.drops(text)) return showNote("look", "scan.paper");
    const read = await readTypedCode(text, (code) => cards.of(code), whatIs);
    if (!read) return showNote("look", "scan.howManyUnclear", { typed: text });
    if (read.quantity) context.say(read.quantity);
    return onTypedCode(read.code, read.meant);
}

/** What the hub knows of a code; nothing while it does not answer. */
async function whatIs(code) {
    return await taking ? lookUp(queue, code) : undefined;
}

/**
 * A code, or the whole name of an item, as the hub takes it. What is neither and is written as words are is a part of a name at
 * most: the items that are near are shown, and a tap takes one.
 */
async function onTypedCode(typed, meant) {
    const label = labelIn(typed);
    if (!/\p{L}/u.test(typed) || (label && context.placeWithLabel(label)) || cards.of(typed) || !await taking) return onCode(typed);
    // How many and its date are of what was typed, whatever is scanned before it is known.
    const said = cards.isIdle ? undefined : context.takeSaid(typed);
    const asCode = () => scan(typed, undefined, undefined, undefined, said);
    const asItem = (item) => takeNamed(item, typed, said);
    const { found, items } = meant ?? await meaning(typed, whatIs);
    if (found ? isKnown(found) : label) return asCode();
    if (items.length > 1) return waitForm(typed, askWhich(typed, items, asItem));
    if (items.length) return asItem(items[0]);
    if (/\p{N}/u.test(typed) && (isPlain(typed) || isMarked(typed))) return asCode();
    const asNew = (item) => takeNamed(item, item.name, said, item);
    // Named a while ago, and still to be made.
    const waiting = (await store.inState("undecided")).map(({ makes }) => makes).find((makes) => makes?.name.toLowerCase() === typed.toLowerCase());
    if (waiting) return asNew(waiting);
    for (let form; !form || form.isConnected;) {
        const items = await offerItems(typed);
        // A hub that did not answer is asked again while the question stands.
        if (!form || items && form.isConnected) {
            form = small.askItem(typed, items, asItem, () => waitForm(typed, questions.askItem({ name: typed }, asNew)));
            waitForm(typed, form);
        }
        if (items) return;
        await new Promise((resolve) => { setTimeout(resolve, AGAIN_MS); });
    }
}

/** Asks which of the items that share a name is meant. */
function askWhich(name, items, onAnswer) {
    const form = small.pick(`name ${name}`, { title: words.text("scan.askItem", { name }), tell: "" }, items, onAnswer);
    form.scrollIntoView({ block: "nearest" });
    return form;
}

/** Has the hub make the item of a scan, unless it has one of that name by now. Without the hub the scan waits on this device until it is there. */
async function makeItem(post) {
    const { n, makes } = post;
    const known = await queue.askAbout(n, `/api/v1/items?name=${encodeURIComponent(makes.name)}`, undefined, Array.isArray);
    if (known?.length > 1) return void askWhich(makes.name, known, ({ id: item }) => intake.answer(post, { item }));
    const made = known?.[0] ?? await queue.askAbout(n, "/api/v1/items", { ...makes, codes: [] }, (item) => item?.id === makes.id && item.name);
    if (made?.measure) return intake.answer(post, { item: made.id });
    if (!made) return;
    showRefusal(made.code);
    questions.askItem({ ...makes, id: undefined }, async (item) => {
        const renamed = await queue.release(n, (scan) => ({ ...scan, makes: item, body: { ...scan.body, code: item.name, item: item.id } }));
        if (renamed) makeItem(renamed);
    });
}

/** Obeys a card that was scanned on another page. What it takes back may be of another page too. */
async function obeyWord(word) {
    if (!cards.knows(word)) return;
    history.replaceState(null, "", location.pathname);
    const [mode, count] = word === "undo" ? (await store.newest())?.run.split(":") ?? [] : [];
    const page = cards.pageOf(mode);
    if (!page) return obey(word);
    location.assign(`${page}${mode === "count" ? `/${count}` : ""}?word=undo`);
    await new Promise(() => {});
}

/** Something waits from now on that is no scan: until `isOpen` says no more, undo takes it `back` before any scan that was made earlier. */
function wait(name, isOpen, back) {
    waits.push({ after: run.last?.n ?? 0, name, isOpen, back });
}

function waitForm(name, form, back = () => {}) {
    wait(name, () => form.isConnected, () => {
        form.remove();
        back();
    });
}

/** Takes back what happened last: what waits, or a scan. */
function undoLast() {
    while (waits.length && !waits.at(-1).isOpen()) waits.pop();
    const { last } = run;
    if (waits.length && (last?.n ?? 0) <= waits.at(-1).after) {
        const { name, back } = waits.pop();
        back();
        latest.show({ tone: "", icon: "undo", word: words.text("scan.takenBack"), name, amount: "", tell: cards.command ? cards.prompt : "" });
        return play("in");
    }
    return last && outcomeOf(last, words).undoable ? answers.undo(last.id) : showCard("undo", words.text("cards.nothingToUndo"));
}

/** Does what a command card says. */
function obey(command) {
    const page = cards.pageOf(command);
    if (page) return location.assign(page);
    if (command === "household") {
        context.beginRun();
        return showCard(command, root.querySelector("#households").textContent, "in");
    }
    if (command === "undo") return undoLast();
    cards.choose(command);
    if (cards.command) showCard(command, cards.prompt, "in");
    else showCard(command, words.text(`scan.ready_${command}`), "in");
}

/** A place was chosen by its label. What is in a box can go out all at once. */
async function onPlace({ name, kind, labelCode, counted, moves, boxes = [] }) {
    const key = !counted ? "scan.placeChosenTell" : counted.isCovered ? "scan.placeInCount" : "scan.placeNotCounted";
    const tell = moves ? cards.prompt : words.text(key, { name, place: counted?.name });
    latest.show({ tone: counted && !counted.isCovered ? "look" : "", icon: "place", word: words.text("scan.placeChosen"), name, amount: "", tell });
    if (counted) return play("look");
    const facts = { mode: "move", to: cards.to?.id, station: root.dataset.station || undefined };
    for (const box of boxes) await queue.add(scanPost(box.labelCode, facts, context.run));
    if (moves && !cards.to.waiting) await asked.sendThere(cards.to.id);
    else if (moves) wait(name, () => cards.to?.waiting?.at(-1)?.labelCode === labelCode, () => cards.letGo());
    const mode = cards.command ?? context.mode;
    if (kind !== "box" || !labelCode || (mode !== "distribute" && mode !== "discard")) return;
    waitForm(name, small.choose("box", { title: name, tell: words.text("scan.askWholeTell"), keep: words.text("scan.partOfBox"),
        other: words.text(`scan.whole_${mode}`) }, () => {
        const { asks, ...facts } = context.takeFacts();
        queue.add(scanPost(labelCode, facts, context.run));
        context.leaveBox(labelCode);
    }), () => context.leaveBox(labelCode));
}

/** Takes a scan back; by a key, the field of codes is where to go on. */
function undo(id, { detail }) {
    answers.undo(id);
    if (detail === 0) root.querySelector("#code").focus();
}

/** Shows what a card does, or what it asks for. */
function showCard(command, text, sound = "look") {
    latest.show({ tone: "", icon: "scan", word: words.text(["undo", "household"].includes(command) ? "cards.card" : "cards.next"), name: words.text(`cards.${command}`), amount: "",
        tell: text });
    play(sound);
}

/** Shows what the hub knows of a code, and where that is or what is in it; nothing is recorded. */
async function showLookUp(found) {
    const donation = found?.donation && { name: words.text("scan.donation") };
    const known = found?.item ?? found?.place ?? donation;
    const kind = found?.item ? "item" : found?.place ? "place" : undefined;
    const outcome = { tone: "", icon: "scan", word: words.text("cards.lookup"), amount: "", tell: "",
        name: known?.name ?? words.text(found ? "cards.unknown" : "scan.away"),
        href: kind ? `/${kind}s/${known.id}` : donation && `/donations/${encodeURIComponent(found.donation)}` };
    latest.show(outcome);
    play(known ? "in" : "look");
    if (!kind) return;
    const rows = await whereabouts(kind, known.id);
    const told = rows.map(({ itemName, measure, place, placeName, quantity }) => {
        const where = words.placeName(place) ?? placeName;
        return kind === "item" && quantity < 0 ? words.text("warnings.shortfall", { place: where })
            : kind === "item" ? words.text("cards.found", { balance: words.amount(quantity, measure), place: where })
            : quantity > 0 && `${words.amount(quantity, measure)} ${itemName}`;
    }).filter(Boolean);
    const tell = told.length > MOST_TOLD ? [...told.slice(0, MOST_TOLD), "…"] : told.length ? told : [words.text("cards.none")];
    if (latest.outcome === outcome) latest.show({ ...outcome, tell: tell.join(" · ") });
}

/** A post was added or has come further; or the hub is reached, or no more. */
async function changed(post, reach) {
    if (reach !== reached) {
        reached = reach;
        context.showReach(reach);
        if (reach !== "ok") play("look");
        // A hub that was away may have been put back to an older state.
        else queue.compare();
        tellOfStore();
    }
    if (post && (kept.isShown || ["rejected", "aside"].includes(post.state) || post.run !== context.run)) kept.show();
    if (post && !await answers.hear(post)) onScan(post);
    if (post) households?.count(post);
    finishWait?.look();
    copy.look(reach, store);
}

function onScan(post) {
    run.put(post);
    // What is undecided soon is not; without the hub it waits as others do, and is shown.
    const isQuiet = ["place", "dismissed"].includes(post.state) || post.state === "undecided" && reached === "ok";
    if (isQuiet && !post.asks) return;
    const outcome = outcomeOf(post, words);
    if (run.isNewest(post) || outcome.tone !== "well") latest.show(outcome, post.id);
    if (post.state === "unresolved") ask(post);
    if (post.state === "accepted") context.wasRecorded(post);
    for (const warning of post.answer?.warnings?.filter(isToldOnce) ?? []) tellOnce(warning);
    asked.askMore(post);
    if (post.answer || (reached !== "ok" && post.tries === 0)) play(outcome.sound ?? "in");
}

/** Takes a scan back and makes it again, as of when it was made, with what was asked about it. */
async function again(post, said, marks) {
    await answers.undo(post.id);
    const { id, at, code, ...facts } = post.body;
    const { isPlaceSaid } = post;
    const made = scanPost(code, { ...facts, ...said }, post.run);
    await queue.add({ ...made, body: { ...made.body, at }, isPlaceSaid, ...marks });
}

/** Whether two codes were recorded as one food in this run. */
function isSameFood(...codes) {
    const [one, other] = codes.map((code) => run.posts.find((post) => post.body.code === code && post.answer?.item)?.answer.item.id);
    return one !== undefined && one === other;
}

/** A household, or a donation, is done: what comes is of the next. */
function onNewRun() {
    run.clear();
    households?.count();
    households?.tell();
}

function showScan(post) {
    run.put(post);
    latest.show(outcomeOf(post, words), post.id);
}

/** The scans of some posts; one whose reversal the hub refused stands, whatever page was open then. */
async function standing(posts) {
    const refused = new Set();
    for (const post of posts.filter(({ undoes }) => undoes)) {
        if (isKept(post)) refused.add(post.undoes);
        else refused.delete(post.undoes);
    }
    return Promise.all(posts.filter(isScan).map((scan) => scan.undone && refused.has(scan.answer?.id ?? scan.id)
        ? store.change(scan.n, (sent) => ({ ...sent, undone: false, undoing: false })) : scan));
}

function ask(post) {
    elsewhere.watch();
    const { labelCode } = post.answer ?? {};
    if (labelCode) return labels.ask(labelCode, post, run.lastKnown(post));
    questions.askCode(post.body.code, post.id);
}

function askAgain(post) {
    questions.unlearn(post.body.code);
    ask(post);
}

/** Takes back what is asked about a scan. */
function forget(post) {
    const { id, body, answer } = post;
    asked.forget(post);
    change.forget(id);
    if (answer?.labelCode) labels.forget(answer.labelCode, id);
    else questions.forget(body.code, id);
}

function isScan({ undoes, resolves, binds }) {
    return !undoes && !resolves && !binds;
}

/** Says in time that this browser may not keep what waits. */
async function tellOfStore() {
    const waiting = await store.open();
    const trouble = waiting > 0.8 * MOST_WAITING ? "nearlyFull" : await storeTrouble(waiting > 0).catch(() => "mayBeCleared");
    const note = root.querySelector("#store-note");
    note.hidden = !trouble || (trouble === "mayBeCleared" && (reached === "ok" || waiting === 0));
    note.textContent = trouble ? words.text(`kept.${trouble}`) : "";
}

/** Says at the top what goes for all scans from now on; not again where it stands there. */
function tellOnce(warning) {
    const note = root.querySelector("#once");
    if (!note.hidden) return;
    note.hidden = false;
    note.querySelector("span").textContent = words.text(`warnings.${warning}`);
}

/** Says that the hub lacks what it had said it has, and that it comes again. */
function showLoss(n) {
    const note = root.querySelector("#loss-note");
    note.hidden = false;
    note.textContent = words.text("kept.hubLost", { n });
    play("look");
}

/** Without a store nothing is taken, and that is said of each scan. */
function refuseAll() {
    tell(false);
    showNote("stop", "scan.noStore");
    onCode = () => showNote("stop", "scan.noStore");
}

/** Says why something was not taken. */
function showNote(tone, key, values) {
    latest.show({ tone, icon: tone, word: words.text("scan.notTaken"), name: "", amount: "", tell: words.text(key, values) });
    play("look");
}

function showRefusal(code) {
    showNote("stop", words.has(`problems.${code}`) ? `problems.${code}` : "problems.unexpected");
}
