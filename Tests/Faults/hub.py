"""One hub under test: its process, its command line, its API."""

import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator

BINARY = os.environ.get("LARDER_BINARY", "")
READY_SECONDS = 30
STOP_SECONDS = 30
ANSWER_SECONDS = 20


def new_id() -> str:
    """A version 7 UUID: 48 bits of milliseconds, then chance."""
    milliseconds = time.time_ns() // 1_000_000
    chance = uuid.uuid4().int & ((1 << 76) - 1)
    number = milliseconds << 80 | 7 << 76 | chance
    return str(uuid.UUID(int=number & ~(0b11 << 62) | 0b10 << 62))


class Hub:
    def __init__(self, data: pathlib.Path):
        self.data = data
        self.port = 0
        self.process: subprocess.Popen | None = None
        self._log = tempfile.TemporaryFile()

    # Process

    def start(self, environment: dict[str, str] | None = None) -> bool:
        """Whether the hub got as far as being ready."""
        self.process = subprocess.Popen(
            [BINARY, "serve", "--data", self.data, "--host", "127.0.0.1", "--port", "0"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._log, text=True,
            env={**os.environ, **(environment or {})})
        late = threading.Timer(READY_SECONDS, self.process.kill)
        late.start()
        ready = None
        for line in self.process.stdout:
            ready = re.search(r"Larder is ready at http://127\.0\.0\.1:(\d+)/", line)
            if ready:
                self.port = int(ready.group(1))
                break
        late.cancel()
        if ready:
            threading.Thread(target=_drain, args=(self.process.stdout,), daemon=True).start()
        else:
            self.process.wait()
        return ready is not None

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """The exit status after SIGTERM."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def wait(self) -> int:
        return self.process.wait(STOP_SECONDS)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def said(self) -> str:
        """The end of what the hub wrote to standard error."""
        return self.log[-2_000:]

    @property
    def log(self) -> str:
        """All of it."""
        self._log.seek(0)
        return self._log.read().decode(errors="replace")

    # Command line

    def command(self, *words: str, environment: dict[str, str] | None = None):
        """Runs one command on the hub's data."""
        return subprocess.run(
            [BINARY, *words], capture_output=True, text=True, timeout=60,
            env={**os.environ, "LARDER_DATA": str(self.data), **(environment or {})})

    def token(self) -> str:
        made = self.command("token", "create", "--role", "coordinator", "--name", "faults")
        if made.returncode != 0:
            raise AssertionError(f"no token: {made.stderr}")
        return re.findall(r"\S{16,}", made.stdout)[-1]


def _drain(lines) -> None:
    for _ in lines:
        pass


class Client:
    """One connection to a hub, opened when it is first needed."""

    def __init__(self, hub: Hub, token: str):
        self._connection = http.client.HTTPConnection(
            "127.0.0.1", hub.port, timeout=ANSWER_SECONDS)
        self._headers = {"Authorization": f"Bearer {token}"}

    def call(self, method: str, path: str, body=None) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Status, headers and body; OSError or HTTPException where no answer came."""
        headers = dict(self._headers)
        if isinstance(body, bytes):
            headers["Content-Type"] = "application/octet-stream"
        elif body is not None:
            body = json.dumps(body)
            headers["Content-Type"] = "application/json"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def get(self, path: str) -> tuple[int, bytes]:
        status, _, body = self.call("GET", path)
        return status, body

    def post(self, path: str, body) -> tuple[int, dict]:
        status, _, answer = self.call("POST", path, body)
        return status, json.loads(answer)

    def journal(self) -> Iterator[dict]:
        """Every entry, in order."""
        after = 0
        while True:
            status, page = self.get(f"/api/v1/journal?after={after}&limit=1000")
            if status != 200:
                raise AssertionError(f"the journal answers {status}: {page[:200]!r}")
            entries = [json.loads(line) for line in page.splitlines() if line]
            if not entries:
                return
            yield from entries
            after = entries[-1]["seq"]
