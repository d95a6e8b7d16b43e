/** What a person who types a code means: of its readings the one that the hub knows. */
import { itemsNamed } from "./known-items.js";
import { readTyped } from "./quantity.js";
import { SHORTEST } from "./scanner.js";

/**
 * The code that was typed, and how many of it.
 * @param {(code: string) => unknown} cardOf the card of a code, if it is one
 * @param {(code: string) => Promise<object | undefined>} lookUp what the hub knows of a code; nothing where it does not answer
 * @returns {Promise<{code: string, quantity?: number, meant?: object} | undefined>} with what is meant by it where that was asked by now;
 *     nothing where a person has to say it
 */
export async function readTypedCode(text, cardOf, lookUp) {
    const readings = readTyped(text);
    const [first] = text.split(/[\s,;*×]/);
    // What stands behind a card was meant for something else.
    if ((first !== text && cardOf(first)) || readings.some(({ quantity, code }) => quantity && cardOf(code))) return undefined;
    if (readings.length === 1 && readings[0].code === text) return { code: text };
    // A name may hold a figure and a sign, as in "Juice, 6 x 1 l".
    const meant = await meaning(text, lookUp);
    if (isKnown(meant.found) || meant.items.length) return { code: text, meant };
    const known = readings.length < 2 ? await withoutRival(readings, lookUp)
        : (await Promise.all(readings.map(async (reading) => isKnown(await lookUp(reading.code)) && reading))).filter(Boolean);
    return known.length === 1 ? known[0] : readings.find(({ likely }) => likely);
}

/** What the hub knows by a code, or else the items of that whole name. */
export async function meaning(text, lookUp) {
    const found = await lookUp(text);
    return { found, items: found && !isKnown(found) ? await itemsNamed(text) : [] };
}

/** Whether the hub said what a code stands for. */
export function isKnown(found) {
    return found !== undefined && found.target !== "unknown";
}

/** Of one reading at most, the one that holds: not where the hub knows what is read as how many, and the code not. */
async function withoutRival([reading], lookUp) {
    if (!reading?.rival || isKnown(await lookUp(reading.code))) return reading ? [reading] : [];
    const found = await lookUp(reading.rival);
    return (found ? isKnown(found) : reading.rival.length >= SHORTEST) ? [] : [reading];
}
