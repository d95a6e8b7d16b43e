/** What a reply means for what was sent: the one place that says whether the hub has taken it. */

/** The longest wait that a reply can ask for, in milliseconds. */
export const LONGEST_RETRY_AFTER_MS = 60_000;

/** The device has to be let in again; what it sent is as good as before. */
const SIGNED_OUT = new Set([401, 403]);
/** Refusals of the moment or of the way there (too late, another host's, too early, too many), not of what was sent. */
const PASSING = new Set([408, 421, 425, 429]);

/**
 * Only JSON of the hub's own shape is its answer. Anything else came from a wifi's login page, a proxy
 * or a router, or was cut off, and what was sent has to be sent again.
 *
 * @param {number} status of HTTP
 * @param {Headers} headers
 * @param {unknown} body what the body says as JSON, or nothing where it is none
 * @param {number} now milliseconds since 1970
 * @returns {{state?: "accepted" | "unresolved" | "rejected", reach: "ok" | "away" | "signed-out", waitMs: number}}
 *   no state where it has to be sent again, `waitMs` milliseconds from now at the earliest
 */
export function readReply(status, headers, body, now = Date.now()) {
    const sendAgain = (reach) => ({ reach, waitMs: retryAfter(headers, now) });
    const heard = (state) => ({ state, reach: "ok", waitMs: 0 });
    if (typeof body !== "object" || body === null || Array.isArray(body)) return sendAgain("away");
    if (status === 202) return heard("unresolved");
    if (status >= 200 && status < 300) return heard("accepted");
    if (typeof body.code !== "string") return sendAgain("away");
    if (SIGNED_OUT.has(status)) return sendAgain("signed-out");
    if (status >= 400 && status < 500 && !PASSING.has(status)) return heard("rejected");
    return sendAgain("away");
}

/** `Retry-After` in milliseconds from now: seconds or a date (RFC 9110, section 10.2.3). */
function retryAfter(headers, now) {
    const text = headers.get("Retry-After")?.trim() ?? "";
    const asked = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
    return Math.min(Math.max(asked || 0, 0), LONGEST_RETRY_AFTER_MS);
}
