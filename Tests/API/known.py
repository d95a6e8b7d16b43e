"""For each operation that needs something to be there, a request that is known to be right.

What a request names is made just before it: what the requests that schemathesis makes up do to the hub cannot take it away.
"""

import csv
import datetime
import io
import json
import struct
import threading
import uuid
import zlib

from hub import Client, new_id

ROOT = "/api/v1"


def _png(width: int, height: int) -> bytes:
    """A grey picture."""
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    rows = (b"\0" + b"\x80" * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Thing:
    """Makes what requests speak of, over the API."""

    def __init__(self, hub, token: str):
        self._client = Client(hub, token)
        self._numbers = iter(range(10_000))
        self.lock = threading.Lock()

    def ask(self, method: str, path: str, body=None):
        status, _, answer = self._client.call(method, ROOT + path, body)
        if status >= 300:
            raise AssertionError(f"{method} {path} answers {status}: {answer[:300]!r}")
        return json.loads(answer) if answer else None

    def post(self, path: str, **body) -> dict:
        return self.ask("POST", path, {"id": new_id(), **body})

    def name(self) -> str:
        return f"known {next(self._numbers)}"

    def item(self, **more) -> str:
        return self.post("/items", name=self.name(), **more)["id"]

    def pictured(self) -> dict:
        """An item that has a picture."""
        return self.ask("PUT", f"/items/{self.item()}/picture", _png(40, 30))

    def place(self) -> dict:
        return self.post("/places", name=self.name(), kind="bin")

    def code(self) -> str:
        return f"KNOWN-{uuid.uuid4().hex[:12].upper()}"

    def scan(self, **more) -> dict:
        """A scan of a known item's code."""
        code = self.code()
        self.item(codes=[{"code": code}])
        return self.post("/scans", mode="intake", code=code, **more)

    def lot(self) -> str:
        return self.scan()["lots"][0]["lot"]

    def unresolved(self) -> str:
        return self.post("/scans", mode="intake", code=self.code())["id"]

    def source(self) -> str:
        name = self.name()
        self.scan(source=name)
        return next(row["id"] for row in self.ask("GET", "/sources") if row["name"] == name)

    def count(self) -> str:
        return self.post("/counts", place=self.place()["id"])["id"]

    def roll(self) -> dict:
        return self.post("/label-codes", count=2)

    def bound(self) -> str:
        """A roll's label that stands for an item."""
        code = self.roll()["codes"][0]
        self.post(f"/label-codes/{code}/binding", item=self.item())
        return code

    def printer(self) -> str:
        return self.ask("POST", "/printers", {"name": self.name(), "device": "picture:", "language": "png"})["name"]

    def paused(self) -> str:
        """A printer that begins nothing."""
        name = self.printer()
        self.ask("PUT", f"/printers/{name.replace(' ', '%20')}/pause")
        return name

    def job(self, printer: str | None = None) -> str:
        return self.post("/print-jobs", printer=printer or self.paused())["id"]

    def cancelled(self) -> str:
        job = self.job()
        self.ask("POST", f"/print-jobs/{job}/cancellation")
        return job

    def printed(self) -> str:
        """A job whose picture is there."""
        job = self.job(self.printer())
        return self.when(job, "printed")

    def when(self, job: str, state: str) -> str:
        waits = threading.Event()
        for _ in range(200):
            if self.ask("GET", f"/print-jobs/{job}")["state"] == state:
                return job
            waits.wait(0.05)
        raise AssertionError(f"no job is {state}")

    def batch(self) -> str:
        return self.post("/print-batches", printer=self.paused(), labels=[{}])["id"]

    def webhook(self) -> str:
        """A hub has 20 at most, so those before it go."""
        for old in self.ask("GET", "/webhooks"):
            self.ask("DELETE", f"/webhooks/{old['id']}")
        return self.post("/webhooks", url="https://example.org/larder")["id"]

    def device(self) -> str:
        return self.ask("POST", "/tokens", {"role": "viewer", "name": self.name()})["id"]

    def secret(self) -> str:
        return self.ask("POST", "/links", {"role": "viewer", "name": self.name()})["secret"]

    def closed(self) -> str:
        self.ask("POST", f"/days/{TODAY}/closing", {"clockIsRight": True})
        return TODAY


TODAY = datetime.datetime.now(datetime.timezone.utc).date().isoformat()


def _csv(*rows) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def right(make: Thing) -> dict:
    """Of each operation: what is in its path, and its body where it needs one."""
    id = new_id
    return {
        "POST /items": lambda: ({}, {"id": id(), "name": make.name(), "measure": "each"}),
        "POST /places": lambda: ({}, {"id": id(), "name": make.name(), "kind": "bin"}),
        "POST /scans": lambda: ({}, {"id": id(), "mode": "intake", "code": make.code(), "quantity": 1}),
        "GET /items/{id}": lambda: ({"id": make.item()}, None),
        "PUT /items/{id}": lambda: (lambda item: ({"id": item}, {"id": item, "name": make.name()}))(make.item()),
        "PATCH /items/{id}": lambda: ({"id": make.item()}, {"name": make.name()}),
        "GET /items/{id}/picture": lambda: ({"id": make.pictured()["id"]}, None),
        "PUT /items/{id}/picture": lambda: ({"id": make.item()}, _png(400, 300)),
        "DELETE /items/{id}/picture": lambda: ({"id": make.pictured()["id"]}, None),
        "GET /pictures/{hash}": lambda: ({"hash": make.pictured()["picture"]}, None),
        "POST /item-joins": lambda: ({}, {"id": id(), "item": make.item(), "into": make.item()}),
        "PUT /codes/{code}": lambda: ({"code": make.code()}, {"id": id(), "item": make.item()}),
        "DELETE /codes/{code}": lambda: ({"code": make.code()}, {"id": id()}),
        "POST /item-imports": lambda: ({}, _csv(["item", "name"], [make.name(), "Beans"])),
        "GET /places/{id}": lambda: ({"id": make.place()["labelCode"]}, None),
        "PATCH /places/{id}": lambda: ({"id": make.place()["id"]}, {"name": make.name()}),
        "POST /places/{id}/retirement": lambda: ({"id": make.place()["id"]}, {"id": id()}),
        "POST /movements/{id}/reversal": lambda: ({"id": make.scan()["id"]}, {"id": id()}),
        "PATCH /lots/{id}": lambda: ({"id": make.lot()}, {"lotNumber": make.name()}),
        "GET /unresolved/{id}/resolution": lambda: ({"id": make.unresolved()}, None),
        "POST /unresolved/{id}/resolution": lambda: ({"id": make.unresolved()}, {"id": id(), "item": make.item()}),
        "POST /counts": lambda: ({}, {"id": id(), "place": make.place()["id"]}),
        "GET /counts/{id}": lambda: ({"id": make.count()}, None),
        "DELETE /counts/{id}": lambda: ({"id": make.count()}, None),
        "POST /counts/{id}/lines": lambda: ({"id": make.count()}, {"id": id(), "item": make.item(), "quantity": 3}),
        "POST /counts/{id}/completion": lambda: ({"id": make.count()}, {"id": id()}),
        "POST /reconciliations": lambda: ({}, _csv(
            ["at", "code", "quantity", "place", "station"], [f"{TODAY}T00:00:01Z", make.code(), "1", "", ""])),
        "GET /days/{date}": lambda: ({"date": TODAY}, None),
        "POST /days/{date}/closing": lambda: ({"date": TODAY}, {"clockIsRight": True}),
        "POST /days/{date}/reopening": lambda: ({"date": make.closed()}, {}),
        "PUT /time-zone": lambda: ({}, {"timeZone": "UTC"}),
        "GET /labels/{code}": lambda: ({"code": make.place()["labelCode"]}, None),
        "POST /label-sheets": lambda: ({}, {"sheet": "5160", "labels": [{"code": make.place()["labelCode"]}]}),
        "POST /labels": lambda: ({}, {"lot": make.lot()}),
        "POST /label-codes": lambda: ({}, {"id": id(), "count": 2}),
        "GET /label-codes/{code}": lambda: ({"code": make.roll()["codes"][0]}, None),
        "POST /label-codes/{code}/binding": lambda: (
            {"code": make.roll()["codes"][0]}, {"id": id(), "item": make.item()}),
        "POST /label-codes/{code}/replacement": lambda: ({"code": make.bound()}, {"id": id()}),
        "POST /printers": lambda: ({}, {"name": make.name(), "device": "picture:", "language": "png"}),
        "GET /printers/{name}": lambda: ({"name": make.printer()}, None),
        "PATCH /printers/{name}": lambda: ({"name": make.printer()}, {"dpi": 300}),
        "DELETE /printers/{name}": lambda: ({"name": make.printer()}, None),
        "POST /printers/{name}/calibrations": lambda: ({"name": make.printer()}, {"left": 1}),
        "PUT /printers/{name}/pause": lambda: ({"name": make.printer()}, None),
        "DELETE /printers/{name}/pause": lambda: ({"name": make.paused()}, None),
        "POST /print-jobs": lambda: ({}, {"id": id(), "printer": make.printer(), "code": make.place()["labelCode"]}),
        "GET /print-jobs/{id}": lambda: ({"id": make.job()}, None),
        "GET /print-jobs/{id}/picture": lambda: ({"id": make.printed()}, None),
        "POST /print-jobs/{id}/cancellation": lambda: ({"id": make.job()}, None),
        "POST /print-jobs/{id}/reprint": lambda: ({"id": make.cancelled()}, {"id": id()}),
        "POST /print-jobs/{id}/turn": lambda: ({"id": make.job()}, {"to": "first"}),
        "PUT /print-jobs/{id}/printer": lambda: ({"id": make.job()}, {"printer": make.paused()}),
        "POST /print-batches": lambda: ({}, {"id": id(), "printer": make.paused(), "labels": [{}, {"copies": 2}]}),
        "GET /print-batches/{id}": lambda: ({"id": make.batch()}, None),
        "POST /print-batches/{id}/cancellation": lambda: ({"id": make.batch()}, None),
        "POST /print-batches/{id}/confirmation": lambda: ({"id": make.batch()}, {}),
        "DELETE /sources/{id}/name": lambda: ({"id": make.source()}, None),
        "POST /webhooks": lambda: ({}, {"url": "https://example.org/larder"}),
        "DELETE /webhooks/{id}": lambda: ({"id": make.webhook()}, None),
        "POST /webhooks/{id}/retries": lambda: ({"id": make.webhook()}, None),
        "DELETE /devices/{id}": lambda: ({"id": make.device()}, None),
        "POST /sessions": lambda: ({}, {"secret": make.secret()}),
    }
