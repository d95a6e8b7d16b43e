/** Known items by their names, offered while someone says what a code is. */

/** The fewest letters of a name with which known items are looked for. */
const LETTERS = 2;

/** How long to ask the hub whose name or code something is, in milliseconds. */
const NAME_MS = 1500;

/** The items that a whole name means, as the hub takes it: several where a person has to say which; none too where the hub does not answer in time. */
export function itemsNamed(name) {
    return itemsBy("name", name);
}

/** The item that a code stands for; nothing where there is none, or the hub does not answer in time. */
export function itemsCoded(code) {
    return itemsBy("code", code);
}

/**
 * Whether several items share the name in a field. Then it is asked which of them is meant: that one is `known` from then on, as
 * `fact(item)`, and the form is sent with its name.
 */
export async function isShared(field, known, which, fact) {
    const name = field.value.trim();
    const items = known.has(name) ? [] : await itemsNamed(name);
    if (items.length < 2) return false;
    which(name, items, (item) => {
        known.set(item.name, fact(item));
        field.value = item.name;
        field.form.requestSubmit();
    });
    return true;
}

/** Offers items whose names fit in the list `#known-items`; resolves with them. */
export async function offerItems(query) {
    if (query.length < LETTERS) return [];
    const items = await itemsOf(await fetch(`/api/v1/items?limit=8&query=${encodeURIComponent(query)}`).catch(() => undefined));
    document.querySelector("#known-items").replaceChildren(...items.map(({ name }) => new Option(name)));
    return items;
}

async function itemsBy(fact, text) {
    const address = `/api/v1/items?${fact}=${encodeURIComponent(text)}`;
    return itemsOf(await fetch(address, { signal: AbortSignal.timeout(NAME_MS) }).catch(() => undefined));
}

/** The items that a reply lists; none where it is a login page, or anything else that is not of the hub. */
async function itemsOf(reply) {
    const items = reply?.ok ? await reply.json().catch(() => undefined) : undefined;
    return Array.isArray(items) && items.every((item) => typeof item?.id === "string" && typeof item.name === "string") ? items : [];
}
