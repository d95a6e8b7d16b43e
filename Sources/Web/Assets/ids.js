/** Ids are made on the device that scans, before anything is sent: sending twice is then harmless. */

/**
 * A UUID of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds since 1970, then random bits.
 * @param {number} milliseconds
 * @returns {string} lower case, with hyphens
 */
export function newId(milliseconds = Date.now()) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(milliseconds / 2 ** (40 - 8 * i)) & 0xff;
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [8, 13, 18, 23].reduce((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
}

/** When an id of version 7 was made, in milliseconds since 1970. */
export function madeAt(id) {
    return parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
