"""A hub after years of scans: millions of entries, thousands of places, an item of 100,000 lots."""
import http.client, json, os, random, statistics, subprocess, time, uuid

ITEMS, PLACES, LOTS = 2_000, 10_000, 100_000
LINES = 5_000


class LargePantry:
    """Filled by scans, as any hub is; what is named `seldom` was scanned before all others, and once more every now and then."""

    def __init__(self, running):
        self.running = running
        self.odds = random.Random(1)
        self.connection = http.client.HTTPConnection(running.address)
        self.items = [self.item(f"Item {number:04}", f"LARGE-{number}") for number in range(ITEMS)]
        self.places = [self.place(f"Bin {number:05}") for number in range(PLACES)]
        self.seldom_item, self.seldom_place = self.item("Seldom", "SELDOM"), self.place("Seldom")
        self.many = self.item("Many lots", "MANY")
        self.scans([self.seldom(number) for number in range(3)])
        self.scans([
            self.line("intake", "MANY", lotNumber=f"L{number}",
                      dateLabel={"kind": "bestBy", "date": f"20{30 + number % 60}-{1 + number % 12:02}"})
            for number in range(LOTS)])

    def item(self, name, code):
        made = self.asked("POST", "/api/v1/items", {
            "id": str(uuid.uuid4()), "name": name, "measure": "each", "unitWeightGrams": 400, "codes": [{"code": code}]})
        return made["id"]

    def place(self, name):
        return self.asked("POST", "/api/v1/places", {"id": str(uuid.uuid4()), "name": name, "kind": "bin"})["id"]

    def seldom(self, number):
        return self.line("intake", "SELDOM", place=self.seldom_place)

    def line(self, mode, code, **more):
        return {"id": str(uuid.UUID(int=self.odds.getrandbits(128), version=4)), "mode": mode, "code": code, **more}

    def fill(self, entries):
        """Scans items at random into and out of random places, until the journal is that long."""
        while (left := entries - self.running.entries()) > 0:
            lines = []
            for _ in range(min(left, 20 * LINES)):
                number = self.odds.randrange(ITEMS)
                # Each item has its own few places, as on shelves.
                place = self.places[(number * 7 + self.odds.randrange(10)) % PLACES]
                more = {"dateLabel": {"kind": "bestBy", "date": f"2027-{self.odds.randint(1, 12):02}"}}
                mode = "intake" if self.odds.random() < 0.6 else "distribute"
                lines.append(self.line(mode, f"LARGE-{number}", place=place, **(more if mode == "intake" else {})))
            lines[0] = self.seldom(0)
            self.scans(lines)

    def scans(self, lines):
        for start in range(0, len(lines), LINES):
            body = "".join(json.dumps(line) + "\n" for line in lines[start:start + LINES])
            answer = self.asked("POST", "/api/v1/scans/batch", body, "application/x-ndjson")
            refused = [line for line in answer.splitlines() if b'"recorded"' not in line]
            if refused:
                raise SystemExit(f"a scan was refused: {refused[0]}")

    def asked(self, method, path, body=None, kind="application/json"):
        """The answer; JSON where it was asked with JSON."""
        is_json = kind == "application/json"
        self.connection.request(method, path, json.dumps(body) if body is not None and is_json else body, {
            "Authorization": "Bearer " + self.running.token, "Content-Type": kind, "Accept": "text/html"})
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status not in (200, 201):
            raise SystemExit(f"{method} {path}: {answer.status} {content[:200]}")
        return json.loads(content) if is_json and method == "POST" else content

    def pages(self):
        """Milliseconds of each page of stock: the middle one of seven."""
        often, place = self.items[7], self.places[49]
        paths = {
            "/stock": "/stock", "/stock by place": "/stock?by=place", "/stock of a word": "/stock?query=item+19",
            "/stock by category": "/stock?by=category", "/stock by programme": "/stock?by=programme",
            "/use-first": "/use-first", "/low": "/low", "/history": "/history", "/history of a word": "/history?query=item+19",
            "an item's page": f"/items/{often}", "a seldom used item's page": f"/items/{self.seldom_item}",
            "the page of an item of many lots": f"/items/{self.many}",
            "a place's page": f"/places/{place}", "a seldom used place's page": f"/places/{self.seldom_place}",
            "an item": f"/api/v1/items/{often}", "a place": f"/api/v1/places/{place}",
            "stock": "/api/v1/stock?limit=100", "stock of an item": f"/api/v1/stock?item={often}&limit=100",
            "stock of an item of many lots": f"/api/v1/stock?item={self.many}&limit=100",
            "stock of a place": f"/api/v1/stock?place={place}&limit=100",
        }
        return {name: statistics.median(self.milliseconds("GET", path) for _ in range(7)) for name, path in paths.items()}

    def milliseconds(self, *words):
        began = time.perf_counter()
        self.asked(*words)
        return (time.perf_counter() - began) * 1000

    def hand_outs(self):
        """Milliseconds of a hand-out of the item of many lots: the middle one of nine."""
        return statistics.median(
            self.milliseconds("POST", "/api/v1/scans", self.line("distribute", "MANY", quantity=3)) for _ in range(9))


def verified(program, data):
    """Entries a second of `larder verify` with no hub running, and its memory in MB."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [program.binary, "verify", "--json", "--data", data], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"verify: {said[:500]}")
    return json.loads(said)["entries"] / (time.perf_counter() - began), used.ru_maxrss / 1024
