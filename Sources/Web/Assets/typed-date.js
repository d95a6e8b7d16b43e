/**
 * The date of a package as people type it: `0328` or `032028` for a month, `150328` or `15032028` for a day, with signs between or without, or `2028-03-15`, `2028`.
 * Stock/TypedDate reads the pages' forms by the same rules; Tests/Examples/typed-dates.json holds both to them.
 */

/**
 * @returns {string | undefined} `2028`, `2028-03` or `2028-03-15`; nothing where it is no date of this century, such as a month alone, and where nobody
 *   can tell the day from the month, as in `05/12/28`
 */
export function readDate(typed) {
    const text = typed.trim();
    const parts = /^\d+$/.test(text) ? together(text) : text.split(/[\s./-]+/);
    if (!parts || parts.length > 3 || !parts.every((part) => /^(?:\d{1,2}|20\d\d)$/.test(part))) return undefined;
    // With a slash or a hyphen, dates are written with the day first and with the month first.
    if (/[/-]/.test(text) && parts[2] && parts[0] <= 12 && parts[1] <= 12 && +parts[0] !== +parts[1]) return undefined;
    const [year, month, day] = parts[0].length === 4 ? parts : [...parts].reverse();
    if (parts.length === 1 && year.length !== 4) return undefined;
    if (month?.length > 2 || day?.length > 2) return undefined;
    const whole = [year.length === 4 ? year : `20${year.padStart(2, "0")}`, month?.padStart(2, "0"), day?.padStart(2, "0")].filter(Boolean);
    return isInCalendar(...whole.map(Number)) ? whole.join("-") : undefined;
}

/** Figures without a sign between them; no month is the twentieth, so a year of four figures is known by where it stands. */
function together(digits) {
    const pairs = digits.match(/\d\d/g);
    if (digits.length === 4) return pairs[0] === "20" ? [digits] : pairs;
    if (digits.length === 6) return pairs[1] === "20" ? [pairs[0], digits.slice(2)] : pairs;
    if (digits.length === 8) return pairs[2] === "20" ? [...pairs.slice(0, 2), digits.slice(4)] : [digits.slice(0, 4), ...pairs.slice(2)];
    return undefined;
}

function isInCalendar(year, month = 1, day = 1) {
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
