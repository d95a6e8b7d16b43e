"""Brother QL raster: answers before a job, then reports by itself and answers nothing.

Behaviour beside that of the press: `roll`, millimetres across and along (0 for a strip), 62 × 29 unless told otherwise;
`red`, whether the roll also turns red; `phase`, what byte 19 of an answer is at rest.
"""

from .firmware import Firmware


class Brother(Firmware):
    name = "brother"
    VALUES = {b"a": 1, b"z": 10, b"M": 1, b"A": 1, b"K": 1, b"d": 2}  # bytes behind each letter

    def read(self):
        self.is_ready, self.is_right = True, True
        while True:
            start = yield 1
            if start == b"g":
                self.draw((yield (yield 2)[1]))
            elif start == b"w":  # of the first or the second colour
                self.draw((yield (yield 2)[1]))
            elif start == b"M":
                yield 1
            elif start in (b"\x0c", b"\x1a"):
                self.page()
            elif start == b"\x1b":
                if (yield 1) == b"@":
                    self.is_ready = True
                    self.clear()
                    continue
                letter = yield 1
                values = (yield self.VALUES[letter]) if letter in self.VALUES else b""
                if letter == b"S" and not self.press.waiting:
                    self.report(0, self.behaviour.get("phase", 0), trouble=self.trouble)
                elif letter == b"z":
                    self.is_right = [values[2], values[3]] == self.roll
                    self.clear()
                elif letter == b"K" and bool(values[0] & 1) != self.is_red:
                    self.is_right = False

    @property
    def is_red(self):
        return self.behaviour.get("red", False)

    @property
    def roll(self):
        return self.behaviour.get("roll", [62, 29])

    def page(self):
        if not self.is_ready:
            return
        if not self.is_right:
            self.is_ready = False
            self.report(2, second=0x01)
        elif self.trouble:
            self.stop()
        else:
            if not self.press.waiting:
                self.report(6, phase=1)
            self.print()

    def label_out(self, label):
        self.report(1, phase=1)
        if self.press.waiting:
            self.report(6)
            self.report(6, phase=1)
        else:
            self.report(6)

    def trouble_began(self):
        if self.press.waiting:
            self.stop()

    def stop(self):
        """Forgets what waits, and what still comes until it is initialised."""
        self.is_ready = False
        self.press.drop()
        self.report(2, trouble=self.trouble)

    def report(self, kind, phase=0, second=0, trouble=None):
        width, length = self.roll
        report = bytearray(32)
        report[0:6] = b"\x80\x20B450"
        report[8] = 0x02 if trouble == "paper" else 0
        report[9] = second | (0x10 if trouble == "head" else 0)
        report[10], report[11], report[17] = width, 0x0B if length else 0x0A, length
        report[14], report[18], report[19] = 0x3F, kind, phase
        report[25] = 0x81 if self.is_red else 0x01
        self.say(bytes(report))
