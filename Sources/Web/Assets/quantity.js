/** How many, as people write it: read where that is certain, else asked about. */
import { hasCheckDigit, isMarked, labelIn } from "./codes.js";

/** A figure of more digits is rather a code, or a weight; it is asked about. */
const MOST_DIGITS = 4;
/** What the ledger takes from a person who insists. */
export const MOST = 9_999_999;
/** Fewer digits are no number of a product, PLUs among them. */
const SHORTEST_NUMBER = 4;
const ZEROS = ["0", "\u0660", "\u06f0", "\uff10"];

/** Digits of Arabic and Persian, and of full width, as those of ASCII. */
function plain(text) {
    return text.trim().replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) => {
        const zero = [...ZEROS].reverse().find((zero) => zero <= digit);
        return String(digit.charCodeAt(0) - zero.charCodeAt(0));
    });
}

/**
 * What was typed as a quantity; an empty field is one.
 * @returns {number | undefined} from 1 to 9,999; nothing where a person has to say what was meant
 */
export function readQuantity(text) {
    const digits = plain(text) || "1";
    return /^\d+$/.test(digits) && digits.length <= MOST_DIGITS && Number(digits) > 0 ? Number(digits) : undefined;
}

/** The same of a person who was asked: larger figures count too. */
export function readAsked(text) {
    const digits = plain(text);
    const number = Number(digits);
    return /^\d+$/.test(digits) && number > 0 && number <= MOST ? number : undefined;
}

/** A number as people write one, whole or not: `1.5`, `-2`, `1e3`, `2½`, `1/2`. */
const NUMBER = /^[+\-−]?\s*(?:[\d.,'’]*\d[.,]?(?:e[+-]?\d+)?\s*[½⅓⅔¼¾]?|\d+(?:\s\d+)?\/\d+|[½⅓⅔¼¾])$/i;

/** Whether beside a sign it is no code of its own: a number that is no whole one above zero. */
function isOnlyNumber(text) {
    return NUMBER.test(text) && !(/^\d+$/.test(text) && Number(text) > 0);
}

/**
 * What a person typed as a code: `{code}`, or with a `quantity` where a sign (`*`, `×`, an `x` between spaces or figures) stands
 * between the two, or a blank, comma, semicolon or tab between two numbers of which one is a product's or a PLU, or between a label's code and a
 * number. `Barcodes/TypedScan` reads lines for `larder scan` by the same rules; Tests/Examples/typed-scans.json holds both to them.
 * @returns {{quantity?: number, code: string}[]} one, holding good unless the hub knows its `rival` and not its code; more where only the
 *     hub can tell, by which of the codes it knows, `likely` being the one to take where it knows none; none where a person has to say
 *     what was meant
 */
export function readTyped(typed) {
    const text = unmarked(typed);
    const labelled = labels(text);
    if (labelled) return [labelled];
    const read = amidWords(text);
    if (read) return read;
    const { pair, whole } = numberPair(text) ?? {};
    // A quantity of so many digits wants a sign: a PLU has as many.
    if (pair?.every(isNumber)) return [];
    const parts = pair ?? text.replaceAll("×", "*").replace(/\s+x\s+/gi, "*")
        .replace(/^([+\-−]?[\d.,]+)x\s*([+\-−]?[\d.,]+)$/i, "$1*$2").replace(/^(\d+)x\s+/i, "$1*")
        .replace(/^(\d+)\s+x(\d+)$/i, "$1*$2").replace(/^x(\d+)\s+(\d+)$/i, "$1*$2")
        .split("*").map((part) => withASCII(part.trim()));
    if (parts.length === 1 || !parts.some((part) => /^\d+$/.test(part) || isOnlyNumber(part))) {
        if (isCountedInWords(text) || isProductWithMore(text)) return [];
        const glued = /^(\d{1,4})x(\S.*)$/i.exec(text);
        const quantity = glued && readQuantity(glued[1]);
        return quantity ? [{ quantity, code: glued[2] }, { code: text }] : [{ code: text }];
    }
    if (parts.length > 2 || parts.includes("")) return [];
    const readings = [parts, [...parts].reverse()]
        .filter(([number, code]) => /^\d/.test(number) && readQuantity(number) && !isOnlyNumber(code))
        .map(([number, code]) => ({ quantity: readQuantity(number), code }));
    const [only] = readings;
    if (whole && only) return [{ ...only, likely: true }, { code: whole }];
    if (readings.length === 1 && !isProductNumber(only.code)) only.rival = parts.find((part) => part !== only.code);
    const likely = readings.filter(({ code }) => code.length >= SHORTEST_NUMBER);
    if (readings.length === 2 && likely.length === 1) likely[0].likely = true;
    return readings;
}

/** Without what a spreadsheet or a person puts around a number to keep it one, and in digits of ASCII. */
function unmarked(text) {
    const isOfNumbers = !/(?!x)\p{L}/iu.test(text);
    if (!isOfNumbers) return text.trim();
    const number = ungrouped(plain(text));
    if (number) return number;
    return plain(text).replace(/=?"(\d+)"/g, "$1").replace(/^['’‘=](?=\d+$)/, "");
}

function withASCII(part) {
    return /\p{L}/u.test(part) ? part : plain(part);
}

/** A product's number in groups with hyphens, points or raised points between them, as it is printed here and there. */
function ungrouped(text) {
    if (!/[^\d\s]/.test(text)) return undefined;
    const groups = text.split(/[.·•∙‧\-‐‑‒–—−\s]+/).filter(Boolean);
    const number = groups.join("");
    return hasCheckDigit(number) && !groups.some(hasCheckDigit) ? number : undefined;
}

/**
 * Two numbers that are a quantity and a code: one is a product's, or has at least four digits and the other fewer. `whole` is the product's
 * number that both are together, which may be what was meant.
 */
function numberPair(text) {
    const [, first, mark, second] = /^(\S+?)(\s*[,;\t]\s*|\s+)(\S+)$/.exec(text) ?? [];
    if (!first) return undefined;
    const pair = [first, second];
    if (!pair.every((part) => /^\d+$/.test(part))) {
        return pair.some(isNumber) && pair.every((part) => /^\d+$/.test(part) || isOnlyNumber(part)) ? { pair } : undefined;
    }
    const isWhole = !mark.trim() && hasCheckDigit(first + second);
    // A number may be typed in groups, as it is printed.
    if (!pair.some(hasCheckDigit) && (isWhole || isNumber(first) === isNumber(second))) return undefined;
    return { pair, whole: isWhole ? first + second : undefined };
}

/** A label's code and how many of it, in either order; a word of letters alone is none. */
function labels(text) {
    const isLabel = (code) => /\d/.test(code) && /\p{L}/u.test(code) && !isMarked(code) && labelIn(code) !== undefined;
    if (isLabel(text)) return undefined;
    const after = /^(\S.*\S)(?:\s*[,;\t]\s*|\s+)(\d+)$/.exec(text), before = /^(\d+)(?:\s*[,;\t]\s*|\s+)(\S.*\S)$/.exec(text);
    return [after && [after[1], after[2]], before && [before[2], before[1]]].filter((found) => found && isLabel(found[0]) && readQuantity(found[1]))
        .map(([code, quantity]) => ({ quantity: readQuantity(quantity), code }))[0];
}

/**
 * Whether it is a number and how many of it, with a word that says of what: `4011 2 pcs`, `2 kg 4133`. Who reads numbers alone cannot tell pieces from
 * kilograms.
 */
function isCountedInWords(text) {
    const isFigure = (part) => /^\d+$/.test(plain(part)) || isOnlyNumber(plain(part));
    const [, code, figure] = /^(\d+)[\s,;]+([^\p{L}\s]+)\s*\p{L}+\.?$/u.exec(text) ?? [];
    if (code) return isNumber(code) && isFigure(figure);
    const [, first, number] = /^([^\p{L}\s]+)\s*\p{L}+\.?(?:\s+\p{L}{2,3})?[\s,;]+(\d+)$/u.exec(text) ?? [];
    return first !== undefined && isFigure(first) && isNumber(number);
}

/** Marks that a sentence or a list puts around a word. */
const MARKS = /^[.,;:!?()[\]{}<>"'’“”|•·\-–—_]+|[.,;:!?()[\]{}<>"'’“”|•·\-–—_]+$/g;

/** A product's number with marks around it is that number; with words beside it nobody can tell what they say of it. */
function amidWords(text) {
    if (text.startsWith("]") || /^\(\d{2,4}\)/.test(text)) return undefined;
    const words = text.split(/\s+/).map((word) => plain(word.replace(MARKS, "")));
    const products = words.filter(hasCheckDigit);
    const [product] = products;
    if (!product || text === product) return undefined;
    const others = words.filter((word) => word && word !== product);
    if (!others.length && products.length === 1) return [{ code: product }];
    const isOfWords = others.some((word) => /\p{L}/u.test(word) && !/^(?:x|x?\d+x?)$/i.test(word));
    return isOfWords && products.some((found) => found.length > 8) ? [] : undefined;
}

/** Whether a product's number stands among other figures, as in `041331024686 (2)`: no code of anybody's is written so. */
function isProductWithMore(text) {
    if (/\p{L}/u.test(text) || /^[(\]]/.test(text)) return false;
    const runs = text.match(/\d+/g) ?? [];
    return runs.length > 1 && runs.some((run) => run.length > 8 && hasCheckDigit(run));
}

/** Whether it has as many digits as the number of a product, or a PLU. */
function isNumber(text) {
    return /^\d+$/.test(text) && text.length >= SHORTEST_NUMBER;
}

/** Whether what stands in the field of quantities is a product's number: 8, 12, 13 or 14 digits with their check digit. */
export function isProductNumber(text) {
    return hasCheckDigit(plain(text));
}
