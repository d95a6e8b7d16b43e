"""What stands between a device and its hub: passes everything on, until a test says what it answers in the hub's place."""

import http.client
import http.server
import threading
import urllib.parse

HOP = {"connection", "transfer-encoding", "content-length", "keep-alive"}


class Portal(http.server.ThreadingHTTPServer):
    """Before a hub at `address`. `rule(path, body)` of a request to the API gives what is answered in its place as
    `(status, headers, body)`; `"lost"` for a request that reaches the hub and whose answer is lost, `"never"` for one that is lost itself,
    `"twice"` for one that reaches the hub two times; nothing to pass it on. `page(path)` gives likewise what is answered to GET."""

    daemon_threads = True
    # A page asks for two dozen files at once.
    request_queue_size = 128

    def __init__(self, address):
        super().__init__(("127.0.0.1", 0), Handler)
        self.hub = urllib.parse.urlsplit(address).netloc
        self.rule = lambda path, body: None
        self.page = lambda path: None
        self.seen = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address):
        """A page that was left does not wait for its answers."""

    def stop(self):
        self.shutdown()
        self.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = None
        if self.path.startswith("/api/") and self.command == "POST":
            self.server.seen.append((self.path, dict(self.headers), body))
            answer = self.server.rule(self.path, body)
        elif self.command == "GET":
            answer = self.server.page(self.path)
        if answer is None or isinstance(answer, str):
            times = {"never": 0, "twice": 2}.get(answer, 1)
            passed = [self.pass_on(body) for _ in range(times)]
            if answer in ("lost", "never") or passed[-1] is None:
                self.close_connection = True
                return
            answer = passed[-1]
        status, headers, content = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def pass_on(self, body):
        """The hub's own answer; nothing where it is away."""
        if self.path.endswith("/feed"):
            return None
        # The hub is asked by its own name, or it would take the portal for a foreign site.
        headers = {name: value for name, value in self.headers.items() if name.lower() not in {*HOP, "host", "origin"}}
        hub = http.client.HTTPConnection(self.server.hub, timeout=20)
        try:
            hub.request(self.command, self.path, body, headers)
            answer = hub.getresponse()
            return answer.status, {name: value for name, value in answer.getheaders() if name.lower() not in HOP}, answer.read()
        except OSError:
            return None
        finally:
            hub.close()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

    def log_message(self, *_):
        pass
