/** Known items by their names, offered while someone says what a code is. */

/** The fewest letters of a name with which known items are looked for. */
const LETTERS = 2;

/** Offers items whose names fit in the list `#known-items`; resolves with them. */
export async function offerItems(query) {
    if (query.length < LETTERS) return [];
    const reply = await fetch(`/api/v1/items?limit=8&query=${encodeURIComponent(query)}`).catch(() => undefined);
    if (!reply?.ok) return [];
    const items = await reply.json();
    document.querySelector("#known-items").replaceChildren(...items.map(({ name }) => new Option(name)));
    return items;
}
