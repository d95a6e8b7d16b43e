/**
 * Driving licences and passports, which a scanner sends as a burst of short lines: they are dropped before
 * anything is kept. The hub drops them too, line by line (Barcodes/PersonalPaper); Tests/Examples/personal-papers.json
 * holds both to the same lines.
 */

/** After a line of a paper the lines that follow belong to it, if they come within this time, in milliseconds. */
export const BURST_MS = 1500;
/** Within this time those that have the name of an element do. */
export const SLOW_BURST_MS = 10_000;

/** What a driving licence begins with: a mark, and a line with the number of its issuer. */
const HEADER = /^["@]?\s*(?:ANSI|AAMVA) ?[0-9]{6}/;
/** A track of a card's magnetic stripe between its sentinels, or without the last: AAMVA DL/ID Card Design Standard 2020, annex F; ISO/IEC 7813. */
const TRACK = /^(?:[%;+#].{9,}\?|%[A-Z]{2}(?=.{7,})[^^]*\^.*|%B[0-9]{8,}.*|;[0-9]{8,19}=.*)$/s;
/** A licence whose lines were sent as one: an element, and others behind it. */
const WHOLE = ["DAQ", "DCS", "DAC", "DAD", "DBB", "DBA", "DBD", "DAG", "DAJ", "DAK", "DCG", "DCF", "DAY", "DDE", "DDF"];
/**
 * Other papers, by how they begin: visiting cards (RFC 6350), an Aadhaar letter, a SMART health card, a boarding pass (IATA resolution 792), the
 * identity cards of South Africa and of Argentina, new and old.
 */
const OTHERS = [
    /^(?:(?:BEGIN|END):VCARD|MECARD:|BIZCARD:)/, /<PRINTLETTERBARCODEDATA/, /^SHC:\/[0-9/]*$/,
    /^M[1-4][A-Z][A-Z /.'-]{19}[E ][A-Z0-9 ]{7}[A-Z]{6}[A-Z0-9 ]{3}[0-9 ]{4}[A-Z0-9 ][0-9]{3}/,
    /^[^|]*\|[^|]*\|[MFX]\|[^|]{3}\|[0-9]{13}\|/,
    /^[^@]*@[^@]*@[^@]*@ *[MFX] *@ *[0-9]{6,8} *@[^@]*@ *[0-9]{2}\/[0-9]{2}\/[0-9]{4} *(?:@|$)/,
    /^@ *[0-9]{6,8} *@(?:[^@]*@){5} *[0-9]{2}\/[0-9]{2}\/[0-9]{4} *@ *[MFX] *(?:@|$)/,
];
/** A line of a visiting card behind its first. */
const CARD_LINE = /^(?:[^:;]*\.)?(?:ADR|BDAY|CATEGORIES|EMAIL|END|FN|GENDER|GEO|IMPP|KEY|LABEL|LANG|LOGO|N|NICKNAME|NOTE|ORG|PHOTO|PRODID|REV|ROLE|SOUND|SOURCE|TEL|TITLE|TZ|UID|URL|VERSION)[:;]/;
/** In front of the first element of a part of a licence. */
const PART = /^(?:DL|ID|EN)(?=D)/;
/**
 * What elements can hold, and their names: AAMVA DL/ID Card Design Standard 2020, annex D. Those whose names begin many words and hold
 * any text (DAB, DAL, DAM, DAN), and what holds one letter or digit (DCAT), are known by the lines before them alone.
 */
const ELEMENTS = [
    [/^(?! )[\p{L} ,.'-]{2,40}$/u, "DCS DCT DBN DBO DBP DBQ DBG DBS DBR DCI"],
    [/^(?! )[\p{L} ,.'-]{3,40}$/u, "DAC DAD DAI"],
    [/^(?! )(?=.*,)[\p{L} ,.'-]{4,40}$/u, "DAA"],
    [/^(?:[0-9]+[A-Z]? .+|P\.? ?O\.? ?BOX ?.+|(?:APT|BLDG|FL|LOT|RM|SPC|STE|SUITE|TRLR|UNIT)[.#]? .+)$/, "DAG DAH"],
    [/^[0-9]{8}$/, "DBA DBB DBD DDB DDC DDH DDI DDJ DBL"],
    [/^(?=.*[0-9]{4})[A-Z0-9 *\/-]{4,30}$/, "DAQ DCJ DCK DBJ DBK DBM"],
    [/^(?:(?=.*[0-9]{4})[A-Z0-9 *\/-]{4,30}|(?=(?:.*[0-9]){6})[A-Z0-9 *\/-]{10,25})$/, "DCF"],
    [/^[A-Z]{2}$/, "DAJ DAO"],
    [/^(?:[0-9]{5}[0-9 -]{0,6}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9])$/, "DAK DAP"],
    [/^[0-9]{2,3} ?(?:IN|CM)$/, "DAU DAV"],
    [/^[0-9]{3}$/, "DAW DAX"],
    [/^(?:BAL|BLK|BLN|BLU|BRO|DIC|GRN|GRY|HAZ|MAR|PNK|RED|SDY|UNK|WHI)$/, "DAY DAZ"],
    [/^(?:USA|CAN|MEX)$/, "DCG"],
    [/^(?:NONE|[A-Z]{2})$/, "DCA DCB DCD DCU DCL"],
].flatMap(([shape, names]) => names.split(" ").map((name) => [name, shape]));
const SHAPES = new Map(ELEMENTS);
/** Words of what stands on shelves that begin with the name of an element, with more behind; and short ones, with no letter behind. */
const WORDS = new RegExp(`^(?:${
    "DACHS DACQUOISE DACTIL DACTYL DADDIE DADDY DADITO DADOS DAIFUKU DAIKON DAILY DAINTY DAIQUIRI DAIRIES DAIRY DAISIES DAISY DAIYA".split(" ").join("|")
}|(?:DACES?|DADS|DAIM|DAIS)(?!\\p{L}))`, "u");
/** Lines of the machine-readable zone of a passport or an identity card (ICAO 9303) have one of these lengths; two or three, with no end between. */
const ZONE_LENGTHS = [30, 36, 44, 60, 72, 88, 90];
/** A licence's zone of ISO/IEC 18013 may have no filler. */
const LICENCE_ZONE = /^D1[A-Z]{3}[A-Z0-9]{25}$/;
/** What a scanner says of the symbol in front of its text (ISO/IEC 15424). */
const SYMBOL = /^\]\p{L}./u;

/** A line without outer blanks, and without what a scanner says in front of it. */
const bare = (line) => line.trim().replace(SYMBOL, "").trim();

/** Whether one line is of a paper of a person. */
export function isPersonal(line) {
    const sent = bare(line);
    const text = sent.toUpperCase();
    if (text === "@" || HEADER.test(text) || TRACK.test(text) || OTHERS.some((shape) => shape.test(text))) return true;
    const zone = zoneOf(text);
    if (isTravelZone(zone)) return true;
    if (ZONE_LENGTHS.includes(zone.length) && (zone.includes("<") || LICENCE_ZONE.test(zone))) return /^[A-Z0-9<]+$/.test(zone);
    const element = text.replace(/^["@ ]+/, "").replace(PART, "");
    const name = element.slice(0, 3);
    if (isWhole(text, element)) return true;
    if (/^DA[CDI]$/.test(name) && (text !== sent || WORDS.test(element))) return false;
    return SHAPES.get(name)?.test(element.slice(3)) ?? false;
}

/** A day of a zone: a year, a month and a day of two digits each. */
const ZONE_DAY = "[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])";
/** The second line of a passport or a larger card, the second of a small card, and its first, each with where the fields are that a check digit follows. */
const ZONE_SHAPES = [
    [`^[A-Z0-9<]{9}[0-9][A-Z][A-Z<]{2}${ZONE_DAY}[0-9][MFX<]${ZONE_DAY}[0-9]`, [[0, 9], [13, 19], [21, 27]]],
    [`^${ZONE_DAY}[0-9][MFX<]${ZONE_DAY}[0-9][A-Z][A-Z<]{2}`, [[0, 6], [8, 14]]],
    ["^[ACI]<[A-Z]{3}[A-Z0-9<]{9}[0-9]", [[5, 14]]],
].map(([shape, fields]) => [new RegExp(shape), fields]);

/** A line of upper case without blanks, and with ";" as the filler that it is on keyboards of another layout. */
function zoneOf(text) {
    const zone = text.replace(/[ \t]/g, "");
    return zone.includes(";;") && !zone.includes("<") ? zone.replaceAll(";", "<") : zone;
}

/** Whether it is a line of a machine-readable zone of any length, by its fillers or its check digits (ICAO 9303, part 3, 4.9). */
function isTravelZone(zone) {
    if (!/^[A-Z0-9<]{8,}$/.test(zone)) return false;
    if (zone.includes("<<") && zone.replaceAll("<", "").length > 3) return true;
    return ZONE_SHAPES.some(([shape, fields]) => shape.test(zone) && fields.every(([from, to]) => {
        const sum = [...zone.slice(from, to)].reduce((so, character, index) => so + (character === "<" ? 0 : parseInt(character, 36)) * [7, 3, 1][index % 3], 0);
        return sum % 10 === Number(zone[to]);
    }));
}

/** Whether a line holds a licence as a whole, as scanners send it that drop line breaks. */
function isWhole(text, element) {
    return text.length > 30 && /^D[A-D][A-Z]/.test(element) && WHOLE.filter((name) => text.includes(name)).length > 2 && /DAQ|DB[ABD]/.test(text);
}

/** Whether a line that came right after one of a paper may be another: it has the name of an element, whatever stands behind it. */
export function continuesPaper(line) {
    const text = bare(line).toUpperCase();
    const zone = zoneOf(text);
    if (ZONE_LENGTHS.includes(zone.length) && /^[A-Z0-9<]*[A-Z<][A-Z0-9<]*$/.test(zone)) return true;
    return CARD_LINE.test(text) || /^(?:D[A-D][A-Z]|Z[A-Z]{2}|PA[A-F])/.test(text.replace(PART, ""));
}

/** Hears scans one after the other, and knows those that belong to a paper of a person. */
export class Papers {
    #lastAt = -Infinity;

    /** Whether what was typed into a field, at whatever speed, is of a paper; people write there too, and mostly in small letters. */
    isTyped(text, now = performance.now()) {
        const follows = now - this.#lastAt < SLOW_BURST_MS && text === text.toUpperCase() && continuesPaper(text);
        if (!follows && !isPersonal(text)) return false;
        this.#lastAt = now;
        return true;
    }

    /** Whether a scan is to be dropped; `now` in milliseconds. */
    drops(code, now = performance.now()) {
        const lines = code.split(/[\r\n\x1e]/);
        const gap = now - this.#lastAt;
        const belongs = lines.some(isPersonal) || gap < BURST_MS && !isProduct(code) || gap < SLOW_BURST_MS && lines.some(continuesPaper);
        // A product between two of its lines does not end a paper.
        if (belongs) this.#lastAt = now;
        return belongs;
    }
}

/** A product's number ends a burst: no line of a paper is one. */
function isProduct(code) {
    return /^(?:\][A-Za-z][0-9])?(?:[0-9]{8}|[0-9]{12,14})$/.test(code);
}
