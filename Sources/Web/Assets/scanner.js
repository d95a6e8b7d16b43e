/**
 * Tells a hand scanner from a person by speed, wherever the focus is.
 *
 * A scanner types a whole code with a few milliseconds between keys and ends with Enter, with Tab, or
 * with nothing: then a pause ends it. What a person types into a field is left alone; what a scanner
 * typed into one is taken out again.
 */

/** Keys further apart than this, in milliseconds, were pressed by a person. */
export const FAST_MS = 50;
/** The same while a field has the focus, where fast typists live. */
export const FAST_IN_FIELD_MS = 35;
/** A pause this long, in milliseconds, ends a scan that has no end key. */
export const PAUSE_MS = 80;
/** Fewer fast characters than this are no scan. */
export const SHORTEST = 4;
/** More characters than this are not kept: no code is longer. */
export const LONGEST = 512;

const GROUP_SEPARATOR = "\x1d";

/**
 * Calls `onScan(text)` once for each scan, also for two alike. Returns a function that stops it.
 * @param {Document} target where keys are heard
 * @param {(text: string) => void} onScan
 */
export function listenForScans(target, onScan) {
    let burst = "";
    let lastAt = -Infinity;
    let field = null;
    let altDigits = "";
    let pause;

    const forget = () => {
        clearTimeout(pause);
        burst = "";
        field = null;
    };

    const finish = () => {
        const text = burst;
        const typedInto = field;
        forget();
        if (text.length < SHORTEST) return false;
        typedInto?.restore();
        onScan(text);
        return true;
    };

    const add = (character, event) => {
        const limit = editable(event.target) ? FAST_IN_FIELD_MS : FAST_MS;
        if (event.timeStamp - lastAt > limit) forget();
        if (burst === "") field = remember(event.target);
        else if (!field) event.preventDefault();
        lastAt = event.timeStamp;
        if (burst.length < LONGEST) burst += character;
        clearTimeout(pause);
        pause = setTimeout(finish, PAUSE_MS);
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
        if (event.key === "Enter" || event.key === "Tab") {
            if (event.timeStamp - lastAt > PAUSE_MS || !finish()) return forget();
            event.preventDefault();
            return event.stopPropagation();
        }
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const character = kept(event.key);
        if (character) add(character, event);
    };

    // Some scanners send the group separator as Alt+0029.
    const onKeyUp = (event) => {
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

/** The character a key stands for, or nothing for Shift, F8 and control characters. */
function kept(key) {
    if ([...key].length !== 1) return undefined;
    if (key === "\u241d") return GROUP_SEPARATOR;
    return key >= " " && key !== "\x7f" || key === GROUP_SEPARATOR ? key : undefined;
}

function editable(element) {
    return element instanceof Element && element.matches("input, textarea, select");
}

/** Notes what a field held before the first character, to put it back if a scanner typed. */
function remember(element) {
    if (!editable(element)) return null;
    const before = element.value;
    return {
        restore() {
            if (element.value === before) return;
            element.value = before;
            element.dispatchEvent(new Event("input", { bubbles: true }));
            element.dispatchEvent(new Event("change", { bubbles: true }));
        },
    };
}
