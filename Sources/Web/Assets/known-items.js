/** Known items by their names, offered while someone says what a code is. */

/** The fewest letters of a name with which known items are looked for. */
const LETTERS = 2;

/** How long to ask the hub whose name or code something is, in milliseconds. */
const NAME_MS = 1500;

/** The item that goes by a whole name, as the hub takes it; nothing where there is none, or the hub does not answer in time. */
export async function itemNamed(name) {
    const address = `/api/v1/items?name=${encodeURIComponent(name)}`;
    return (await itemsOf(await fetch(address, { signal: AbortSignal.timeout(NAME_MS) }).catch(() => undefined)))[0];
}

/** The item that a code stands for; nothing where there is none, or the hub does not answer in time. */
export async function itemsCoded(code) {
    const address = `/api/v1/items?code=${encodeURIComponent(code)}`;
    return itemsOf(await fetch(address, { signal: AbortSignal.timeout(NAME_MS) }).catch(() => undefined));
}

/** Offers items whose names fit in the list `#known-items`; resolves with them. */
export async function offerItems(query) {
    if (query.length < LETTERS) return [];
    const items = await itemsOf(await fetch(`/api/v1/items?limit=8&query=${encodeURIComponent(query)}`).catch(() => undefined));
    document.querySelector("#known-items").replaceChildren(...items.map(({ name }) => new Option(name)));
    return items;
}

/** The items that a reply lists; none where it is a login page, or anything else that is not of the hub. */
async function itemsOf(reply) {
    const items = reply?.ok ? await reply.json().catch(() => undefined) : undefined;
    return Array.isArray(items) && items.every((item) => typeof item?.id === "string" && typeof item.name === "string") ? items : [];
}
