"""How soon the scanning page takes scans on a slow wifi: 150 KB/s, and 120 ms from a request to its answer.

    .venv/bin/python light.py HUB

Prints the median in milliseconds of a first visit and of a later one, and what a first one loads."""
import json, os, pathlib, statistics, sys, tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "Browser"))
from browser import chromium
from hub import Hub
from network import Network
from pantry import press
from portals import Program
from selenium.webdriver.common.by import By

BYTES_A_SECOND, LATENCY_MS, ROUNDS = 150_000, 120, 7


def measure(binary):
    with tempfile.TemporaryDirectory(prefix="larder-light-") as folder:
        hub = Hub(Program(binary), os.path.join(folder, "data")).start()
        hub.pantry()
        driver = chromium(notes=True)
        try:
            driver.get(hub.command("token", "link", "--address", f"http://{hub.address}/").strip())
            driver.find_element(By.ID, "name").send_keys("Table 1")
            press(driver, "form button")
            network = Network(driver)
            network.slow(BYTES_A_SECOND, LATENCY_MS)
            first, later = [], []
            for _ in range(ROUNDS):
                driver.execute_cdp_cmd("Network.clearBrowserCache", {})
                loaded = network.load(f"http://{hub.address}/take-in")
                first.append(network.ready_ms)
                network.load(f"http://{hub.address}/take-in")
                later.append(network.ready_ms)
            return {
                "first": statistics.median(first), "later": statistics.median(later),
                "requests": len(loaded), "bytes": round(sum(loaded.values())),
            }
        finally:
            driver.quit()
            hub.stop()


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
