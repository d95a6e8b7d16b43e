/**
 * Tells a hand scanner from a person, wherever the focus is.
 *
 * A scanner types a whole code, a few milliseconds from key to key, over slow Bluetooth up to 150, and ends with Enter, with
 * Tab, or with nothing: then a pause ends it. Outside a field nobody else types codes, so whatever comes as fast as that is one. What a
 * person types into a field is left alone; what a scanner typed into one is taken out again. A scan's keys never press a button.
 */
import { labelIn } from "./codes.js";

/** Keys further apart than this, in milliseconds, are not of one scan. */
export const GAP_MS = 160;
/** In a field, where fast typists live, most keys of a scan come within this. */
export const FAST_IN_FIELD_MS = 35;
/** A pause this long, in milliseconds, ends a scan that has no end key; longer where its keys came slowly. */
export const PAUSE_MS = 120;
/** The same where scans are known to end with a key. */
export const PAUSE_BEFORE_KEY_MS = 400;
/** An end key within this time of a scan still belongs to it: some scanners send two. */
export const SECOND_END_MS = 400;
/** What was heard and not taken is told after this much silence. */
export const SILENCE_MS = 700;
/** Fewer characters than this are no scan. */
export const SHORTEST = 4;
/** More characters than this are not kept: no code is longer. */
export const LONGEST = 512;

const GROUP_SEPARATOR = "\x1d";
const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file]), textarea, select";

/**
 * Calls `onScan(text)` once for each scan, also for two alike, and `onMissed(text)` for keys that may have been a scan and were not
 * taken. Returns a function that stops it.
 * @param {Document} target where keys are heard
 * @param {(text: string) => void} onScan
 * @param {(text: string) => void} onMissed
 */
export function listenForScans(target, onScan, onMissed = () => {}) {
    let text = "", gaps = [], field = null;
    let missed = "";
    let lastAt = -Infinity, endedAt = -Infinity;
    let endsWithKey = false;
    let altDigits = "";
    let pause, silence;
    const swallowed = new Set();

    const forget = () => {
        clearTimeout(pause);
        [text, gaps, field] = ["", [], null];
    };

    /** Ends what was typed so far; answers whether it was a scan, or the rest of one, rather than a person's. */
    const finish = (byKey) => {
        const typed = { text, gaps, field };
        const heard = missed + text;
        forget();
        if (typed.text === "" || (typed.field && !isScan(typed, byKey))) return false;
        typed.field?.restore();
        endedAt = lastAt;
        clearTimeout(silence);
        // The rest of a code alone would be another code.
        const isWhole = missed === "" && typed.text.length >= SHORTEST;
        missed = "";
        if (isWhole) onScan(typed.text);
        else if (byKey || heard.length >= SHORTEST) onMissed(heard);
        return true;
    };

    /** Keys that came too slowly to be one scan are told of once it is quiet. */
    const miss = () => {
        if (!field) missed += text;
        forget();
    };
    const tellOfMissed = () => {
        const heard = missed + (field ? "" : text);
        missed = "";
        forget();
        if (heard.length >= SHORTEST) onMissed(heard);
    };

    const add = (character, event) => {
        const gap = event.timeStamp - lastAt;
        if (gap > SILENCE_MS) missed = "";
        if (gap > GAP_MS) miss();
        if (text === "") field = remember(event.target);
        else gaps.push(gap);
        if (field) missed = "";
        else if (text !== "") swallow(event);
        lastAt = event.timeStamp;
        if (text.length < LONGEST) text += character;
        clearTimeout(pause);
        clearTimeout(silence);
        const slow = Math.max(2.5 * Math.max(0, ...gaps), endsWithKey ? PAUSE_BEFORE_KEY_MS : PAUSE_MS);
        if (missed || text.length < SHORTEST) silence = setTimeout(tellOfMissed, SILENCE_MS);
        else pause = setTimeout(finish, slow, false);
    };

    const swallow = (event) => {
        event.preventDefault();
        swallowed.add(event.key);
    };

    const end = (event) => {
        // Outside a field nobody presses Enter so soon after other keys; inside one a person may.
        const belongs = event.timeStamp - lastAt <= (field ? GAP_MS : SILENCE_MS);
        const isSecond = text === "" && event.timeStamp - endedAt <= SECOND_END_MS;
        if (belongs && finish(true)) endsWithKey = true;
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
        clearTimeout(silence);
        target.removeEventListener("keydown", onKeyDown, true);
        target.removeEventListener("keyup", onKeyUp, true);
    };
}

/** Whether what came into a field was typed by a scanner: faster than people type, or a code that nobody would write there. */
function isScan({ text, gaps, field: { element } }, byKey) {
    if (text.length < SHORTEST) return false;
    const middle = [...gaps].sort((a, b) => a - b)[gaps.length >> 1] ?? Infinity;
    if (middle <= FAST_IN_FIELD_MS) return true;
    if (element.name === "quantity") return /\d{5}/.test(text) || labelIn(text) !== undefined;
    if (element.name === "code") return false;
    if (element.matches("select")) return /^\d{4}/.test(text);
    return byKey && (/^\d{8,}$/.test(text) || /^(?:\][A-Za-z]\d|https?:\/\/)/i.test(text) || labelIn(text) !== undefined);
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
