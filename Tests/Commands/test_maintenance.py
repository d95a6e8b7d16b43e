import base64
import http.server
import json
import os
import pathlib
import shutil
import socketserver
import sqlite3
import subprocess
import tempfile
import threading
import time

from command_case import CommandCase
from hub import BINARY, Client, new_id


def triggers_off(path: pathlib.Path, change: str, *values) -> None:
    """Changes a closed hub's database behind its back."""
    database = sqlite3.connect(path)
    triggers = database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f'DROP TRIGGER "{name}"')
    database.execute(change, values)
    for _, sql in triggers:
        database.execute(sql)
    database.commit()
    database.close()


class Maintenance(CommandCase):
    def test_a_second_hub_on_the_same_directory_says_so_and_stops(self):
        hub = self.start()
        self.fails("serve", "--port", "0", says="Another Larder is running")
        self.assertTrue(hub.is_running)
        self.assertEqual(Client(hub, hub.token()).get("/health")[0], 200)

    def test_the_journal_refuses_to_be_changed(self):
        self.stocked()
        database = sqlite3.connect(self.hub.data / "larder.sqlite")
        for change in ("UPDATE journal SET body = x'7b7d' WHERE seq = 2",
                       "DELETE FROM journal WHERE seq = 2"):
            with self.assertRaises(sqlite3.IntegrityError):
                database.execute(change)
        database.close()

    def test_verify_names_the_entry_that_was_changed(self):
        self.stocked()
        self.done("scan", "--mode", "intake", typed="041331024686\n" * 5)
        path = self.hub.data / "larder.sqlite"
        body = sqlite3.connect(path).execute("SELECT body FROM journal WHERE seq = 6").fetchone()[0]
        text = bytes(body).replace(b'"quantity":1', b'"quantity":9')
        self.assertNotEqual(text, bytes(body))
        triggers_off(path, "UPDATE journal SET body = ? WHERE seq = 6", text)
        self.fails("verify", says="entry 6")
        triggers_off(path, "UPDATE journal SET body = ? WHERE seq = 6", bytes(body))
        self.done("verify")

    def test_verify_names_the_picture_that_was_changed_and_the_hub_goes_on(self):
        hub = self.start()
        client, item = Client(hub, hub.token()), new_id()
        client.post("/api/v1/items", {"id": item, "name": "Black beans"})
        dot = base64.b64decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")
        self.assertEqual(client.call("PUT", f"/api/v1/items/{item}/picture", dot)[0], 200)
        hub.stop()
        self.done("verify")
        triggers_off(hub.data / "larder.sqlite", "UPDATE picture SET bytes = x'00'")
        self.fails("verify", says="the picture of Black beans is not the one that was recorded")
        again = self.start()
        client = Client(again, again.token())
        self.assertEqual(client.call("DELETE", f"/api/v1/items/{item}/picture")[0], 204)
        self.done("verify")

    def test_what_is_left_of_a_hub_is_named_and_not_founded_over(self):
        self.stocked()
        (self.hub.data / "pictures").mkdir()
        (self.hub.data / "pictures" / "1.png").touch()
        self.done("scan", "--mode", "intake", typed="041331024686\n")
        database = self.hub.data / "larder.sqlite"
        whole = database.read_bytes()
        for content in (whole[:20_000], b"no database at all" * 500):
            database.write_bytes(content)
            self.fails("place", "list", says="restore the last backup")
            self.assertEqual(database.read_bytes(), content)
        for left in sorted(self.hub.data.iterdir()):
            if left.name not in ("lock", "pictures", "scans-sent.ndjson"):
                left.unlink()
        self.fails("token", "create", "--role", "viewer", "--name", "x", says="its pictures is there")
        shutil.rmtree(self.hub.data / "pictures")
        self.fails("token", "create", "--role", "viewer", "--name", "x", says="its scans-sent.ndjson is there")
        (self.hub.data / "scans-sent.ndjson").unlink()
        self.stocked()

    def test_a_running_hub_finds_a_flipped_bit_by_itself_and_says_so(self):
        self.stocked()
        self.done("scan", "--mode", "intake", typed="041331024686\n" * 5)
        for state in ("whole", "damaged"):
            if state == "damaged":
                self.assertEqual(self.hub.stop(), 0, self.hub.said)
                path = self.hub.data / "larder.sqlite"
                content = bytearray(path.read_bytes())
                content[content.rindex(b'"quantity":1') + 1] ^= 1
                path.write_bytes(content)
            hub = self.start()
            client = Client(hub, hub.token())
            until = time.monotonic() + 30
            while (check := json.loads(client.get("/health")[1])["check"])["state"] != state:
                self.assertLess(time.monotonic(), until)
                time.sleep(0.02)
            self.assertEqual("entry" in check, state == "damaged")
            # The log is written right after.
            while state == "damaged" and "the journal is damaged" not in hub.said:
                self.assertLess(time.monotonic(), until, hub.said)
                time.sleep(0.02)
            self.assertEqual("the journal is damaged" in hub.said, state == "damaged", hub.said)
        self.assertEqual(self.hub.stop(), 0, self.hub.said)

    def test_verify_finds_an_entry_that_is_gone_and_a_balance_that_is_wrong(self):
        self.stocked()
        self.done("scan", "--mode", "intake", typed="041331024686\n" * 3)
        other = self.folder / "other"
        shutil.copytree(self.hub.data, other)
        triggers_off(self.hub.data / "larder.sqlite", "UPDATE balance SET quantity = quantity + 1")
        self.fails("verify", says="balance")
        triggers_off(other / "larder.sqlite", "DELETE FROM journal WHERE seq = 5")
        self.fails("verify", data=other, says="entry 6")

    def test_a_backup_made_while_the_hub_records_is_whole_and_restores(self):
        hub = self.start()
        self.stocked()
        client, stop = Client(hub, hub.token()), threading.Event()
        recorded = []

        def scan():
            while not stop.is_set():
                scan = {"id": new_id(), "mode": "intake", "code": "041331024686"}
                status, answer = client.post("/api/v1/scans", scan)
                recorded.append((status, answer.get("seq")))

        scanner = threading.Thread(target=scan)
        scanner.start()
        while len(recorded) < 20:
            time.sleep(0.01)
        before = recorded[-1][1]
        copy = self.folder / "copy.larder"
        self.assertIn("bytes", self.done("backup", copy))
        stop.set()
        scanner.join()
        self.assertEqual({status for status, _ in recorded}, {201})
        self.assertEqual(copy.stat().st_mode & 0o077, 0, "it holds the signing key")
        self.fails("backup", copy, says="is there already")

        other = self.folder / "other"
        self.done("restore", copy, data=other)
        answer = self.json("verify", data=other)
        self.assertEqual(answer["findings"], [])
        self.assertGreaterEqual(answer["entries"], before)
        self.assertIn("A3", self.done("place", "list", data=other))
        self.fails("restore", copy, data=other, says="not empty")
        self.fails("restore", copy, says="not empty")

    def test_a_name_that_was_erased_does_not_come_back_with_a_backup(self):
        self.stocked()
        hub = self.start()
        scan = {"id": new_id(), "mode": "intake", "code": "041331024686", "source": "Corner Bakery"}
        self.assertEqual(Client(hub, hub.token()).post("/api/v1/scans", scan)[0], 201)
        copy, other, bare = (self.folder / name for name in ("copy.larder", "other", "bare"))
        self.done("backup", copy)
        self.done("source", "erase", "Corner Bakery")
        self.assertIn("0, erased again", self.done(
            "restore", self.backup("later.larder"), "--replacing", hub.data, data=self.folder / "later"))
        self.assertIn("1, erased again", self.done(
            "restore", copy, "--replacing", hub.data, data=other))
        self.assertNotIn("Corner Bakery", self.done("source", "list", data=other))
        self.assertIn("erase them again", self.done("restore", copy, data=bare))
        self.assertIn("Corner Bakery", self.done("source", "list", data=bare))
        self.fails("restore", copy, "--replacing", self.folder / "nowhere", data=self.folder / "none",
                   says="There is no directory")

    def backup(self, name: str) -> pathlib.Path:
        self.done("backup", self.folder / name)
        return self.folder / name

    def test_a_damaged_backup_is_not_restored(self):
        self.stocked()
        copy, other = self.folder / "copy.larder", self.folder / "other"
        self.done("backup", copy)
        triggers_off(copy, "UPDATE journal SET body = x'7b7d' WHERE seq = 2")
        self.fails("restore", copy, data=other, says="entry 2")
        self.fails("restore", self.file("no.larder", "no database"), data=other, says="no backup")
        self.assertEqual([p.name for p in other.glob("*.sqlite*")], [])

    def test_the_data_directory_is_its_owners_alone(self):
        hub = self.start()
        self.stocked()
        self.assertEqual(hub.data.stat().st_mode & 0o077, 0)
        self.assertEqual((hub.data / "hub.sock").stat().st_mode & 0o077, 0)


class PretendedHub(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """A hub as far as `larder backup` sees it: it sends zeros, so many bytes of what it promised."""

    daemon_threads = True

    def __init__(self, data: pathlib.Path, promised: int, sent: int):
        data.mkdir(mode=0o700)
        (data / "larder.sqlite").touch()
        self.promised, self.sent = promised, sent
        super().__init__(str(data / "hub.sock"), PretendedRoute)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class PretendedRoute(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    PART = bytes(1 << 20)

    def address_string(self):
        return "a socket"

    def log_message(self, *_):
        pass

    def do_GET(self):
        promised, left = self.server.promised, self.server.sent
        if self.path == "/health":
            promised, left = 2, 2
        self.send_response(200)
        self.send_header("Content-Length", str(promised))
        self.end_headers()
        while left > 0:
            left -= self.wfile.write(self.PART[:min(left, len(self.PART))])
        if self.path != "/health":
            self.close_connection = True


class Backups(CommandCase):
    """`larder backup` beside a hub that holds more than a machine has memory."""

    MEMORY = 200 << 20

    def copied(self, promised: int, sent: int):
        """How a backup ended, its file, and the most memory it took."""
        hub = PretendedHub(self.hub.data, promised, sent)
        self.addCleanup(hub.server_close)
        self.addCleanup(hub.shutdown)
        copy = self.folder / "copy.larder"
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(
                [BINARY, "backup", copy, "--data", self.hub.data], stdin=subprocess.DEVNULL,
                stdout=said, stderr=said)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            return process.returncode, said.read().decode(), copy, used.ru_maxrss * 1024

    def test_a_backup_of_more_than_a_gibibyte_takes_no_memory_for_it(self):
        size = (1 << 30) + (200 << 20) + 7
        ended, said, copy, memory = self.copied(size, size)
        self.assertEqual(ended, 0, said)
        self.assertEqual(copy.stat().st_size, size)
        self.assertEqual(copy.stat().st_mode & 0o077, 0, "it holds the signing key")
        self.assertLess(memory, self.MEMORY)
        self.assertEqual([path.name for path in self.folder.glob("*.partial")], [])

    def test_a_backup_that_breaks_off_leaves_nothing(self):
        ended, said, copy, _ = self.copied(50 << 20, 20 << 20)
        self.assertEqual((ended, said.count("\n")), (1, 1), said)
        self.assertIn("The hub does not answer", said)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["hub"])
