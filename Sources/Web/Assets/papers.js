/**
 * Driving licences and passports, which a scanner sends as a burst of short lines: they are dropped before
 * anything is kept. The hub drops them too, line by line (Barcodes/PersonalPaper); Tests/Examples/personal-papers.json
 * holds both to the same lines.
 */

/** After a line of a paper the lines that follow belong to it, if they come within this time, in milliseconds. */
export const BURST_MS = 1500;

/** What a driving licence begins with: a mark, and a line with the number of its issuer. */
const HEADER = /^@?\s*(?:ANSI|AAMVA) ?[0-9]{6}/;
/** In front of the first element of a part of a licence. */
const PART = /^(?:DL|ID|EN)(?=D[A-D])/;
/** What elements can hold, and their names: AAMVA DL/ID Card Design Standard 2020, annex D. */
const ELEMENTS = [
    [/^[\p{L} ,.'-]{2,40}$/u, "DCS DCT DAA DAB DAC DAD DBN DBO DBP DBQ DBG DBS DBR DCI"],
    [/^[\p{L} .'-]{3,40}$/u, "DAI DAN"],
    [/^[0-9]+[A-Z]? +[\p{L}0-9 .,#'\/-]+$/u, "DAG DAL DAH DAM"],
    [/^[0-9]{8}$/, "DBA DBB DBD DDB DDC DDH DDI DDJ DBL"],
    [/^(?=.*[0-9]{4})[A-Z0-9 *\/-]{5,30}$/, "DAQ DCF DCJ DCK DBJ DBK DBM"],
    [/^[A-Z]{2}$/, "DAJ DAO"],
    [/^[0-9]{5}[0-9 -]{0,6}$/, "DAK DAP"],
    [/^[0-9]{2,3} ?(?:IN|CM)$/, "DAU DAV"],
    [/^[0-9]{3}$/, "DAW DAX"],
    [/^(?:BAL|BLK|BLN|BLU|BRO|DIC|GRN|GRY|HAZ|MAR|PNK|RED|SDY|UNK|WHI)$/, "DAY DAZ"],
    [/^(?:USA|CAN|MEX)$/, "DCG"],
    [/^(?:NONE|[A-Z]{1,2})$/, "DCA DCB DCD DCU DCL"],
    [/^[0129FMNTUX]$/, "DBC DBE DCE DDA DDD DDE DDF DDG DDK DDL"],
].flatMap(([shape, names]) => names.split(" ").map((name) => [name, shape]));
const SHAPES = new Map(ELEMENTS);
/** Lines of the machine-readable zone of a passport or an identity card (ICAO 9303) have one of these lengths. */
const ZONE_LENGTHS = [30, 36, 44];

/** Whether one line is of a paper of a person. */
export function isPersonal(line) {
    const text = line.trim().toUpperCase();
    if (text === "@" || HEADER.test(text)) return true;
    if (ZONE_LENGTHS.includes(text.length) && text.includes("<")) return /^[A-Z0-9<]+$/.test(text);
    const element = text.replace(PART, "");
    return SHAPES.get(element.slice(0, 3))?.test(element.slice(3)) ?? false;
}

/** Hears scans one after the other, and knows those that belong to a paper of a person. */
export class Papers {
    #lastAt = -Infinity;

    /** Whether a scan is to be dropped; `now` in milliseconds. */
    drops(code, now = performance.now()) {
        const belongs = code.split(/[\r\n\x1e]/).some(isPersonal) || now - this.#lastAt < BURST_MS && !isProduct(code);
        if (belongs) this.#lastAt = now;
        return belongs;
    }
}

/** A product's number ends a burst: no line of a paper is one. */
function isProduct(code) {
    return /^(?:\][A-Za-z][0-9])?(?:[0-9]{8}|[0-9]{12,14})$/.test(code);
}
