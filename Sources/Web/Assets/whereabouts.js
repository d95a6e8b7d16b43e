/** Where things are, as the hub knows it now. */

/** How long to wait for the hub, in milliseconds. */
const STOCK_MS = 1500;

/**
 * How much there is of an item at each place, or of each item at a place: rows of the hub's, without what tells lots apart. None where the hub
 * does not answer in time.
 * @param {"item" | "place"} kind of what is asked about
 */
export async function whereabouts(kind, id) {
    const reply = await fetch(`/api/v1/stock?limit=200&${kind}=${id}`, { signal: AbortSignal.timeout(STOCK_MS) }).catch(() => undefined);
    const rows = reply?.ok ? await reply.json().catch(() => undefined) : undefined;
    const sums = new Map();
    for (const row of Array.isArray(rows) ? rows : []) {
        const key = kind === "item" ? row.place : row.item;
        sums.set(key, { ...row, quantity: row.quantity + (sums.get(key)?.quantity ?? 0) });
    }
    return [...sums.values()];
}
