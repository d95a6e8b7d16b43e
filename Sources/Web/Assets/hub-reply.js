/**
 * What a reply means for what was sent: the one place that says whether the hub has taken it.
 *
 * A reply proves itself. It counts only if its body is JSON that names what was sent by its own id and
 * says a known outcome with all that this outcome says, or is a problem of the hub's that names that id with a
 * final code. Its status says nothing: a wifi's login page, a proxy, a router or an older hub may answer with any,
 * and then what was sent has to be sent again.
 */
import { labelIn } from "./codes.js";

/** The longest wait that a reply can ask for, in milliseconds. */
export const LONGEST_RETRY_AFTER_MS = 60_000;

/** The device has to be let in again; what it sent is as good as before. */
const SIGNED_OUT = new Set(["not_signed_in", "role_not_allowed"]);
/** Outcomes of a scan, and of what follows one: its undoing, or what someone said it was. */
const OF_SCANS = { recorded: "accepted", unresolved: "unresolved" };
const OF_FOLLOWERS = { recorded: "accepted", dismissed: "accepted", reopened: "accepted", parted: "accepted", undone: "accepted" };
const BOUND = new Set(["bound", "replaced"]);

/**
 * @param {{id: string, undoes?: string, resolves?: string, binds?: string}} post what was sent
 * @param {Headers} headers
 * @param {unknown} body what the body says as JSON, or nothing where it is none
 * @param {Set<string>} finalCodes of problems, as the hub's page lists them
 * @param {number} now milliseconds since 1970
 * @returns {{state?: "accepted" | "unresolved" | "rejected", reach: "ok" | "away" | "signed-out", waitMs: number}}
 *   no state where it has to be sent again, `waitMs` milliseconds from now at the earliest
 */
export function readReply(post, headers, body, finalCodes, now = Date.now()) {
    const state = outcome(post, body) ?? refusal(post, headers, body, finalCodes);
    if (state) return { state, reach: "ok", waitMs: 0 };
    const isOurs = isProblem(headers) && SIGNED_OUT.has(body?.code);
    return { reach: isOurs ? "signed-out" : "away", waitMs: retryAfter(headers, now) };
}

/** Whether a body answers a question that recorded nothing, and says what it names. */
export function answersQuestion(id, body) {
    if (body?.outcome !== "lookup" || !names(body, id)) return false;
    switch (body.target) {
    case "item":
    case "lot":
        return isItem(body.item);
    case "place":
        return isPlace(body.place);
    default:
        return isText(body.target);
    }
}

/** The change of a waiting scan that the answer to an explanation of it makes; nothing where a body is no such answer. */
export function explainedBy(answer) {
    if (typeof answer?.id !== "string" || outcome({ id: answer.id, resolves: answer.id }, answer) !== "accepted") return undefined;
    return answer.outcome === "recorded" ? { state: "accepted", answer } : { state: "settled" };
}

function outcome(post, body) {
    // A binding is answered with the label as it stands now, and the scans that it settled.
    if (post.binds) return body?.code === post.binds && BOUND.has(body.state) && isSettled(body) ? "accepted" : undefined;
    const known = post.undoes || post.resolves ? OF_FOLLOWERS : OF_SCANS;
    if (!names(body, post.id) || !Object.hasOwn(known, body.outcome)) return undefined;
    const isWhole = !Object.hasOwn(OF_SCANS, body.outcome) || isNumbered(body) && (body.outcome !== "recorded" || isMovement(body, post));
    return isWhole ? known[body.outcome] : undefined;
}

/** What is kept has a number; without it a proxy has trimmed the answer, or it is none. */
function isNumbered({ seq, warnings = [] }) {
    return Number.isInteger(seq) && seq > 0 && Array.isArray(warnings);
}

/** Whether a recorded movement says all that a page shows of it. A place that was scanned itself has no item. */
function isMovement({ item, place, lots, quantity, balance, warnings }, { undoes, body }) {
    const hasItem = item === undefined ? undoes !== undefined || labelIn(body?.code ?? "") !== undefined : isItem(item);
    return hasItem && isPlace(place) && Array.isArray(lots) && Array.isArray(warnings) && [quantity, balance].every(Number.isInteger);
}

function isSettled({ place, settled = [] }) {
    return (place === undefined || isPlace(place)) && Array.isArray(settled)
        && settled.every((scan) => isText(scan?.scan) && (scan.answer === undefined || isNumbered(scan.answer) && isMovement(scan.answer, {})));
}

function isItem(item) {
    return isText(item?.id) && isText(item.name) && isText(item.measure);
}

function isPlace(place) {
    return isText(place?.id) && isText(place.name) && isText(place.kind);
}

function isText(value) {
    return typeof value === "string" && value !== "";
}

function refusal(post, headers, body, finalCodes) {
    return isProblem(headers) && names(body, post.id) && finalCodes.has(body.code) ? "rejected" : undefined;
}

function isProblem(headers) {
    return /^application\/problem\+json\b/i.test(headers.get("Content-Type") ?? "");
}

function names(body, id) {
    return typeof body?.id === "string" && body.id.toLowerCase() === id.toLowerCase();
}

/** `Retry-After` in milliseconds from now: seconds or a date (RFC 9110, section 10.2.3). */
function retryAfter(headers, now) {
    const text = headers.get("Retry-After")?.trim() ?? "";
    const asked = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
    return Math.min(Math.max(asked || 0, 0), LONGEST_RETRY_AFTER_MS);
}
