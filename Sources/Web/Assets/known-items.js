/** Known items by their names, offered while someone says what a code is. */

/** The fewest letters of a name with which known items are looked for. */
const LETTERS = 2;

/** How long to ask the hub whose name or code something is, in milliseconds. */
const NAME_MS = 1500;

/** The items that a whole name means, as the hub takes it: several where a person has to say which; none too where the hub does not answer in time. */
export async function itemsNamed(name) {
    return await itemsBy("name", name) ?? [];
}

/** The item that a code stands for; nothing where there is none, or the hub does not answer in time. */
export async function itemCoded(code) {
    return (await itemsBy("code", code))?.[0];
}

/**
 * Whether several items share the name in a field. Then it is asked which of them is meant: that one is `known` from then on, as
 * `fact(item)`, and the form is sent with its name.
 */
export async function isShared(field, known, which, fact) {
    const name = field.value.trim();
    // Who chose one of them has said which, and is not asked again; what was suggested by its name alone is nobody's choice.
    const items = field.dataset.chosen === name ? [] : await itemsNamed(name);
    if (items.length < 2) return false;
    which(name, items, (item) => {
        known.set(item.name, fact(item));
        field.value = field.dataset.chosen = item.name;
        field.dispatchEvent(new Event("input"));
        field.form.requestSubmit();
    });
    return true;
}

/** Offers items whose names fit in the list `#known-items`; resolves with them, or with nothing where the hub did not say which there are. */
export async function offerItems(query) {
    if (query.length < LETTERS) return [];
    const items = await itemsBy("limit=8&query", query);
    document.querySelector("#known-items").replaceChildren(...(items ?? []).map(({ name }) => new Option(name)));
    return items;
}

/** The items that the hub lists; nothing where it does not answer in time, or a login page does, or anything else that is not of the hub. */
async function itemsBy(fact, text) {
    const reply = await fetch(`/api/v1/items?${fact}=${encodeURIComponent(text)}`, { signal: AbortSignal.timeout(NAME_MS) }).catch(() => undefined);
    const items = reply?.ok ? await reply.json().catch(() => undefined) : undefined;
    return Array.isArray(items) && items.every((item) => typeof item?.id === "string" && typeof item.name === "string") ? items : undefined;
}
