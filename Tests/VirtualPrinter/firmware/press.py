"""The mechanical side: a roll, a head, and labels that come out one at a time.

Behaviour, as the bed file and the tests give it:
  label_ms     milliseconds that a label takes, 2 unless told otherwise
  paper        labels on the roll; endless unless told otherwise
  reload_ms    after so long somebody loads a new, endless roll
  opens_at     the head is opened when so many labels are out
  closes_ms    after so long somebody closes it
"""

import collections
import dataclasses
import threading


@dataclasses.dataclass
class Label:
    digest: str
    mark: bytes | None = None  # what the printer says when it is out


class Press:
    def __init__(self, behaviour, lock, firmware):
        self.behaviour, self.lock, self.firmware = behaviour, lock, firmware
        self.waiting, self.out = collections.deque(), []
        self.paper, self.is_open, self.is_moving = behaviour.get("paper"), False, False

    @property
    def trouble(self):
        return "head" if self.is_open else "paper" if self.paper == 0 else None

    @property
    def is_stuck(self):
        return bool(self.trouble and self.waiting)

    def add(self, digest, copies):
        self.waiting.extend(Label(digest) for _ in range(copies))
        self._move()

    def drop(self):
        """Forgets the labels that wait."""
        self.waiting.clear()

    def _move(self):
        if self.waiting and not self.trouble and not self.is_moving:
            self.is_moving = True
            self._after(self.behaviour.get("label_ms", 2), self._label_out)

    def _label_out(self):
        self.is_moving = False
        if not self.waiting:
            return
        label = self.waiting.popleft()
        self.out.append(label.digest)
        if self.paper:
            self.paper -= 1
        if self.behaviour.get("opens_at") == len(self.out):
            self.is_open = True
        self.firmware.label_out(label)
        if self.trouble:
            self.firmware.trouble_began()
            if self.is_open and "closes_ms" in self.behaviour:
                self._after(self.behaviour["closes_ms"], self._close)
            if self.paper == 0 and "reload_ms" in self.behaviour:
                self._after(self.behaviour["reload_ms"], self._load)
        self._move()

    def _close(self):
        self.is_open = False
        self._move()

    def _load(self):
        self.paper = None
        self._move()

    def _after(self, milliseconds, do):
        def locked():
            with self.lock:
                do()
                self.firmware.woken()

        timer = threading.Timer(milliseconds / 1000, locked)
        timer.daemon = True
        timer.start()
