/**
 * Opens a scanning page where the hub cannot be reached, by a copy of it: a reload loses nothing then.
 *
 * The hub goes first, always, and nothing but these pages and their files passes through here. What answers in the hub's place, such as a
 * wifi's login page, is shown as it is and never kept: a page proves itself by the hub's header, a file by the hash in its address.
 */

const COPIES = "larder";
const HEADER = "Larder-Copy";
const KEPT_AT = "Larder-Kept-At";
/** Copies are kept this long, in milliseconds, as settled scans are, and no more than that many. */
const KEEP_MS = 3 * 24 * 3_600_000;
const MOST = 8;
/** The pages that can be opened without the hub. */
const PAGE = /^\/(take-in|hand-out|count\/[\da-f-]{36})$/;
/** What a device without access sees. */
const JOIN = "/join";
const FILE = /\/assets\/[\w-]+\.([\da-f]{16})\.\w+/;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => {
    if (PAGE.test(event.data)) event.waitUntil(fetch(event.data).then((answer) => inTurn(() => take(answer, event.data))));
});
addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname, search } = new URL(request.url);
    if (origin !== location.origin || request.method !== "GET") return;
    if (request.mode === "navigate" && (PAGE.test(pathname) || pathname === JOIN)) event.respondWith(page(event, pathname, search));
    else if (FILE.test(pathname)) event.respondWith(file(request));
});

async function page(event, path, search) {
    let answer;
    try {
        answer = await fetch(event.request);
    } catch {
        return await copy(path) ?? Response.error();
    }
    // What a form has just done is not the page's own.
    if (!search || path === JOIN) {
        const kept = answer.clone();
        event.waitUntil(inTurn(() => take(kept, path)));
    }
    return answer;
}

/** A kept file is the one that its address names, whoever is reached now. */
async function file(request) {
    return await caches.match(request) ?? fetch(request);
}

async function copy(path) {
    const copies = await caches.open(COPIES);
    await inTurn(() => clear(copies));
    return copies.match(path);
}

/** One changes what is kept, and then another. */
function inTurn(change) {
    return navigator.locks.request(COPIES, change);
}

/** Does with an answer what the hub says in it. */
async function take(answer, path) {
    const word = answer.headers.get(HEADER);
    if (word === "drop") return path === JOIN ? caches.delete(COPIES) : (await caches.open(COPIES)).delete(path);
    if (word !== "keep" || !answer.ok) return undefined;
    const copies = await caches.open(COPIES);
    const text = await answer.text();
    for (const address of filesOf(text)) if (!await takeFile(copies, address)) return undefined;
    const headers = new Headers(answer.headers);
    for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
    headers.set(KEPT_AT, Date.now());
    await copies.put(path, new Response(text.replace("<html ", "<html data-copy "), { headers }));
    return clear(copies);
}

/** Keeps a file of a page. Answers whether it is there, and whole. */
async function takeFile(copies, address) {
    if (await copies.match(address)) return true;
    const answer = await fetch(address);
    const digest = await crypto.subtle.digest("SHA-256", await answer.clone().arrayBuffer());
    const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    if (!hash.startsWith(FILE.exec(address)[1])) return false;
    await copies.put(address, answer);
    return true;
}

/** Lets go of copies that are old or too many, and of files that no copy needs. */
async function clear(copies) {
    const kept = [];
    const needed = new Set();
    const requests = await copies.keys();
    for (const request of requests.filter(isPage)) {
        const answer = await copies.match(request);
        kept.push({ request, answer, at: Number(answer.headers.get(KEPT_AT)) });
    }
    kept.sort((a, b) => b.at - a.at);
    for (const [index, { request, answer, at }] of kept.entries()) {
        if (index >= MOST || Date.now() - at > KEEP_MS) await copies.delete(request);
        else for (const address of filesOf(await answer.text())) needed.add(address);
    }
    for (const request of requests) {
        if (!isPage(request) && !needed.has(new URL(request.url).pathname)) await copies.delete(request);
    }
}

function isPage({ url }) {
    return !FILE.test(new URL(url).pathname);
}

function filesOf(text) {
    return new Set(Array.from(text.matchAll(new RegExp(FILE, "g")), ([address]) => address));
}
