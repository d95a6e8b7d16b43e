"""Webhooks over real sockets: signed, in order, at least once, and nowhere that was not allowed."""

import base64
import contextlib
import hashlib
import hmac
import http.client
import http.server
import json
import queue
import re
import sqlite3
import threading
import urllib.parse

from command_case import CommandCase

WAIT_SECONDS = 60


class Receiver:
    """An HTTP server on a free port of this machine; it answers as told, then 204.

    With `hold`, it answers once that is set; with `unfinished`, its answers end once that is."""

    def __init__(self, *answers, hold: threading.Event | None = None, unfinished: threading.Event | None = None):
        self.messages = queue.Queue()
        self.answers = list(answers)
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.messages.put((self.path, dict(self.headers.items()), body))
                if hold is not None:
                    hold.wait(WAIT_SECONDS)
                status, headers = receiver.answers.pop(0) if receiver.answers else (204, {})
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", "1" if unfinished else "0")
                self.end_headers()
                if unfinished is not None:
                    unfinished.wait(WAIT_SECONDS)
                    self.wfile.write(b" ")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def next(self):
        path, headers, body = self.messages.get(timeout=WAIT_SECONDS)
        return path, {name.lower(): value for name, value in headers.items()}, body

    def url(self, host="127.0.0.1") -> str:
        return f"http://{host}:{self.port}/hook?x=1"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Webhooks(CommandCase):
    def receiver(self, *answers, **more) -> Receiver:
        receiver = Receiver(*answers, **more)
        self.addCleanup(receiver.close)
        return receiver

    def made(self, url: str, allow=True):
        status, _, body = self.call("POST", "/api/v1/webhooks", {"url": url, "allowPrivate": allow})
        self.assertEqual(status, 201, body)
        return json.loads(body)

    def call(self, method, path, value=None, form=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.hub.port, timeout=WAIT_SECONDS)
        headers = {"Authorization": f"Bearer {self.token}"}
        body = None
        if value is not None:
            body, headers["Content-Type"] = json.dumps(value), "application/json"
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, answer.headers, text

    def states(self):
        return json.loads(self.call("GET", "/api/v1/webhooks")[2])

    def state_when(self, fits):
        """The first webhook's state once it is so; it asks the hub again and again, a bounded time."""
        for _ in range(20_000):
            state = self.states()[0]
            if fits(state):
                return state
        self.fail(f"it never came to that: {state}")

    def scanned(self, times: int) -> None:
        self.done("scan", "--mode", "intake", typed="041331024686\n" * times)

    def begin(self):
        self.stocked()
        self.token = self.start().token()

    def proof(self, secret: str, headers, body) -> None:
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        right = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        self.assertEqual(headers["webhook-signature"], right)

    def test_entries_come_in_order_and_signed(self):
        self.begin()
        receiver = self.receiver()
        made = self.made(receiver.url())
        self.scanned(40)
        seen = []
        for _ in range(40):
            path, headers, body = receiver.next()
            self.assertEqual(path, "/hook?x=1")
            self.proof(made["secret"], headers, body)
            entry = json.loads(body)
            self.assertEqual(entry["id"], headers["webhook-id"])
            seen.append(entry["seq"])
        self.assertEqual(seen, list(range(seen[0], seen[0] + 40)))
        journal = self.call("GET", f"/api/v1/journal?after={seen[-1] - 1}")[2]
        self.assertEqual(journal.splitlines()[0], body)
        state = self.state_when(lambda state: state["waiting"] == 0)
        self.assertEqual(state["delivered"], seen[-1])

    def test_a_500_is_tried_again_before_what_follows(self):
        self.begin()
        receiver = self.receiver((500, {}))
        made = self.made(receiver.url())
        self.scanned(2)
        first = receiver.next()
        self.state_when(lambda state: state["failures"] == 1 and state.get("trouble") == "500")
        status, _, _ = self.call("POST", "/settings/webhooks/retries", form={"webhook": made["id"]})
        self.assertEqual(status, 303)
        again, after = receiver.next(), receiver.next()
        self.assertEqual(again[2], first[2])
        self.assertEqual(again[1]["webhook-id"], first[1]["webhook-id"])
        self.assertEqual(json.loads(after[2])["seq"], json.loads(first[2])["seq"] + 1)

    def test_an_answer_that_does_not_end_is_its_status(self):
        self.begin()
        unfinished = threading.Event()
        self.addCleanup(unfinished.set)
        receiver = self.receiver((200, {}), (500, {}), (200, {}), unfinished=unfinished)
        self.made(receiver.url())
        self.scanned(2)
        first, second = receiver.next(), receiver.next()
        self.assertEqual(json.loads(second[2])["seq"], json.loads(first[2])["seq"] + 1)
        self.state_when(lambda state: state.get("trouble") == "500")

    def test_a_hub_killed_between_delivery_and_cursor_delivers_again(self):
        hold = threading.Event()
        self.addCleanup(hold.set)
        self.begin()
        receiver = self.receiver(hold=hold)
        self.made(receiver.url())
        self.scanned(2)
        first = receiver.next()
        self.hub.kill()
        hold.set()
        self.assertTrue(self.hub.start(), self.hub.said)
        again, after = receiver.next(), receiver.next()
        self.assertEqual(again[2], first[2])
        self.assertEqual(json.loads(after[2])["seq"], json.loads(first[2])["seq"] + 1)

    def test_a_redirect_is_not_followed(self):
        self.begin()
        other = self.receiver()
        receiver = self.receiver((307, {"location": other.url()}))
        self.made(receiver.url())
        self.scanned(1)
        receiver.next()
        self.state_when(lambda state: state.get("trouble") == "307")
        self.assertTrue(other.messages.empty())

    def test_a_name_of_a_private_address_is_not_called_unless_allowed(self):
        self.begin()
        receiver = self.receiver()
        for host in ("localhost", "127.1", "2130706433", "0x7f.0.0.1"):
            status, _, body = self.call("POST", "/api/v1/webhooks", {"url": receiver.url(host)})
            self.assertEqual((status, json.loads(body)["code"]), (422, "webhook_address_private"))
            # A name may lead elsewhere later, and an older hub took these.
            made = self.made(receiver.url(host))
            self.hub.stop()
            with contextlib.closing(sqlite3.connect(self.hub.data / "larder.sqlite")) as database, database:
                database.execute("UPDATE webhook SET allows_private = 0")
            self.start()
            self.scanned(1)
            self.state_when(lambda state: state.get("trouble") == "addressPrivate")
            page = self.call("GET", "/settings/webhooks")[2].decode()
            self.assertIn("private network", page)
            self.call("DELETE", f"/api/v1/webhooks/{made['id']}")
        self.assertTrue(receiver.messages.empty())
        self.made(receiver.url("localhost"))
        self.scanned(1)
        headers = receiver.next()[1]
        self.assertTrue(re.fullmatch(r"localhost:\d+", headers["host"]), headers)

    def test_410_ends_it_and_a_long_answer_or_none_does_no_harm(self):
        self.begin()
        receiver = self.receiver((410, {}))
        made = self.made(receiver.url())
        self.scanned(1)
        receiver.next()
        state = self.state_when(lambda state: state["ended"])
        self.assertEqual(state["trouble"], "gone")
        self.call("DELETE", f"/api/v1/webhooks/{made['id']}")
        gone = self.receiver()
        gone.close()
        self.made(gone.url())
        self.scanned(1)
        self.state_when(lambda state: state.get("trouble") == "unreachable")
        self.assertEqual(self.hub.stop(), 0)
