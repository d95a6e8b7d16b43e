"""Files of a few bytes a line, and what reading them takes of the hub's memory."""

import http.client
import pathlib

from hub_case import HubCase

# MiB above what the hub held before: the file itself, three times at the most, and its report.
MOST = 64
NDJSON, CSV = "application/x-ndjson", "text/csv"
FILES = {
    "a hundred thousand empty objects": ("scans/batch", NDJSON, b"{}\n" * 100_000),
    "a million empty objects": ("scans/batch", NDJSON, b"{}\n" * 1_000_000),
    "a line of five million numbers": (
        "scans/batch", NDJSON, b'{"a":[' + b"1," * 4_900_000 + b"1]}\n"),
    "four million empty lines": ("reconciliations", CSV, b"at,code\n" + b"\n" * 4_000_000),
    "a line of ten million fields": ("item-imports", CSV, b"name,code\n" + b"," * 9_900_000 + b"x\n"),
}


class MemoryTests(HubCase):
    def test_a_file_of_very_many_lines_takes_little_memory(self):
        self.peak_of(*FILES["four million empty lines"])  # What a hub keeps once it has read anything.
        for what, (path, kind, body) in FILES.items():
            status, grown = self.peak_of(path, kind, body)
            self.assertIn(status, (200, 413), what)
            self.assertLess(grown, MOST, what)

    def test_files_that_never_end_hold_the_memory_of_a_few(self):
        process = pathlib.Path("/proc", str(self.hub.process.pid))
        (process / "clear_refs").write_text("5")
        before = self.status("VmRSS")
        open_ones = [self.begun(9 * 2**20) for _ in range(4)]
        for _ in range(20):
            refused = self.begun(0)
            answer = refused.getresponse()
            self.assertEqual((answer.status, answer.getheader("Retry-After")), (429, "1"))
            refused.close()
        self.assertLess(self.status("VmHWM") - before, 2 * MOST)
        # A scan is no file, and the device's own scans go on meanwhile.
        self.assertEqual(self.peak_of("scans/batch", NDJSON, b"{}\n")[0], 200)
        for one in open_ones:
            one.close()
        while self.peak_of("scans/batch", NDJSON, b"{}\n" * 30_000)[0] == 429:
            pass  # The hub hears of each end in its own time.

    def begun(self, sent: int) -> http.client.HTTPConnection:
        """A file of ten million bytes of which no more than so many come."""
        connection = http.client.HTTPConnection("127.0.0.1", self.hub.port, timeout=120)
        connection.putrequest("POST", "/api/v1/scans/batch")
        for name, value in (("Authorization", f"Bearer {self.token}"), ("Content-Type", NDJSON),
                            ("Content-Length", "10000000")):
            connection.putheader(name, value)
        connection.endheaders()
        connection.send(b" " * sent)
        return connection

    def test_the_measure_sees_what_is_held(self):
        status, grown = self.peak_of("scans/batch", NDJSON, b" " * 9 * 2**20)
        self.assertEqual(status, 200)
        self.assertGreater(grown, 8, "nine MiB were held, and the measure does not show them")

    def peak_of(self, path: str, kind: str, body: bytes) -> tuple[int, int]:
        """The answer's status, and by how many MiB the hub's memory rose above what it held before."""
        process = pathlib.Path("/proc", str(self.hub.process.pid))
        (process / "clear_refs").write_text("5")  # Begins the high water mark anew.
        before = self.status("VmRSS")
        connection = http.client.HTTPConnection("127.0.0.1", self.hub.port, timeout=120)
        connection.request(
            "POST", f"/api/v1/{path}", body,
            {"Authorization": f"Bearer {self.token}", "Content-Type": kind})
        answer = connection.getresponse()
        while answer.read(65_536):
            pass
        connection.close()
        return answer.status, self.status("VmHWM") - before

    def status(self, name: str) -> int:
        """A figure of the hub's process in MiB."""
        text = pathlib.Path("/proc", str(self.hub.process.pid), "status").read_text()
        line = next(line for line in text.splitlines() if line.startswith(f"{name}:"))
        return int(line.split()[1]) // 1024
