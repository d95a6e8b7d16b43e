"""What is measured, each figure against its threshold."""
import functools, json, os, re, socket, sqlite3, statistics, subprocess, tempfile, time, uuid
from hub import command, hub

HERE = os.path.dirname(os.path.abspath(__file__))
SECONDS = 2
ROUNDS = 7


def figure(name, value, unit, threshold, at_most=False):
    held = value <= threshold if at_most else value >= threshold
    word = "at most" if at_most else "at least"
    number = f"{value:.0f}" if value >= 1000 else f"{value:.4g}"
    print(f"{name}: {number} {unit} ({word} {threshold}){'' if held else '  MISSED'}", flush=True)
    return held


def load(hub, place, items, clients, run):
    """Scans over HTTP for some seconds; returns scans a second and the 99th percentile in milliseconds."""
    environment = dict(
        os.environ, BENCH_PLACE=place, BENCH_TOKEN=hub.token, BENCH_ITEMS=str(items), BENCH_RUN=str(run))
    before = hub.entries()
    # As a batch, it does not push the hub off its core with each answer; clients elsewhere cannot either.
    generator = ["chrt", "--batch", "0", "wrk", "-t1", f"-c{clients}", f"-d{SECONDS}s"]
    script = os.path.join(HERE, "scans.lua")
    out = subprocess.run(
        [*generator, "-s", script, f"http://{hub.address}/"],
        env=environment, check=True, capture_output=True, text=True).stdout
    scans, seconds, p99, errors = re.search(r"scans (\d+) seconds ([\d.]+) p99us (\d+) errors (\d+)", out).groups()
    if int(errors):
        raise SystemExit(f"{errors} scans were refused:\n{out}")
    # What was under way at the end may have been recorded and not answered.
    if not 0 <= hub.entries() - before - int(scans) <= clients:
        raise SystemExit(f"of {scans} scans, {hub.entries() - before} are in the journal")
    return int(scans) / float(seconds), int(p99) / 1000


def commits_a_second(folder):
    """One commit an insert at synchronous=FULL, on the disk the hub is on, rows as long as a scan's entry."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        database = sqlite3.connect(os.path.join(scratch, "baseline.sqlite"), isolation_level=None)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, id BLOB UNIQUE, body TEXT)")
        body, count, began = "x" * 600, 0, time.perf_counter()
        while time.perf_counter() - began < SECONDS / 2:
            database.execute("INSERT INTO entry VALUES (?, ?, ?)", (count + 1, uuid.uuid4().bytes, body))
            count += 1
        database.close()
        return count / (SECONDS / 2)


def scans():
    """In rounds, each between two looks at the disk, of which the middle one counts: machines are noisy."""
    held = True
    with hub() as running:
        place, codes = running.pantry()
        for clients, least in ((8, 1.3), (64, 2.5)):
            ratios, tails = [], []
            for number in range(ROUNDS):
                before = commits_a_second(running.data)
                rate, p99 = load(running, place, len(codes), clients, clients * ROUNDS + number)
                baseline = (before + commits_a_second(running.data)) / 2
                print(f"scans {clients} clients: {rate:.0f} scans/s, one commit an insert: {baseline:.0f} inserts/s")
                ratios.append(rate / baseline)
                tails.append(p99)
            held &= figure(
                f"scans {clients} clients against one commit an insert", statistics.median(ratios), "times", least)
            if clients == 64:
                held &= figure("scans 64 clients p99", statistics.median(tails), "ms", 20, at_most=True)
    return held


def start():
    """Start to ready with 100,000 entries, and memory after 10,000 scans more."""
    with hub() as running:
        place, codes = running.pantry()
        rows = "".join(f"2026-01-01T00:00:00Z,{codes[n % len(codes)]},1,{place},s{n}\n" for n in range(100_000))
        file = os.path.join(running.data, "scans.csv")
        with open(file, "w") as out:
            out.write("at,code,quantity,place,station\n" + rows)
        command(running.data, "reconcile", "--scans", file)
        running.stop()
        running.start()
        held = figure("start to ready with 100,000 entries", running.seconds_to_ready, "s", 0.5, at_most=True)
        scanned, run = 0, 0
        while scanned < 10_000:
            rate, _ = load(running, place, len(codes), 8, run)
            scanned, run = scanned + rate * SECONDS, run + 1
        return held & figure("memory after 10,000 scans", running.memory_megabytes(), "MB", 100, at_most=True)


def labels():
    """Drawn and encoded, on one core; the rivals draw and encode the same label right after."""
    lines = run_label_benchmark()
    held, rates = True, {}
    least = {"label 50x30 tspl": 2000, "label 101.6x152.4 zpl": 500}
    for line in lines:
        name, value, unit = re.match(r"(.+): (\d+) (.+)", line).groups()
        if unit == "labels/s":
            rates[name] = int(value)
            held &= figure(name, int(value), unit, least.get(name, 0))
        else:
            held &= figure(name, int(value), unit, 2048, at_most=True)
    for rival, ours in (("python-escpos", "label 58 escpos"), ("brother_ql", "label 62x29 brother")):
        rate = rivals()[rival]
        print(f"{rival}: {rate:.0f} labels/s")
        held &= figure(f"{ours} against {rival}", rates[ours] / rate, "times", 1)
    return held


def run_label_benchmark():
    build = ["swift", "build", "-c", "release", "--package-path", HERE, "--product", "LabelBenchmark"]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    folder = subprocess.run([*build, "--show-bin-path"], check=True, capture_output=True, text=True).stdout.strip()
    program = [os.path.join(folder, "LabelBenchmark"), os.path.join(HERE, "Layouts")]
    return subprocess.run(program, check=True, capture_output=True, text=True).stdout.splitlines()


@functools.cache
def rivals():
    """Labels a second of each, in an environment of its own that this makes once."""
    environment = os.path.join(HERE, ".venv")
    wanted = os.path.join(HERE, "requirements.txt")
    ready = os.path.join(environment, "ready")
    if not os.path.exists(ready) or os.path.getmtime(ready) < os.path.getmtime(wanted):
        subprocess.run(["/usr/bin/python3", "-m", "venv", environment], check=True)
        pip = os.path.join(environment, "bin", "pip")
        subprocess.run([pip, "install", "--quiet", "--requirement", wanted], check=True)
        open(ready, "w").close()
    find = ["fc-match", "--format", "%{file}", "Noto Sans:bold"]
    font = subprocess.run(find, check=True, capture_output=True, text=True).stdout
    out = subprocess.run(
        [os.path.join(environment, "bin", "python"), os.path.join(HERE, "peers.py"), font],
        check=True, capture_output=True, text=True).stdout
    return {name: float(rate) for name, rate in re.findall(r"(.+): ([\d.]+) labels/s", out)}


def printing():
    """From the request for one label to its last byte at a virtual USB printer, whose status is asked before and after."""
    bed = os.path.join(os.path.dirname(HERE), "VirtualPrinter", "bed.py")
    with tempfile.TemporaryDirectory() as folder:
        plan, control = os.path.join(folder, "bed.json"), os.path.join(folder, "control")
        last = "PRINT 1,1\r\n"
        with open(plan, "w") as file:
            json.dump({"printers": [{"answers": {"\x1b!?": "\0"}, "stamp": last}]}, file)
        within = ["umockdev-wrapper", "/usr/bin/python3", bed, "--control", control, plan, "--"]
        with hub(within) as running:
            running.call("POST", "/api/v1/printers", {
                "name": "P", "device": "usb:", "language": "tspl", "media": "50x30", "dpi": 203})
            delays = [delay(running, control) for _ in range(50)]
    return figure("request to last byte on USB", statistics.median(delays[5:]) * 1000, "ms", 10, at_most=True)


def delay(running, control):
    """Seconds that one label takes; the next is asked for when the hub is done with this one."""
    job = {"id": str(uuid.uuid4()), "printer": "P", "layout": "lot", "copies": 1, "fields": {"name": "Rice"}}
    asked = time.monotonic()
    running.call("POST", "/api/v1/print-jobs", job)
    until = time.monotonic() + 30
    while (state := running.call("GET", f"/api/v1/print-jobs/{job['id']}")["state"]) in ("queued", "printing"):
        if time.monotonic() > until:
            raise SystemExit("the label was not printed")
    if state != "printed":
        raise SystemExit(f"the label ended as {state}")
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(control)
        line.sendall(b'{"do": "report"}\n')
        return json.loads(line.makefile().readline())["stamped"] - asked


ALL = {"labels": labels, "printing": printing, "start": start, "scans": scans}
