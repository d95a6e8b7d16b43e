"""Many stations scanning at once, each remembering what the hub told it was recorded."""

import http.client
import json
import random
import threading
from collections import Counter

from hub import Client, Hub, new_id

STATIONS = 16
# One item, by the piece and by the case of twelve.
PIECE, CASE = "041331024686", "10041331024683"
NO_ANSWER = (OSError, http.client.HTTPException)


def prepare(hub: Hub, token: str) -> None:
    """The one item that is scanned; asking twice is harmless."""
    item = {
        "id": "0198c1f2-0000-7000-8000-000000000001", "name": "Black beans", "category": "beans",
        "measure": "each", "unitWeightGrams": 425,
        "codes": [{"code": PIECE, "pack": 1}, {"code": CASE, "pack": 12}],
    }
    status, answer = Client(hub, token).post("/api/v1/items", item)
    assert status in (200, 201), f"the item was not taken: {status} {answer}"


def new_scan(odds: random.Random) -> dict:
    return {
        "id": new_id(), "mode": odds.choice(["intake", "intake", "distribute"]),
        "code": odds.choice([PIECE, CASE]), "quantity": odds.randint(1, 9),
        "station": f"table-{odds.randint(1, 4)}", "at": "2026-11-21T10:02:03-05:00",
    }


class Scanning:
    """What became of every scan, over all runs."""

    def __init__(self, seed: int):
        self._odds = random.Random(seed)
        self._lock = threading.Lock()
        # Number in the journal by id.
        self.acknowledged: dict[str, int] = {}
        # Sent, and no answer came: recorded or not.
        self.unanswered: list[dict] = []
        self.answers: Counter[int] = Counter()
        self.last_problem: tuple[str, dict] = ("", {})

    def run(self, hub: Hub, token: str, seconds: float, until=lambda: False) -> None:
        """Scans from all stations until the time is up, `until` holds, or the hub is gone."""
        over = threading.Event()
        stations = [
            threading.Thread(
                target=self._station, args=(hub, token, random.Random(self._odds.random()), over))
            for _ in range(STATIONS)
        ]
        for station in stations:
            station.start()
        ticks = int(seconds / 0.01) + 1
        while ticks > 0 and not until() and any(station.is_alive() for station in stations):
            over.wait(0.01)
            ticks -= 1
        over.set()
        for station in stations:
            station.join()

    def _station(self, hub: Hub, token: str, odds: random.Random, over: threading.Event) -> None:
        client = Client(hub, token)
        while not over.is_set():
            scan = new_scan(odds)
            try:
                status, headers, body = client.call("POST", "/api/v1/scans", scan)
            except NO_ANSWER:
                with self._lock:
                    self.unanswered.append(scan)
                return
            self._note(scan, status, headers, body)

    def _note(self, scan: dict, status: int, headers, body: bytes) -> None:
        answer = http_json(body)
        with self._lock:
            self.answers[status] += 1
            if status == 201:
                self.acknowledged[scan["id"]] = answer["seq"]
            else:
                self.last_problem = (headers.get_content_type(), answer)

    def send_again(self, hub: Hub, token: str) -> None:
        """Sends what was not answered, unchanged, until each is acknowledged."""
        client = Client(hub, token)
        for scan in self.unanswered:
            status, answer = client.post("/api/v1/scans", scan)
            assert status in (200, 201), f"sent again: {status} {answer}"
            self.acknowledged[scan["id"]] = answer["seq"]
        self.unanswered.clear()

    def missing(self, numbers: dict[str, int]) -> list[str]:
        """Acknowledged scans that are not in the journal under the number they were given."""
        return [scan for scan, number in self.acknowledged.items() if numbers.get(scan) != number]


def http_json(body: bytes) -> dict:
    """The object in an answer's body; empty where it is none."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
