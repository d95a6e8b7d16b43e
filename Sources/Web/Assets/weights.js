/** Weights as people type them, in the hub's unit. */
import { GRAMS_PER_POUND } from "./localizer.js";

const GRAMS = { kg: 1000, g: 1, lb: GRAMS_PER_POUND, oz: GRAMS_PER_POUND / 16 };

/** What one scan weighs at the most: a lorry's load. */
const MOST_GRAMS = 25_000_000;

/** @returns {number | undefined} grams; nothing where it is no weight above zero */
export function typedGrams(unit, typed) {
    const text = typed.trim();
    const weight = /^\d{1,6}(?:[.,]\d{1,3})?$/.test(text) ? Number(text.replace(",", ".")) : 0;
    const grams = Math.round(weight * GRAMS[unit]);
    return grams > 0 && grams <= MOST_GRAMS ? grams : undefined;
}

/** A weight as it is typed. */
export function amountIn(unit, grams) {
    return String(Number((grams / GRAMS[unit]).toFixed(3)));
}
