"""What is measured, each figure against its threshold."""
import os, re, sqlite3, subprocess, tempfile, time, uuid
from hub import BINARY, command, hub

HERE = os.path.dirname(os.path.abspath(__file__))
SECONDS = 4


def figure(name, value, unit, threshold, at_most=False):
    held = value <= threshold if at_most else value >= threshold
    word = "at most" if at_most else "at least"
    print(f"{name}: {value:.4g} {unit} ({word} {threshold}){'' if held else '  MISSED'}", flush=True)
    return held


def load(hub, place, items, clients, run):
    """Scans over HTTP for some seconds; returns scans a second and the 99th percentile in milliseconds."""
    environment = dict(
        os.environ, BENCH_PLACE=place, BENCH_TOKEN=hub.token, BENCH_ITEMS=str(items), BENCH_RUN=str(run))
    out = subprocess.run(
        ["wrk", "-t1", f"-c{clients}", f"-d{SECONDS}s", "-s", os.path.join(HERE, "scans.lua"), f"http://{hub.address}/"],
        env=environment, check=True, capture_output=True, text=True).stdout
    scans, seconds, p99, errors = re.search(r"scans (\d+) seconds ([\d.]+) p99us (\d+) errors (\d+)", out).groups()
    if int(errors):
        raise SystemExit(f"{errors} scans were refused:\n{out}")
    return int(scans) / float(seconds), int(p99) / 1000


def commits_a_second(folder):
    """One commit an insert at synchronous=FULL, on the disk the hub is on, rows as long as a scan's entry."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        database = sqlite3.connect(os.path.join(scratch, "baseline.sqlite"), isolation_level=None)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, id BLOB UNIQUE, body TEXT)")
        body, count, began = "x" * 600, 0, time.perf_counter()
        while time.perf_counter() - began < SECONDS:
            database.execute("INSERT INTO entry VALUES (?, ?, ?)", (count + 1, uuid.uuid4().bytes, body))
            count += 1
        database.close()
        return count / SECONDS


def scans():
    held = True
    with hub() as running:
        place, codes = running.pantry()
        for run, (clients, least) in enumerate(((8, 1.3), (64, 2.5))):
            before = commits_a_second(running.data)
            rate, p99 = load(running, place, len(codes), clients, run + 1)
            after = commits_a_second(running.data)
            baseline = (before + after) / 2
            print(f"scans {clients} clients: {rate:.0f} scans/s, one commit an insert: {baseline:.0f} inserts/s")
            held &= figure(f"scans {clients} clients against one commit an insert", rate / baseline, "times", least)
            if clients == 64:
                held &= figure("scans 64 clients p99", p99, "ms", 20, at_most=True)
    return held


def start():
    """Start to ready with 100,000 entries, and memory after 10,000 scans more."""
    with hub() as running:
        place, codes = running.pantry()
        rows = "".join(f"2026-01-01T00:00:00Z,BENCH-{n % len(codes)},1,{place},s{n}\n" for n in range(100_000))
        file = os.path.join(running.data, "scans.csv")
        with open(file, "w") as out:
            out.write("at,code,quantity,place,station\n" + rows)
        command(running.data, "reconcile", "--scans", file)
        running.stop()
        running.start()
        held = figure("start to ready with 100,000 entries", running.seconds_to_ready, "s", 0.5, at_most=True)
        scanned, run = 0, 10
        while scanned < 10_000:
            rate, _ = load(running, place, len(codes), 8, run)
            scanned, run = scanned + rate * SECONDS, run + 1
        return held & figure("memory after 10,000 scans", running.memory_megabytes(), "MB", 100, at_most=True)


def labels():
    build = ["swift", "build", "-c", "release", "--package-path", HERE, "--product", "LabelBenchmark"]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    folder = subprocess.run([*build, "--show-bin-path"], check=True, capture_output=True, text=True).stdout.strip()
    out = subprocess.run([os.path.join(folder, "LabelBenchmark")], check=True, capture_output=True, text=True).stdout
    held = True
    least = {"label 50x30 tspl": 1000, "label 101.6x152.4 zpl": 0}
    for line in out.splitlines():
        name, value = re.match(r"(.+): (\d+) labels/s", line).groups()
        held &= figure(name, int(value), "labels/s", least[name])
    return held


ALL = {"labels": labels, "start": start, "scans": scans}
