"""What a page loads, as the browser's DevTools protocol tells it."""

import json
import time

QUIET_SECONDS = 0.6
# Notes on the page when it took scans first, in milliseconds since it was asked for.
READY = """
new MutationObserver((_, watching) => {
    if (document.querySelector('#scan')?.dataset.ready === undefined) return;
    globalThis.readyAt = performance.now();
    watching.disconnect();
}).observe(document, { subtree: true, childList: true, attributeFilter: ['data-ready'] });
"""


class Network:
    def __init__(self, driver):
        self.driver = driver
        driver.execute_cdp_cmd("Network.enable", {})
        # As on most devices, whose hub's address is not secure; what a worker loads would not be seen here, nor slowed down.
        driver.execute_cdp_cmd("Network.setBypassServiceWorker", {"bypass": True})
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": READY})
        self.events()

    def events(self):
        """What happened since it was asked for last."""
        return [json.loads(line["message"])["message"] for line in self.driver.get_log("performance")]

    def slow(self, bytes_a_second, latency):
        self.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {
            "offline": False, "latency": latency, "downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second})

    def load(self, address):
        """Opens a page; answers what went over the network until it was quiet, as `{path: bytes}`."""
        self.events()
        self.driver.get(address)
        events, heard = [], time.monotonic()
        while time.monotonic() - heard < QUIET_SECONDS:
            new = [event for event in self.events() if event["method"].startswith("Network.")]
            if new:
                events, heard = events + new, time.monotonic()
            time.sleep(0.05)
        return over_the_network(events)

    @property
    def ready_ms(self):
        """When the page took scans, in milliseconds since it was asked for."""
        return self.driver.execute_script("return globalThis.readyAt")


def over_the_network(events):
    paths, bytes_of, cached = {}, {}, set()
    for event in events:
        params = event["params"]
        match event["method"]:
            case "Network.requestWillBeSent" if params["request"]["url"].startswith("http"):
                paths[params["requestId"]] = "/" + params["request"]["url"].split("/", 3)[3]
            case "Network.requestServedFromCache":
                cached.add(params["requestId"])
            case "Network.responseReceived" if params["response"].get("fromDiskCache"):
                cached.add(params["requestId"])
            case "Network.loadingFinished":
                bytes_of[params["requestId"]] = params["encodedDataLength"]
    return {path: bytes_of.get(id, 0) for id, path in paths.items() if id not in cached}
