"""A hub that is newer than the command says words that the command does not know."""

import http.server
import json
import pathlib
import socketserver
import threading

from command_case import CommandCase


class NewerHub(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """Answers each route with what it is told to."""

    daemon_threads = True

    def __init__(self, data: pathlib.Path, answers: dict):
        data.mkdir(mode=0o700)
        (data / "larder.sqlite").touch()
        self.answers = answers
        super().__init__(str(data / "hub.sock"), NewerRoute)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class NewerRoute(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def address_string(self):
        return "a socket"

    def log_message(self, *_):
        pass

    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = self.path.split("?")[0]
        route = next((known for known in self.server.answers if path.startswith(known)), None)
        status, value = (200, {}) if route is None else self.server.answers[route]
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer


class Newer(CommandCase):
    def beside(self, **answers):
        hub = NewerHub(self.hub.data, {f"/api/v1/{k.replace('_', '-')}": v for k, v in answers.items()})
        self.addCleanup(hub.server_close)
        self.addCleanup(hub.shutdown)

    def test_a_scan_of_an_unknown_outcome_is_told_in_the_hubs_word(self):
        self.beside(scans=(200, {"id": "x", "outcome": "quarantined", "warnings": ["smells"]}))
        said = self.done("scan", "--mode", "intake", typed="041331024686\n")
        self.assertIn("quarantined", said)
        self.assertIn("smells", said)

    def test_a_problem_of_an_unknown_code_keeps_its_words(self):
        self.beside(places=(409, {"title": "Conflict", "status": 409, "code": "moon_full",
                                  "detail": "Not tonight."}))
        self.fails("place", "list", says="Not tonight. (moon_full)")

    def test_a_place_of_an_unknown_kind_is_listed(self):
        self.beside(places=(200, [{"id": "x", "name": "Cellar", "kind": "cave", "parent": None,
                                   "labelCode": None}]))
        self.assertRegex(self.done("place", "list"), r"Cellar +cave")

    def test_a_day_of_an_unknown_state_is_shown(self):
        figures = {k: 0 for k in ("opening", "in", "out", "discarded", "adjusted", "closing")}
        line = {"item": "x", "name": "Milk", "measure": "litre", "quantity": figures}
        self.beside(days=(200, {"day": "2026-11-21", "state": "sealed", "items": [line],
                                "pieces": figures, "grams": figures, "weightUnknown": 0,
                                "unresolved": 0}))
        said = self.done("day", "show", "2026-11-21")
        self.assertIn("is sealed", said)
        self.assertIn("Milk", said)

    def test_a_job_of_an_unknown_state_is_told_in_the_hubs_word(self):
        self.beside(print_jobs=(200, {
            "id": "x", "number": 1, "printer": "desk", "layout": "test", "copies": 1,
            "state": "steaming", "labelsOut": 0, "labelsSent": 0, "bytesSent": 0}))
        self.fails("printer", "test", "desk", says="steaming")
