/**
 * Keeps parts of a page fresh: each element with an id and `data-live="job printer"` is fetched again
 * when one of these events comes, and where a form with `data-preview` is changed or typed into.
 */
import { follow } from "./feed.js";

/** Without a key for this long, in milliseconds, what was typed is shown. */
const PAUSE_MS = 300;
/** At most one look at the hub in this time, in milliseconds. */
const REST_MS = 700;
/** From one look at idle printers to the next, in milliseconds; the hub asks them every ten seconds at most. */
const LOOK_MS = 15_000;

let resting, typing;

follow((name) => {
    const asked = name === "open" ? "[data-live]:not([data-live=preview])" : `[data-live~="${name}"]`;
    if (document.querySelector(asked)) refreshSoon("[data-live]");
});

// A printer is only asked how it is while someone looks.
setInterval(() => {
    if (!document.hidden && document.querySelector('[data-live~="printer"]')) refresh("[data-live]");
}, LOOK_MS);

for (const form of document.querySelectorAll("form[data-preview]")) {
    const show = () => {
        clearTimeout(typing);
        history.replaceState(null, "", `?${new URLSearchParams(new FormData(form))}`);
        refresh("[data-live]");
    };
    // Texts may stand elsewhere on the page than the form that they belong to.
    document.addEventListener("change", ({ target }) => target.form === form && show());
    document.addEventListener("input", ({ target }) => {
        if (target.form !== form) return;
        clearTimeout(typing);
        typing = setTimeout(show, PAUSE_MS);
    });
}

function refreshSoon(selector) {
    resting ??= setTimeout(() => {
        resting = undefined;
        refresh(selector);
    }, REST_MS);
}

async function refresh(selector) {
    const asked = location.href;
    const reply = await fetch(asked, { headers: { Accept: "text/html" } }).catch(() => undefined);
    if (!reply?.ok) return;
    const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
    // An answer to what was asked before does not take the place of a newer one.
    if (location.href !== asked) return;
    for (const part of document.querySelectorAll(selector)) {
        const next = fresh.getElementById(part.id);
        if (next) keepOpen(part, next);
        if (next && shown(next) !== shown(part) && !part.contains(document.activeElement)) {
            part.replaceWith(document.adoptNode(next));
        }
    }
}

/** What is in a part but the ids its forms were made with, which differ each time. */
function shown(part) {
    return part.innerHTML.replace(/value="[0-9a-f-]{36}"/g, "");
}

/** What a person opened stays open. */
function keepOpen(part, next) {
    const found = next.querySelectorAll("details");
    part.querySelectorAll("details").forEach(({ open }, index) => {
        if (found[index]) found[index].open = open;
    });
}
