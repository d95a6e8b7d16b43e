/** What this device keeps for the hub, told where no scanning page is open; and whether the browser will keep it. */

/** A browser's store that is fuller than this is nearly full. */
const NEARLY_FULL = 0.85;
/** So little room, in bytes, is nearly none. */
const LITTLE_ROOM = 20 * 1024 * 1024;

/**
 * What has to be said of the browser's store: `nearlyFull`, `mayBeCleared` (the browser may clear it when the device runs out
 * of room, or does not say), or nothing. Where something waits, the browser is asked to keep it; it may ask the person.
 */
export async function storeTrouble(waits, storage = navigator.storage) {
    if (!storage?.estimate) return "mayBeCleared";
    const isSafe = await storage.persisted?.() || (waits && await storage.persist?.());
    const { usage = 0, quota = Infinity } = await storage.estimate();
    if (usage > NEARLY_FULL * quota || quota - usage < LITTLE_ROOM) return "nearlyFull";
    return isSafe ? undefined : "mayBeCleared";
}
