"""Connections that say nothing, or a byte now and then, beside people who scan."""

import socket
import time

from hub import new_id
from hub_case import HubCase

IDLE = 400
# `Connections.unknownLimit`.
KEPT = 256
# Seconds: `RequestDeadlines.head`, and some for a machine that is busy.
DEADLINE = 10
LATE = 5


class IdleConnectionTests(HubCase):
    def test_idle_connections_make_room_for_who_comes_and_are_let_go(self):
        device = self.client()
        self.scan(device)
        idle = [socket.create_connection(("127.0.0.1", self.hub.port)) for _ in range(IDLE)]
        for connection in idle:
            self.addCleanup(connection.close)
            connection.setblocking(False)
        began = time.monotonic()
        # The oldest go for those who come after them.
        self.until(lambda: self.open(idle) <= KEPT, began + LATE)
        self.assertEqual(self.open(idle[-KEPT // 2:]), KEPT // 2)
        asked = time.monotonic()
        self.scan(self.client())
        self.assertLess(time.monotonic() - asked, LATE)
        # One that a device came from stays, however many come.
        self.scan(device)
        for connection in idle[-10:]:
            connection.send(b"G")
        self.until(lambda: self.open(idle) == 0, began + DEADLINE + LATE)

    def test_the_head_of_a_later_request_has_no_longer_than_that_of_the_first(self):
        with socket.create_connection(("127.0.0.1", self.hub.port)) as connection:
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            self.assertTrue(connection.recv(1).startswith(b"H"))
            began = time.monotonic()
            for byte in b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n":
                try:
                    connection.send(bytes([byte]))
                    connection.settimeout(1)
                    while connection.recv(4_096):
                        pass
                    break
                except TimeoutError:
                    pass
                except OSError:
                    break
            self.assertLess(time.monotonic() - began, DEADLINE + LATE)

    def scan(self, client):
        status, _ = client.post("/api/v1/scans", {"id": new_id(), "mode": "lookup", "code": "041331024686"})
        self.assertLess(status, 300)

    @staticmethod
    def open(connections) -> int:
        """How many of them the hub has not closed."""
        return sum(map(is_open, connections))

    def until(self, holds, late):
        while not holds():
            self.assertLess(time.monotonic(), late, "it is not so in time")
            time.sleep(0.05)


def is_open(connection) -> bool:
    try:
        return connection.recv(1, socket.MSG_PEEK) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False
