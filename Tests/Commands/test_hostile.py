import http.client
import json
import socket

from command_case import CommandCase
from hub import Client, new_id


class Hostile(CommandCase):
    """What arrives on the network before any route sees it."""

    def setUp(self):
        super().setUp()
        self.start()
        self.token = self.hub.token()

    def raw(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.hub.port), timeout=20)
        self.addCleanup(connection.close)
        return connection

    def goes_on(self):
        scan = {"id": new_id(), "mode": "intake", "code": "041331024686"}
        self.assertIn(Client(self.hub, self.token).post("/api/v1/scans", scan)[0], (201, 202))

    def test_a_hundred_thousand_headers_are_refused_and_the_hub_goes_on(self):
        connection = self.raw()
        head = b"GET /health HTTP/1.1\r\nHost: localhost\r\n"
        try:
            connection.sendall(head + b"".join(b"X-%d: y\r\n" % n for n in range(100_000)) + b"\r\n")
        except OSError:
            pass  # It may hang up before it heard them all.
        answer = self.rest(connection)
        self.assertNotIn(b" 200 ", answer[:20])
        self.goes_on()

    def test_one_header_without_end_is_refused_and_the_hub_goes_on(self):
        connection = self.raw()
        try:
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * (4 << 20))
        except OSError:
            pass
        self.assertNotIn(b" 200 ", self.rest(connection)[:20])
        self.goes_on()

    def test_an_11_mb_body_is_refused_and_its_connection_answers_again(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.hub.port, timeout=60)
        self.addCleanup(connection.close)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "text/csv"}
        for _ in range(2):
            connection.request("POST", "/api/v1/item-imports", b"x" * (11 << 20), headers)
            answer = connection.getresponse()
            self.assertEqual(answer.status, 413)
            self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
            self.assertEqual(json.loads(answer.read())["code"], "body_too_large")
        connection.request("GET", "/health")
        self.assertEqual(connection.getresponse().status, 200)

    def test_words_that_are_no_http_end_their_own_connection_only(self):
        for words in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", b"HELO pantry\r\n\r\n", b"\0" * 1_000,
                      b"GET / HTTP/9.9\r\n\r\n", b"POST /api/v1/scans HTTP/1.1\r\nHost: localhost\r\n"
                      b"Content-Length: -1\r\n\r\n"):
            connection = self.raw()
            connection.sendall(words)
            connection.shutdown(socket.SHUT_WR)
            answer = self.rest(connection)
            self.assertTrue(answer.startswith(b"HTTP/1.1 400 "), words)
            self.assertIn(b"application/problem+json", answer, words)
            self.assertIn(b'"request_malformed"', answer, words)
        self.goes_on()

    def test_a_body_that_cannot_be_read_is_the_senders_fault(self):
        head = (b"POST /api/v1/scans HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + self.token.encode() + b"\r\n")
        chunked = head + b"Transfer-Encoding: chunked\r\n\r\n"
        for words, status in ((chunked + b"-1\r\nxx", b"400"), (chunked + b"zz\r\n", b"400"), (chunked + b"5\r\n{", b"400"),
                              (head + b"Content-Length: 50\r\n\r\n{", b"400"),
                              (head + b"Content-Length: 9223372036854775807\r\n\r\n{", b"413"),
                              (head + b"Host: localhost\r\nContent-Length: 2\r\n\r\n{}", b"400")):
            connection = self.raw()
            connection.sendall(words)
            if status == b"400":
                connection.shutdown(socket.SHUT_WR)
            self.assertIn(b"HTTP/1.1 " + status + b" ", connection.recv(65_536), words)
        self.goes_on()

    def test_a_client_that_waits_for_a_word_before_its_body_gets_one_or_the_answer(self):
        body = b"code,at\nbeans,2026-11-21T10:00:00Z\n"
        for token, length, word, last in (
                (self.token, str(len(body)), b"100", b"200"), ("wrong", str(len(body)), b"100", b"401"),
                (self.token, str(64 << 20), b"413", None)):
            connection = self.raw()
            connection.settimeout(5)
            head = (f"POST /api/v1/reconciliations HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                    f"Authorization: Bearer {token}\r\nContent-Length: {length}\r\nExpect: 100-continue\r\n\r\n")
            for _ in range(2 if last else 1):
                connection.sendall(head.encode())
                heard = connection.recv(65_536)
                self.assertTrue(heard.startswith(b"HTTP/1.1 " + word + b" "), heard[:60])
                if not last:
                    continue
                heard = heard.partition(b"\r\n\r\n")[2]
                if last == b"200":
                    self.assertEqual(heard, b"", "it waits for the body")
                connection.sendall(body)
                while b"}" not in heard:
                    heard += connection.recv(65_536)
                self.assertTrue(heard.startswith(b"HTTP/1.1 " + last + b" "), heard[:60])
        self.goes_on()

    def test_many_connections_that_say_nothing_do_not_keep_others_out_for_good(self):
        idle = []
        try:
            for _ in range(600):
                idle.append(socket.create_connection(("127.0.0.1", self.hub.port), timeout=5))
            self.goes_on()
        finally:
            for connection in idle:
                connection.close()
        self.goes_on()

    def test_sigterm_stops_the_hub_while_someone_follows_its_feed(self):
        connection = self.raw()
        connection.sendall(
            b"GET /api/v1/feed HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + self.token.encode() + b"\r\n\r\n")
        self.assertIn(b"text/event-stream", connection.recv(4_096))
        self.assertEqual(self.hub.stop(), 0)
        self.assertFalse((self.hub.data / "hub.sock").exists())

    def test_sigterm_stops_the_hub_while_someone_does_not_read_an_export(self):
        rows = "".join(f"Item {n} {'x' * 150},CODE{n}\n" for n in range(8_000))
        self.done("item", "import", self.file("items.csv", "name,code\n" + rows))
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        connection.connect(("127.0.0.1", self.hub.port))
        connection.sendall(
            b"GET /api/v1/exports/entries HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + self.token.encode() + b"\r\n\r\n")
        self.assertIn(b"200 OK", connection.recv(1_024))
        self.assertEqual(self.hub.stop(), 0)
        connection.close()

    def test_a_name_that_would_command_a_terminal_is_shown_harmless(self):
        self.done("item", "import", self.file(
            "items.csv", "item,name,code\nx,Beans \x1b[2J\x9b31m,041331024686\n"))
        said = self.done("scan", "--mode", "intake", typed="041331024686\n")
        self.assertIn("Beans", said)
        self.assertNotRegex(said, "[\x00-\x08\x0b-\x1f\x7f-\x9f]")

    def rest(self, connection: socket.socket) -> bytes:
        """All that still comes, until the hub hangs up."""
        heard = b""
        try:
            while part := connection.recv(65_536):
                heard += part
        except OSError:
            pass
        return heard
