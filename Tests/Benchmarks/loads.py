"""What a hub holds while others strain it."""
import contextlib, http.client, os, socket, subprocess, sys, threading
from figures import figure, load, medians
from hub import hub
from program import ROOT

IDLE, CLIENTS, FEEDS, LINES = 1_000, 50, 500, 1_000_000
DRAWERS, ROUNDS = 4, 5
# Reads what comes on descriptors named in its arguments and throws it away, when nobody else wants the processor.
DRAIN = """
import os, selectors, sys
os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
lines = selectors.DefaultSelector()
for number in map(int, sys.argv[1:]):
    lines.register(number, selectors.EVENT_READ)
while lines.get_map():
    for key, _ in lines.select():
        if not os.read(key.fd, 1 << 20):
            lines.unregister(key.fd)
"""


def idle(programs):
    """Connections that say nothing, half of them from one address, beside devices that scan."""
    tails = []
    for program in programs:
        with hub(program) as running, contextlib.ExitStack() as stack:
            place, codes = running.pantry()
            for n in range(IDLE):
                line = stack.enter_context(socket.socket())
                line.bind(("127.0.0.2" if n % 2 else elsewhere(n), 0))
                line.settimeout(5)
                with contextlib.suppress(OSError):
                    line.connect(address(running))
            tails.append(load(running, place, len(codes), CLIENTS, 1)[1])
    return figure(f"p99 of {CLIENTS} clients beside {IDLE} silent connections", tails, "ms", 500, at_most=True)


def feeds(programs):
    """Scans a second while the hub's events go to many pages, against those while nobody listens."""
    kept = []
    for program in programs:
        with hub(program) as running:
            place, codes = running.pantry()
            ratios = []
            for number in range(ROUNDS):
                alone, _ = load(running, place, len(codes), 8, 2 * number)
                with listening(running):
                    ratios.append(load(running, place, len(codes), 8, 2 * number + 1)[0] / alone)
            kept.append(ratios)
    return figure(f"scans with {FEEDS} feeds against none", medians(kept), "times", 0.8)


@contextlib.contextmanager
def listening(running):
    with contextlib.ExitStack() as stack:
        lines = []
        for n in range(FEEDS):
            line = stack.enter_context(socket.create_connection(address(running), source_address=(elsewhere(n), 0)))
            line.sendall(
                f"GET /api/v1/feed HTTP/1.1\r\nHost: {running.address}\r\nAuthorization: Bearer {running.token}\r\n\r\n".encode())
            reply = line.recv(4_096)
            if b" 200 " not in reply:
                raise SystemExit(f"feed {n} was refused: {reply}")
            lines.append(line)
        numbers = [line.fileno() for line in lines]
        drain = subprocess.Popen([sys.executable, "-c", DRAIN, *map(str, numbers)], pass_fds=numbers)
        try:
            yield
        finally:
            drain.kill()
            drain.wait()


def drawing(programs):
    """The slowest scans while a viewer has labels drawn as finely as the hub will."""
    tails = []
    for program in programs:
        with hub(program) as running:
            place, codes = running.pantry()
            code = next(row["labelCode"] for row in running.call("GET", "/api/v1/places") if row["id"] == place)
            paths = [f"/api/v1/labels/{code}?layout=bin&media=101.6x152.4&dpi={dpi}&as={form}"
                     for dpi in (600, 1200) for form in ("png", "pdf")]
            over, drawn = threading.Event(), []
            drawers = [threading.Thread(target=draw, args=(running, paths, over, drawn)) for _ in range(DRAWERS)]
            for drawer in drawers:
                drawer.start()
            tails.append(max(load(running, place, len(codes), 8, number)[1] for number in range(ROUNDS)))
            over.set()
            for drawer in drawers:
                drawer.join()
            print(f"labels drawn meanwhile: {drawn.count(200)}, put off: {len(drawn) - drawn.count(200)}")
            if not drawn.count(200):
                raise SystemExit("no label was drawn")
    return figure("p99 of scans while labels are drawn", tails, "ms", 50, at_most=True)


def draw(running, paths, over, drawn):
    while not over.is_set():
        connection = http.client.HTTPConnection(running.address, timeout=60)
        connection.request("GET", paths[len(drawn) % len(paths)], headers={"Authorization": f"Bearer {running.token}"})
        reply = connection.getresponse()
        reply.read()
        drawn.append(reply.status)
        connection.close()


def lines(programs):
    """Memory that a million lines without anything in them take, as scans and as a file."""
    growth = []
    for program in programs:
        with hub(program) as running:
            before = running.memory_megabytes()
            for path, kind, text in (
                ("/api/v1/scans/batch", "application/x-ndjson", b"{}\n" * LINES),
                ("/api/v1/reconciliations", "text/csv", b"at,code,quantity,place,station\n" + b",,,,\n" * (LINES // 2)),
            ):
                connection = http.client.HTTPConnection(running.address, timeout=600)
                connection.request("POST", path, text, {"Authorization": f"Bearer {running.token}", "Content-Type": kind})
                reply = connection.getresponse()
                while reply.read(1 << 20):
                    pass
                print(f"{path}, lines of nothing: {reply.status}")
                connection.close()
            growth.append(running.memory_megabytes() - before)
    return figure("memory that a million empty lines take", growth, "MB", 100, at_most=True)


def faults(programs):
    """Kills, power cuts and damaged logs (Tests/Faults): nothing acknowledged is lost, or what is lost is said."""
    trials = {"LARDER_KILLS": "50", "LARDER_CUTS": "40", "LARDER_DAMAGES": "40"}
    run = subprocess.run(
        [sys.executable, os.path.join(ROOT, "Tests", "Faults", "run"), "killed", "power_cut", "damaged"], capture_output=True,
        text=True, env=os.environ | trials | {"LARDER_BINARY": programs[0].binary})
    print(run.stdout, end="")
    kills, cuts, damages = trials.values()
    name = f"faults of {kills} kills, {cuts} power cuts, {damages} damaged logs"
    return figure(name, run.stdout.count("FAILED"), "failed", 0, at_most=True) and run.returncode == 0


def elsewhere(n):
    """One of many addresses of this machine."""
    return f"127.0.{1 + n // 200}.{1 + n % 200}"


def address(running):
    host, port = running.address.rsplit(":", 1)
    return host, int(port)


USUAL = {"idle": idle, "feeds": feeds, "drawing": drawing, "lines": lines, "faults": faults}
