/** What happens elsewhere, as it happens: the hub's feed of server-sent events. */

const EVENTS = ["movement", "job", "printer", "device"];

/**
 * Calls `onEvent(name, data)` for each event, and `onEvent("open")` when the feed begins, or begins again:
 * what happened before is not told, so whoever shows something looks anew. Lets go of the connection while nobody looks at the page:
 * a browser has only six of them for one hub.
 */
export function follow(onEvent) {
    let source;
    const open = () => {
        if (source) return;
        source = new EventSource("/api/v1/feed");
        source.addEventListener("open", () => onEvent("open"));
        for (const name of EVENTS) {
            source.addEventListener(name, (event) => onEvent(name, JSON.parse(event.data)));
        }
    };
    const close = () => {
        source?.close();
        source = undefined;
    };
    document.addEventListener("visibilitychange", () => document.hidden ? close() : open());
    if (!document.hidden) open();
}
