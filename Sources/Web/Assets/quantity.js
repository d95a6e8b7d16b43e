/** How many, as people write it: read where that is certain, else asked about. */

/** A figure of more digits is rather a code, or a weight; it is asked about. */
const MOST_DIGITS = 4;
/** What the ledger takes from a person who insists. */
export const MOST = 9_999_999;
const ZEROS = ["0", "\u0660", "\u06f0"];

/** Digits of Arabic and Persian as those of ASCII. */
function plain(text) {
    return text.trim().replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
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

/** Whether what stands in the field of quantities is a product's number: 8, 12, 13 or 14 digits with their check digit. */
export function isProductNumber(text) {
    const digits = plain(text);
    if (!/^(?:\d{8}|\d{12,14})$/.test(digits)) return false;
    const sum = [...digits].reverse().reduce((so, digit, index) => so + Number(digit) * (index % 2 ? 3 : 1), 0);
    return sum % 10 === 0;
}
