/** The page's language: texts by key, and numbers and weights as that language writes them. */

export const GRAMS_PER_POUND = 453.59237;

/**
 * @param {object} catalogue texts by dotted key; a text has `{names}` to fill, and where it depends on
 *   a number it is an object of CLDR plural forms, chosen by the value `n`
 * @param {string} locale a BCP 47 tag
 * @param {"kg" | "lb"} weightUnit the hub's unit of weight
 */
export function localizer(catalogue, locale, weightUnit) {
    const number = new Intl.NumberFormat(locale);
    const plural = new Intl.PluralRules(locale);
    const inUnit = (unit, digits) =>
        new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: digits });
    const grams = inUnit("gram", 0), kilograms = inUnit("kilogram", 2), pounds = inUnit("pound", 1);

    const find = (key) => key.split(".").reduce((part, name) => part?.[name], catalogue);

    /** The text of a key with its values filled in; a key without a text shows itself. */
    function text(key, values = {}) {
        const found = find(key) ?? key;
        const form = typeof found === "string" ? found : found[plural.select(values.n)] ?? found.other;
        return form.replace(/\{(\w+)\}/g, (_, name) => {
            const value = values[name] ?? "";
            return typeof value === "number" ? number.format(value) : value;
        });
    }

    function weight(value) {
        if (weightUnit === "lb") return pounds.format(value / GRAMS_PER_POUND);
        return Math.abs(value) < 1000 ? grams.format(value) : kilograms.format(value / 1000);
    }

    /** A quantity of an item in its own measure: pieces as a number, grams as a weight; with a true minus. */
    function amount(quantity, measure) {
        const size = Math.abs(quantity);
        return `${quantity < 0 ? "−" : ""}${measure === "gram" ? weight(size) : number.format(size)}`;
    }

    /** The same with a sign for what happened: "+12", "−3". */
    function signed(quantity, measure) {
        return `${quantity > 0 ? "+" : ""}${amount(quantity, measure)}`;
    }

    /** A year, a month or a day, such as `2027-03`, written out. */
    function written(date) {
        const [year, part, day] = date.split("-").map(Number);
        const shown = { year: "numeric", month: part && "long", day: day && "numeric", timeZone: "UTC" };
        return new Intl.DateTimeFormat(locale, shown).format(Date.UTC(year, (part ?? 1) - 1, day ?? 1));
    }

    const decimal = new Intl.NumberFormat(locale).formatToParts(0.5).find(({ type }) => type === "decimal").value;
    const moments = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

    return { text, decimal, moment: (milliseconds) => moments.format(milliseconds), has: (key) => Boolean(find(key)), weight, amount, signed, written };
}
