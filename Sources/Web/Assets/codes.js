/** What a code looks like, as far as a page has to know: whether it may be a label of ours. */

const LABEL = /^[0-9A-HJKMNP-TV-Z]{8}$/;

/**
 * Whether a code has the shape of a label code. Eight digits alone may as well be an EAN-8, so those
 * are left to the hub.
 */
export function mayBeLabel(code) {
    return LABEL.test(code) && /[A-Z]/.test(code);
}

/** A label code as it is printed, four and four; any other code as it is. Control characters show as a dot. */
export function grouped(code) {
    const seen = code.replace(/[\x00-\x1f\x7f]/g, "·");
    return mayBeLabel(seen) ? `${seen.slice(0, 4)}-${seen.slice(4)}` : seen;
}
