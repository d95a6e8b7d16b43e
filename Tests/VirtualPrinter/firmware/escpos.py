"""ESC/POS, as Epson's printers speak it: what was drawn is a label once it is fed out.

Behaviour beside that of the press: `silent_labels`, it knows no GS ( H, as most other makes.
"""

from .firmware import Firmware


class ESCPOS(Firmware):
    name = "escpos"

    def read(self):
        while True:
            start = yield 1
            if start == b"\x10" and (yield 1) == b"\x04":
                self.say(bytes([self.status((yield 1)[0])]))
            elif start == b"\x1b":
                letter = yield 1
                if letter == b"@":
                    self.clear()
                else:
                    yield 1
                if letter == b"d":
                    self.print()
                    self.clear()
            elif start == b"\x1d":
                yield from self.gs((yield 1))

    def gs(self, letter):
        if letter == b"v":
            head = yield 6
            self.draw((yield (head[2] + head[3] * 256) * (head[4] + head[5] * 256)))
        elif letter == b"V":
            if (yield 1)[0] > 49:
                yield 1
        elif letter == b"(":
            name = yield 1
            size = yield 2
            values = yield size[0] + size[1] * 256
            if name == b"H" and self.press.waiting:
                self.press.waiting[-1].mark = values[2:6]
            elif name == b"H":
                self.prove(values[2:6])

    def label_out(self, label):
        if label.mark:
            self.prove(label.mark)

    def prove(self, mark):
        if not self.behaviour.get("silent_labels"):
            self.say(b"\x37\x22" + mark + b"\0")

    def trouble_began(self):
        # Automatic status, which nobody asked for: cover, paper.
        self.say(bytes([0x18 | 0x20 * (self.trouble == "head"), 0, 0x0C * (self.trouble == "paper"), 0x0F]))

    def status(self, number):
        offline = 0x08 if self.trouble else 0
        cause = {None: 0, "paper": 0x20, "head": 0x04}[self.trouble]
        paper = 0x60 if self.trouble == "paper" else 0
        return 0x12 | {1: offline, 2: cause, 4: paper}.get(number, 0)
