"""Changes printers during a run: one line of JSON in, one line out, over a Unix socket.

  {"printer": 0, "do": "fault", "fault": {"at": 5000, "kind": "stall"}}   as in printer.py
  {"printer": 0, "do": "clear"}                    no fault any more; a silent printer wakes
  {"printer": 0, "do": "unplug"}, {"printer": 0, "do": "plug"}
  {"printer": 0, "do": "answer", "question": "~HS", "answer": "..."}
  {"printer": 0, "do": "port_status", "byte": 24}
  {"printer": 0, "do": "report"}
Each is answered by the printer's report, or by {"error": "..."}.
"""

import json
import socketserver
import threading


def serve(path, ports):
    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            for line in self.rfile:
                try:
                    order = json.loads(line)
                    port = ports[order.get("printer", 0)]
                    obey(port, order)
                    answer = port.report()
                except (KeyError, IndexError, ValueError) as error:
                    answer = {"error": repr(error)}
                self.wfile.write(json.dumps(answer).encode() + b"\n")

    server = socketserver.ThreadingUnixStreamServer(path, Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()


def obey(port, order):
    printer = port.printer
    match order["do"]:
        case "fault":
            printer.add_fault(order["fault"])
        case "clear":
            printer.clear_faults()
        case "unplug":
            printer.unplug()
        case "plug":
            port.plug()
        case "answer":
            printer.answers[order["question"]] = order["answer"]
        case "port_status":
            printer.port_status = order["byte"]
        case "report":
            pass
        case other:
            raise ValueError(f"unknown order {other}")
