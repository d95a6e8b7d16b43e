/**
 * Tells a hand scanner from a person, wherever the focus is.
 *
 * A scanner types a whole code, a few milliseconds from key to key, over slow Bluetooth up to 150, and ends with Enter, with
 * Tab, or with nothing: then a pause ends it. Outside a field nobody else types codes, so whatever comes as fast as that is one. What a
 * person types into a field is left alone; what a scanner typed into one is taken out again. A scan's keys never press a button.
 */
import { hasCheckDigit, isMarked, isPlain, labelIn } from "./codes.js";

/** Keys further apart than this, in milliseconds, are not of one scan. */
export const GAP_MS = 160;
/** In a field, where fast typists live, most keys of a scan come within this. */
export const FAST_IN_FIELD_MS = 35;
/** A pause this long, in milliseconds, ends a scan that has no end key and a right check digit; longer where its keys came slowly. */
export const PAUSE_MS = 120;
/** The same where scans are known to end with a key, or where more of the code may follow. */
export const PAUSE_BEFORE_KEY_MS = 400;
/** An end key within this time of a scan still belongs to it: some scanners send two. */
export const SECOND_END_MS = 400;
/** What was heard and not taken is told after this much silence. */
export const SILENCE_MS = 700;
/** A scan breaks into no more pieces than this before its last; people's words do. */
export const MOST_BROKEN = 2;
/** Fewer characters than this are no scan. */
export const SHORTEST = 4;
/** More characters than this are not kept: no code is longer. */
export const LONGEST = 512;

/** Pieces that are kept while someone types; more are a person's. */
const MOST_PIECES = 64;
const GROUP_SEPARATOR = "\x1d";
const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file]), textarea, select";

/**
 * Calls `onScan(text, field)` once for each scan, also for two alike, and `onMissed(text)` for keys that may have been a scan and were not
 * taken. Returns a function that stops it.
 * @param {Document} target where keys are heard
 * @param {(text: string, field?: Element) => void} onScan told of the field that had the focus, too
 * @param {(text: string) => void} onMissed
 * @param {(text: string) => boolean} isPapers whether what was typed into a field is of a paper of a person: that is a scan at any speed
 * @param {(field: Element) => boolean} isLeft whether a field keeps what a scanner types into it, but for papers; its end key sends nothing there
 */
export function listenForScans(target, onScan, onMissed = () => {}, isPapers = () => false, isLeft = () => false) {
    let piece = newPiece(), earlier = [];
    let lastAt = -Infinity, endedAt = -Infinity;
    let endsWithKey = false;
    let altDigits = "";
    let pause, silence;
    const swallowed = new Set();

    const forget = () => {
        clearTimeout(pause);
        clearTimeout(silence);
        [piece, earlier] = [newPiece(), []];
    };

    /** What was typed so far is a piece: more of the same scan may follow. */
    const part = () => {
        if (piece.text) earlier = [...earlier, piece].slice(-MOST_PIECES);
        piece = newPiece();
    };

    /** Ends what was typed so far, by a key or by a pause; answers whether it was a scan, or the rest of one, rather than a person's. */
    const finish = (byKey) => {
        clearTimeout(pause);
        part();
        const element = earlier.at(-1)?.field?.element;
        const isKept = element && isLeft(element);
        const typed = scanIn(earlier, byKey);
        const scan = (isKept ? undefined : typed) ?? paperIn(earlier, isPapers);
        if (!scan) {
            if (!isKept || !byKey || !typed || element.matches("textarea")) return false;
            forget();
            return true;
        }
        forget();
        for (const { field } of scan.pieces.reverse()) field?.restore();
        endedAt = lastAt;
        if (scan.isWhole) onScan(scan.text, element);
        else if (byKey || scan.text.length >= SHORTEST) onMissed(scan.text);
        return true;
    };

    /** Keys that came too slowly to be one scan are told of once it is quiet. */
    const quiet = () => {
        finish(false);
        forget();
    };

    const add = (character, event) => {
        const gap = event.timeStamp - lastAt;
        if (gap > SILENCE_MS) forget();
        if (gap > GAP_MS) part();
        // No code begins with a space; it ticks a box, presses a button or turns the page, and the key after it is a person's too.
        if (character === " " && !piece.text && !earlier.length && !remember(event.target)) return;
        if (piece.text === "") piece.field = remember(event.target);
        else piece.gaps.push(gap);
        if (!piece.field && (piece.text || earlier.some(({ field }) => !field))) swallow(event);
        lastAt = event.timeStamp;
        if (piece.text.length < LONGEST) piece.text += character;
        clearTimeout(pause);
        clearTimeout(silence);
        silence = setTimeout(quiet, SILENCE_MS);
        if (piece.text.length < SHORTEST || earlier.some((before) => !before.field)) return;
        const shortest = endsWithKey || !checks(piece.text) ? PAUSE_BEFORE_KEY_MS : PAUSE_MS;
        pause = setTimeout(finish, Math.max(2.5 * Math.max(0, ...piece.gaps), shortest), false);
    };

    const swallow = (event) => {
        event.preventDefault();
        swallowed.add(event.key);
    };

    const end = (event) => {
        const last = piece.text ? piece : earlier.at(-1);
        // Only a scanner presses Enter so soon after other keys; inside a field a person may.
        const belongs = event.timeStamp - lastAt <= (last && !isScanners(last) ? GAP_MS : SILENCE_MS);
        const isSecond = !last && event.timeStamp - endedAt <= SECOND_END_MS;
        if (belongs && finish(event.key)) endsWithKey = true;
        else if (!isSecond) return forget();
        endedAt = Math.max(endedAt, event.timeStamp);
        swallow(event);
        event.stopPropagation();
    };

    const onKeyDown = (event) => {
        if (event.isComposing || event.repeat) return forget();
        if (event.altKey && /^\d$/.test(event.key)) {
            altDigits += event.key;
            return event.preventDefault();
        }
        if (event.ctrlKey && event.key === "]") {
            event.preventDefault();
            return add(GROUP_SEPARATOR, event);
        }
        if (event.key === "Enter" || event.key === "Tab") return end(event);
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const character = kept(event.key);
        if (character) add(character, event);
    };

    const onKeyUp = (event) => {
        if (swallowed.delete(event.key)) event.preventDefault();
        // Some scanners send the group separator as Alt+0029.
        if (event.key !== "Alt" || altDigits === "") return;
        if (Number(altDigits) === GROUP_SEPARATOR.charCodeAt(0)) add(GROUP_SEPARATOR, event);
        altDigits = "";
    };

    target.addEventListener("keydown", onKeyDown, true);
    target.addEventListener("keyup", onKeyUp, true);
    return () => {
        forget();
        target.removeEventListener("keydown", onKeyDown, true);
        target.removeEventListener("keyup", onKeyUp, true);
    };
}

function newPiece() {
    return { text: "", gaps: [], field: null };
}

/**
 * The scan that pieces are, each of keys that followed one another, with more than `GAP_MS` between them; nothing where a person typed.
 *
 * The rest of a code alone would be another code, so a scan that came in pieces is not whole. What a person typed into a field just before a scan
 * is no piece of it: where that may be either, the check digit decides.
 */
function scanIn(pieces, byKey) {
    const last = pieces.at(-1);
    if (!last) return undefined;
    const before = pieces.slice(0, -1);
    const [isLast, all] = [isScan(last, byKey), joined(pieces)];
    const first = pieces.findIndex(isScanners);
    const isBegun = before.some((piece) => isScanners(piece) && piece.text.length >= SHORTEST);
    const isAll = 2 * all.gaps.length >= all.text.length && isScan(all, byKey);
    if (!isLast && !isAll && !isBegun) return undefined;
    const isOfLast = isLast && !before.some(isScanners) && (checks(last.text) && !checks(all.text)
        || (isScanners(last) ? !last.field || before.length > MOST_BROKEN : !isAll));
    const from = isOfLast ? before.length : before.length > MOST_BROKEN ? Math.max(0, first) : 0;
    const { text } = joined(pieces.slice(from));
    const isCertain = isScanners(last) || !last.field?.element.matches("select") || labelIn(text) !== undefined || isPlain(text);
    return { pieces: pieces.slice(from), text, isWhole: isCertain && from === before.length && text.length >= SHORTEST };
}

/** The line of a paper that pieces are, which a slow scanner typed into a field. */
function paperIn(pieces, isPapers) {
    const candidates = [pieces, pieces.slice(-1)].filter(({ length }) => length > 0).map((all) => ({ pieces: all, text: joined(all).text, isWhole: true }));
    return candidates.find(({ text }) => isPapers(text));
}

function joined(pieces) {
    const { field } = pieces.at(-1);
    return { text: pieces.map(({ text }) => text).join(""), gaps: pieces.flatMap(({ gaps }) => gaps), field };
}

/** Whether only a scanner types so: outside a field whoever does, inside one faster than people. */
function isScanners({ gaps, field }) {
    return !field || gaps.length > 1 && [...gaps].sort((a, b) => a - b)[gaps.length >> 1] <= FAST_IN_FIELD_MS;
}

/** Whether it was typed by a scanner: faster than people type, or a code that nobody would write there. */
function isScan(piece, byKey) {
    const { text, field } = piece;
    if (!field) return true;
    if (text.length < SHORTEST) return false;
    if (isScanners(piece)) return true;
    const { element } = field;
    if (element.name === "quantity") return /\d{5}/.test(text) || labelIn(text) !== undefined;
    // Who types a code sends it with Enter; to leave it behind with Tab is a scanner's.
    if (element.name === "code" && byKey !== "Tab") return false;
    // Who types into a list means one of its entries; a scanner's small letters are told, lest they were a person's slip.
    if (element.matches("select")) return labelIn(text) !== undefined || !isEntry(text, element) && (byKey || isPlain(text));
    return byKey && (/^\d{8,}$/.test(text) || isMarked(text) || labelIn(text) !== undefined);
}

/** Whether an entry of a list begins so: the browser chooses by what is typed. */
function isEntry(text, { options }) {
    return [...options].some((option) => option.text.trim().toLowerCase().startsWith(text.toLowerCase()));
}

/** Whether a check digit says that nothing of a code is missing: a GTIN's, or that of a label of ours. */
function checks(text) {
    return hasCheckDigit(text.replace(/^\][A-Za-z]\d/, "")) || labelIn(text) !== undefined;
}

/** The character a key stands for, or nothing for Shift, F8 and control characters. */
function kept(key) {
    if ([...key].length !== 1) return undefined;
    if (key === "\u241d") return GROUP_SEPARATOR;
    return key >= " " && key !== "\x7f" || key === GROUP_SEPARATOR ? key : undefined;
}

/** Notes what a field held before the first character, to put it back if a scanner typed; nothing for what is no field. */
function remember(element) {
    if (!(element instanceof Element && element.matches(FIELDS))) return null;
    const before = element.value;
    return {
        element,
        restore() {
            if (element.value === before) return;
            element.value = before;
            element.dispatchEvent(new Event("input", { bubbles: true }));
            element.dispatchEvent(new Event("change", { bubbles: true }));
        },
    };
}
