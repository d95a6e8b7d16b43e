/**
 * Keeps parts of a page fresh: each element with an id and `data-live="job printer"` is fetched again
 * when one of these events comes, and where a form with `data-preview` is changed.
 */
import { follow } from "./feed.js";

/** At most one look at the hub in this time, in milliseconds. */
const REST_MS = 700;

let resting;

follow((name) => {
    if (document.querySelector(`[data-live~="${name}"]`)) refreshSoon("[data-live]");
});

for (const form of document.querySelectorAll("form[data-preview]")) {
    form.addEventListener("change", () => {
        history.replaceState(null, "", `?${new URLSearchParams(new FormData(form))}`);
        refresh("[data-live]");
    });
}

function refreshSoon(selector) {
    resting ??= setTimeout(() => {
        resting = undefined;
        refresh(selector);
    }, REST_MS);
}

async function refresh(selector) {
    const reply = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => undefined);
    if (!reply?.ok) return;
    const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
    for (const part of document.querySelectorAll(selector)) {
        const next = fresh.getElementById(part.id);
        if (next && next.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) {
            part.replaceWith(document.adoptNode(next));
        }
    }
}
