"""A hub on a throw-away directory, for as long as a measurement lasts."""
import contextlib, http.client, json, os, re, shutil, signal, subprocess, tempfile, time, uuid


class Hub:
    def __init__(self, program, data):
        self.program, self.data = program, data
        self.token = self.command("token", "create", "--role", "coordinator", "--name", "bench").strip()

    def command(self, *words):
        words = [self.program.binary, *words, "--data", self.data]
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout

    def start(self, within=()):
        """Starts it, as the last words of another command where one is given."""
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [*within, self.program.binary, "serve", "--data", self.data, "--port", "0"], stdout=subprocess.PIPE, text=True,
            start_new_session=True)
        for line in self.process.stdout:
            found = re.search(r"ready at http://([^/]+)/", line)
            if found:
                self.address = found.group(1)
                self.seconds_to_ready = time.perf_counter() - began
                return self
        raise SystemExit("the hub did not start")

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(30)

    def call(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.address)
        connection.request(method, path, None if body is None else json.dumps(body), {
            "Authorization": "Bearer " + self.token, "Content-Type": "application/json"})
        answer = connection.getresponse()
        content = json.loads(answer.read())
        if answer.status not in (200, 201):
            raise SystemExit(f"{method} {path}: {answer.status} {content}")
        return content

    def entries(self):
        """How many the journal has."""
        return self.call("GET", "/health")["seq"]

    def memory_megabytes(self):
        """Resident memory at its peak."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) / 1024

    def pantry(self, items=200):
        """Items and one bin; returns the bin's id and the items' codes."""
        place = self.call("POST", "/api/v1/places", {"id": str(uuid.uuid4()), "name": "A1", "kind": "bin"})["id"]
        codes = []
        for number in range(items):
            codes.append(f"BENCH-{number:03}")
            self.call("POST", "/api/v1/items", {
                "id": str(uuid.uuid4()), "name": f"Item {number}", "measure": "each", "codes": [{"code": codes[-1]}]})
        return place, codes


@contextlib.contextmanager
def hub(program, within=()):
    data = tempfile.mkdtemp(prefix="larder-bench-", dir=os.environ.get("BENCH_DISK"))
    hub = Hub(program, data)
    try:
        yield hub.start(within)
    finally:
        hub.stop()
        shutil.rmtree(data)
