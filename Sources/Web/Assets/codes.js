/**
 * What a code looks like, as far as a page has to know: whether it is, by its shape, a label of ours. The
 * hub's reader is Barcodes/ScanReader; Tests/Examples/label-codes.json holds both to the same readings.
 */

/** Crockford's base 32, with the letters that are typed for its digits. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LOOK_ALIKES = { I: "1", L: "1", O: "0" };
/** Data that means something by the GS1 rules alone. */
const GS1 = /^\](?:C1|e0|d2|Q3|J1)/;
/** The most characters of a code that the hub takes. */
const LONGEST = 256;
const IDENTIFIER = /^\][A-Za-z][0-9]/;
const LINK = /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?([^/?#]+)\/?(?:[?#].*)?$/i;

/** Whether it is written as scanners write: without small letters and spaces. */
export function isPlain(text) {
    return !/[\p{Ll}\s]/u.test(text);
}

/** Whether it has figures and no letter: no name of food is written so, and numbers are, in groups or not. */
export function isNumeric(text) {
    return /\p{Nd}/u.test(text) && !/\p{L}/u.test(text);
}

/** Whether it begins as nobody types: with a scanner's prefix, or as a link. */
export function isMarked(text) {
    return IDENTIFIER.test(text) || /^https?:\/\//i.test(text);
}

/**
 * The label code that a scan or a person may mean: bare, in groups, in lower case, behind a scanner's prefix,
 * or at the end of a link.
 * @returns {string | undefined} its eight characters; nothing where the check character is wrong
 */
export function labelIn(text) {
    let rest = seen(text), symbology = "";
    while (IDENTIFIER.test(rest)) {
        if (GS1.test(rest)) return undefined;
        [symbology, rest] = [rest.slice(1, 3), seen(rest.slice(3))];
    }
    // Eight digits from a retail symbol are an EAN-8 or a UPC-E.
    if (symbology.startsWith("E") && /^[\d ]+$/.test(rest)) return undefined;
    const typed = (LINK.exec(rest)?.[1] ?? rest).replace(/[ -]/g, "").toUpperCase();
    const code = [...typed].map((character) => LOOK_ALIKES[character] ?? character).join("");
    return code.length === 8 && check(code) ? code : undefined;
}

/** Eight digits may as well be an EAN-8 or a UPC-E: the hub knows which. */
export function mayBeNumber(label) {
    return /^\d+$/.test(label);
}

/** Whether it is 8, 12, 13 or 14 digits of which the last checks the others. */
export function hasCheckDigit(digits) {
    if (!/^(?:\d{8}|\d{12,14})$/.test(digits)) return false;
    const sum = [...digits].reverse().reduce((so, digit, index) => so + Number(digit) * (index % 2 ? 3 : 1), 0);
    return sum % 10 === 0;
}

/**
 * The number of what is in a case, where a code says by its form that it is a case's: 14 digits, bare or behind GS1's `01`, the first of which
 * says how it is packed.
 */
export function pieceIn(code) {
    const [, bare, marked] = /^(?:\][A-Za-z]\d)?(?:([1-8]\d{13})|\(?01\)?([1-8]\d{13}).*)$/s.exec(code) ?? [];
    const number = bare ?? marked ?? "";
    return hasCheckDigit(number) ? [..."0123456789"].map((digit) => number.slice(1, 13) + digit).find(hasCheckDigit) : undefined;
}

/** Whether eight digits are a product's number, by its own check digit: an EAN-8, or a UPC-E, whose check digit is that of the UPC-A it stands for. */
export function isRetail(label) {
    return mayBeNumber(label) && (hasCheckDigit(label) || /^[01]/.test(label) && hasCheckDigit(asUPCA(label)));
}

/** GS1 General Specifications, figure 5.10.3-1: the last of the six digits says which zeros are left out. */
function asUPCA(upce) {
    const [system, a, b, c, d, e, last, checks] = upce;
    const digits = last < 3 ? [a, b, last, 0, 0, 0, 0, c, d, e] : last === "3" ? [a, b, c, 0, 0, 0, 0, 0, d, e]
        : last === "4" ? [a, b, c, d, 0, 0, 0, 0, 0, e] : [a, b, c, d, e, 0, 0, 0, 0, last];
    return [system, ...digits, checks].join("");
}

/** Whether it is longer, without a scanner's prefix, than any code. */
export function isTooLong(text) {
    return [...bare(text)].length > LONGEST;
}

/** A label code as it is printed, four and four; any other code as it is on the package: without what only scanners send. Control characters show as a dot. */
export function grouped(code) {
    const label = labelIn(code);
    if (label && !mayBeNumber(label)) return `${label.slice(0, 4)}-${label.slice(4)}`;
    const digits = digitsIn(code);
    // Twelve digits at the least are printed; scanners put zeros in front of them.
    const printed = hasCheckDigit(digits) ? digits.replace(/^0{1,2}(?=\d{12})/, "") : bare(code);
    return (printed || code).replace(/[\x00-\x1f\x7f]/g, "·");
}

/** What is one for all that scanners send of one product: its number in 14 digits, else the text. Barcodes/ScanReader says what the hub takes for one. */
export function keyIn(code) {
    const digits = digitsIn(code);
    const upca = /^[01]\d{7}$/.test(digits) ? asUPCA(digits) : "";
    return [upca, digits].find(hasCheckDigit)?.padStart(14, "0") ?? bare(code);
}

/** Without the prefixes by which scanners say what kind of symbol it was. */
function bare(code) {
    return seen(code).replace(/^(?:\][A-Za-z][0-9])+/, "");
}

function digitsIn(code) {
    return bare(code).replaceAll(" ", "");
}

/** Σ α^(8−i)·dᵢ for i = 1…7 from the left, over GF(32) with x⁵+x²+1 and α = 2. */
function check(code) {
    const digits = [...code].map((character) => ALPHABET.indexOf(character));
    if (digits.includes(-1)) return false;
    const sum = digits.slice(0, 7).reduce((so, digit) => {
        const doubled = (so ^ digit) << 1;
        return doubled > 31 ? doubled ^ 0b100101 : doubled;
    }, 0);
    return sum === digits[7];
}

/** Without what cannot be seen, and without what stands around it. */
function seen(text) {
    return text.replace(/(?!\x1d)[\p{Cc}\p{Cf}]/gu, "").replace(/^[\s\x1d]+|[\s\x1d]+$/g, "");
}
