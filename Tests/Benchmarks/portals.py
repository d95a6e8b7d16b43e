"""Scans of a real page through a network that answers with login pages, loses requests and answers, repeats requests, and through
restarts of page and hub.

    .venv/bin/python portals.py HUB [SCANS]

Drives the page's own queue in Chromium, with its waits shortened. Prints how many scans were lost, how many were recorded twice, and of how many
the page said that they are in the ledger though they are not."""
import collections, json, os, pathlib, random, signal, subprocess, sys, tempfile, time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "Browser"))
from browser import chromium
from hub import Hub
from portal import Portal
from selenium.webdriver.common.by import By

SEED = int(os.environ.get("LARDER_SEED", "20261128"))
# Waiting at once at the most, and scans between two restarts of the page and of the hub.
WAITING, PAGE_LIFE, HUB_LIFE = 200, 250, 2_500
LOGIN, JSON, PROBLEM = {"Content-Type": "text/html"}, {"Content-Type": "application/json"}, {"Content-Type": "application/problem+json"}

# Adds scans until there are enough, and never more at once than wait; resolves once all have an answer, or after `most` scans.
SEND = """
const [total, most, waiting, items, done] = arguments;
const real = setTimeout;
globalThis.setTimeout = (step, milliseconds) => real(step, milliseconds / 500);
(async () => {
    const { Queue } = await import('/assets/queue.js');
    const { openQueueStore } = await import('/assets/queue-store.js');
    const { scanPost } = await import('/assets/scan-intake.js');
    const store = await openQueueStore();
    const queue = new Queue(store, Object.keys(JSON.parse(document.querySelector('#scan').dataset.words.replaceAll('~', '"')).problems), () => {});
    const made = (await store.run('bench')).length;
    for (let n = made; n < Math.min(total, made + most); n += 1) {
        while (await store.open() >= waiting) await new Promise((resolve) => real(resolve, 5));
        const code = n % 50 === 49 ? `NEW-${n}` : `BENCH-${String(n % items).padStart(3, '0')}`;
        await queue.add(scanPost(code, { mode: n % 3 ? 'intake' : 'distribute', quantity: 1 + n % 4 }, 'bench'));
    }
    if (made + most >= total) {
        while (await store.open()) {
            await queue.tryAsideAgain(Infinity);
            await new Promise((resolve) => real(resolve, 5));
        }
    }
    return made + most >= total;
})().then(done, (fault) => done(String(fault)));
"""
KEPT = """
const done = arguments[0];
(async () => {
    const { openQueueStore } = await import('/assets/queue-store.js');
    return (await (await openQueueStore()).run('bench')).map(({ id, state }) => [id, state]);
})().then(done, (fault) => done(String(fault)));
"""


def faults(chance):
    """What a bad network does with a request: a rule for a portal."""
    answers = [
        lambda id: (200, LOGIN, b"<!doctype html><title>Welcome</title>"), lambda id: (200, {}, b""), lambda id: (200, JSON, b"{}"),
        lambda id: (302, {"Location": "/assets/icon.svg"}, b""), lambda id: (404, LOGIN, b"Not found"), lambda id: (421, LOGIN, b""),
        lambda id: (511, LOGIN, b""), lambda id: (403, LOGIN, b""),
        lambda id: (201, JSON, json.dumps({"id": id[::-1], "outcome": "recorded"}).encode()),
        lambda id: (503, PROBLEM, json.dumps({"id": id, "code": "too_many_waiting"}).encode()),
        lambda id: (422, PROBLEM, b'{"code":"place_not_found","detail":""}'),
        lambda id: "lost", lambda id: "lost", lambda id: "never", lambda id: "twice", lambda id: "twice",
    ]

    def rule(path, body):
        if path == "/api/v1/scans" and chance.random() < 0.35:
            return chance.choice(answers)(json.loads(body)["id"])

    return rule


class Program:
    def __init__(self, binary):
        self.binary = binary


def journal(hub):
    """How often the journal has each id, and the sum of what it holds."""
    seen, after = collections.Counter(), 0
    while True:
        text = subprocess.run(
            ["curl", "-sf", "-H", f"Authorization: Bearer {hub.token}", f"http://{hub.address}/api/v1/journal?after={after}&limit=1000"],
            check=True, capture_output=True, text=True).stdout.splitlines()
        for line in text:
            entry = json.loads(line)
            seen[entry["id"]] += 1
            after = entry["seq"]
        if not text:
            return seen


def measure(binary, total):
    with tempfile.TemporaryDirectory(prefix="larder-portals-") as folder:
        hub = Hub(Program(binary), os.path.join(folder, "data")).start()
        items = len(hub.pantry(20)[1])
        portal = Portal(f"http://{hub.address}")
        driver = chromium()
        try:
            driver.set_script_timeout(600)
            driver.get(hub.command("token", "link", "--address", f"{portal.address}/").strip())
            driver.find_element(By.ID, "name").send_keys("Table 1")
            driver.find_element(By.CSS_SELECTOR, "form button").click()
            time.sleep(1)
            portal.rule = faults(random.Random(SEED))
            lived, began = 0, time.monotonic()
            while True:
                driver.get(f"{portal.address}/take-in")
                if driver.execute_async_script(SEND, total, PAGE_LIFE, WAITING, items) is True:
                    break
                lived += PAGE_LIFE
                if lived >= HUB_LIFE:
                    lived = 0
                    os.killpg(hub.process.pid, signal.SIGKILL)
                    hub.process.wait()
                    portal.hub = hub.start().address
            said = dict(driver.execute_async_script(KEPT))
            seen = journal(hub)
            subprocess.run([binary, "verify", "--data", hub.data], check=True, capture_output=True)
            inside = [state in ("accepted", "unresolved") for state in said.values()]
            return {
                "scans": len(said), "seed": SEED, "seconds": round(time.monotonic() - began),
                "sends": sum(path == "/api/v1/scans" for path, _, _ in portal.seen),
                "lost": sum(seen[id] == 0 for id in said) + total - len(said), "doubled": sum(seen[id] > 1 for id in said),
                "false": sum(is_inside != (seen[id] == 1) for id, is_inside in zip(said, inside)),
            }
        finally:
            driver.quit()
            portal.stop()
            hub.stop()


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]) if sys.argv[2:] else 10_000)))
