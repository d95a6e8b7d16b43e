"""A USB printer as a model: URBs go in by submit(), each comes out once through its done().

Faults, in the order they happen:
  {"at": N, "kind": "stall"}          takes N bytes in all, then halts bulk OUT until CLEAR_HALT
  {"at": N, "kind": "nak", "ms": T}   takes N bytes, then none for T ms; for ever without "ms"
  {"at": N, "kind": "proto"}          one URB ends in a bus error
  {"at": N, "kind": "short"}          one URB ends well with fewer bytes than it was given
  {"at": N, "kind": "unplug"}         takes N bytes, then the device is gone
  {"at": N, "kind": "fading"}         the same, but bus errors come before the kernel notices
  {"in": "nak"|"stall"|"empty"|"overflow"}   what the next bulk IN meets ("n" times, else once)
  {"control": R, "kind": "stall"|"nak"|"short"}   what the next class request R meets
"""

import errno
import struct
import threading
import time

from firmware import LANGUAGES


class Urb:
    """One request of the host; `done` is called with it once `status` says how it ended."""

    def __init__(self, key, endpoint, done, data=b"", length=0, setup=b""):
        self.key, self.endpoint, self.done = key, endpoint, done
        self.data, self.length, self.setup = data, length, setup
        self.actual, self.status, self.answer = 0, 0, b""


class VirtualPrinter:
    def __init__(self, profile, on_unplug, note):
        self.profile, self.on_unplug, self.note = profile, on_unplug, note
        self.lock = threading.RLock()
        self.faults = list(profile.faults)
        self.answers = dict(profile.answers)
        self.port_status = profile.port_status
        self.out = open(profile.out, "wb") if profile.out else None
        self.received, self.stamped = 0, None
        self.restart()
        self.firmware = None
        if profile.language:
            self.firmware = LANGUAGES[profile.language](profile.behaviour, self.lock, self.say)
            self.firmware.woken = self.work

    def restart(self):
        """As after plugging in: nothing waits, nothing is halted.

        The firmware goes on where it was, as a printer's does that has a plug of its own.
        """
        self.queues = {0: [], self.profile.bulk_out: []}
        if self.profile.bulk_in:
            self.queues[self.profile.bulk_in] = []
        if self.profile.twin is not None:
            self.queues |= {0x03: [], 0x84: []}
        self.halted, self.replies, self.tail = set(), [], b""
        self.gone, self.fading, self.silent = False, False, False

    # -- what the host does ---------------------------------------------------------------------

    def submit(self, urb):
        with self.lock:
            if self.gone:
                return -errno.ENODEV
            if urb.endpoint not in self.queues:
                return -errno.ENOENT
            self.queues[urb.endpoint].append(urb)
            self.work()
            return 0

    def cancel(self, key):
        with self.lock:
            for queue in self.queues.values():
                for urb in [u for u in queue if u.key == key]:
                    queue.remove(urb)
                    if urb.endpoint == self.profile.bulk_out:
                        self.note(f"taken back {urb.endpoint:#04x}")
                    if self.profile.lying_cancel:
                        urb.actual = max(urb.actual, len(urb.data))
                    self.end(urb, 0 if self.profile.lying_cancel and urb.data else -errno.ENOENT)
                    return True
            return False

    def clear_halt(self, endpoint):
        with self.lock:
            self.note(f"cleared halt {endpoint:#04x}")
            self.halted.discard(endpoint)
            self.work()

    # -- what happens to the printer ------------------------------------------------------------

    def add_fault(self, fault):
        with self.lock:
            self.faults.append(fault)
            self.work()

    def clear_faults(self):
        with self.lock:
            self.faults.clear()
            self.silent = False
            self.work()

    def unplug(self):
        with self.lock:
            if self.gone:
                return
            self.gone = True
            for queue in self.queues.values():
                while queue:
                    self.end(queue.pop(0), -errno.ESHUTDOWN)
            self.on_unplug()

    # -- what the printer does ------------------------------------------------------------------

    def work(self):
        """Serves each endpoint as far as it goes."""
        for endpoint, serve in ((0, self.serve_control), (self.profile.bulk_out, self.serve_out),
                                (self.profile.bulk_in, self.serve_in), (0x03, self.serve_twin)):
            while endpoint in self.queues and self.queues[endpoint] and not self.gone:
                if self.fading:
                    self.end(self.queues[endpoint].pop(0), -errno.EPROTO)
                elif endpoint in self.halted:
                    self.end(self.queues[endpoint].pop(0), -errno.EPIPE)
                elif not serve(self.queues[endpoint][0]):
                    break

    def end(self, urb, status=0):
        queue = self.queues[urb.endpoint]
        if urb in queue:
            queue.remove(urb)
        urb.status = status
        urb.done(urb)
        return True

    def serve_out(self, urb):
        if self.silent or (self.firmware and self.firmware.is_full):
            return False
        fault = next((f for f in self.faults if "at" in f), None)
        room = max(fault["at"] - self.received, 0) if fault else len(urb.data)
        self.take(urb.data[urb.actual:urb.actual + room])
        taken = min(len(urb.data), urb.actual + room)
        urb.actual = taken
        if not fault or self.received < fault["at"]:
            return self.end(urb)
        if taken == len(urb.data):
            self.end(urb)
        self.faults.remove(fault)
        return self.suffer(fault, urb)

    def serve_twin(self, urb):
        """What the second printer of the device takes; it has no faults and nothing to say."""
        if self.out:
            with open(self.profile.out + "-twin", "ab") as file:
                file.write(urb.data)
        urb.actual = len(urb.data)
        return self.end(urb)

    def suffer(self, fault, urb):
        kind, waits = fault["kind"], urb in self.queues[urb.endpoint]
        self.note(f"{kind} at {self.received}")
        if kind == "stall":
            self.halted.add(urb.endpoint)
        elif kind == "nak":
            self.silent = True
            if "ms" in fault:
                threading.Timer(fault["ms"] / 1000, self.wake).start()
        elif kind == "proto" and waits:
            return self.end(urb, -errno.EPROTO)
        elif kind == "short" and waits:
            return self.end(urb)
        elif kind == "unplug":
            self.unplug()
        elif kind == "fading":
            self.fading = True
            threading.Timer(0.15, self.unplug).start()
        return True

    def wake(self):
        with self.lock:
            self.silent = False
            self.work()

    def take(self, data):
        if self.out:
            self.out.write(data)
            self.out.flush()
        self.received += len(data)
        self.tail = (self.tail + data)[-64:]
        if self.profile.stamp and self.tail.endswith(self.profile.stamp.encode("latin-1")):
            self.stamped = time.monotonic()
        for question, answer in self.answers.items():
            if self.tail.endswith(question.encode("latin-1")):
                self.replies.append(answer.encode("latin-1"))
        if self.firmware:
            self.firmware.take(data)

    def say(self, answer):
        if not self.gone:
            self.replies.append(answer)
            if self.profile.bulk_in and self.queues[self.profile.bulk_in]:
                self.serve_in(self.queues[self.profile.bulk_in][0])

    def serve_in(self, urb):
        fault = next((f for f in self.faults if "in" in f), None)
        if fault:
            if fault["in"] == "nak":
                return False
            fault["n"] = fault.get("n", 1) - 1
            if fault["n"] <= 0:
                self.faults.remove(fault)
            self.note(f"in {fault['in']}")
            if fault["in"] == "stall":
                self.halted.add(urb.endpoint)
                return True
            return self.end(urb, -errno.EOVERFLOW if fault["in"] == "overflow" else 0)
        if not self.replies:
            return False
        reply = self.replies.pop(0)
        urb.answer, rest = reply[:urb.length], reply[urb.length:]
        urb.actual = len(urb.answer)
        if rest:
            self.replies.insert(0, rest)
        return self.end(urb)

    def serve_control(self, urb):
        kind, request, value, index, length = struct.unpack("<BBHHH", urb.setup)
        fault = next((f for f in self.faults if f.get("control") == request and kind & 0x60 == 0x20), None)
        if fault:
            if fault["kind"] == "nak":
                return False
            self.faults.remove(fault)
        answer = None if fault and fault["kind"] == "stall" else self.control(kind, request, value, index)
        if answer is None:
            return self.end(urb, -errno.EPIPE)
        if fault and fault["kind"] == "short":
            answer = answer[:1]
        urb.answer = answer[:length] if kind & 0x80 else b""
        urb.actual = len(urb.answer)
        return self.end(urb)

    def control(self, kind, request, value, index):
        """The answer to a request, or None for a stall."""
        profile, is_in = self.profile, kind & 0x80
        if kind & 0x60 == 0x20 and profile.is_printer:
            position = 0 if profile.configuration == 1 else 1
            if request == 0 and is_in and value == position and index >> 8 in (profile.interface, profile.twin):
                return profile.id_answer(index >> 8)
            if request == 1 and is_in and index == profile.interface:
                stuck = self.firmware and self.firmware.trouble == "paper"
                return bytes([0x30 if stuck else self.port_status])
        if kind & 0x60 == 0 and is_in:
            number = value & 0xFF
            if request == 0:
                return b"\1\0"
            if request == 6 and value >> 8 == 1:
                return profile.device_descriptor()
            if request == 6 and value >> 8 == 2 and number < len(profile.configuration_descriptors()):
                return profile.configuration_descriptors()[number]
        return None
