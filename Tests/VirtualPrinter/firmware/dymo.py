"""DYMO LabelWriter 450: ESC and a letter, rows of dots as they are or in run lengths."""

from .firmware import Firmware


class Dymo(Firmware):
    name = "dymo"
    VALUES = {b"L": 2, b"D": 1, b"B": 1, b"q": 1, b"f": 2}  # bytes behind each letter

    def read(self):
        dots = 672
        while True:
            start = yield 1
            if start == b"\x16":
                self.draw((yield dots // 8))
            elif start == b"\x17":
                row = bytearray()
                drawn = 0
                while drawn < dots:
                    row += (run := (yield 1))
                    drawn += (run[0] & 0x7F) + 1
                self.draw(bytes(row))
            elif start == b"\x1b":
                letter = yield 1
                while letter == b"\x1b":
                    letter = yield 1
                values = (yield self.VALUES[letter]) if letter in self.VALUES else b""
                dots = values[0] * 8 if letter == b"D" else dots
                self.obey(letter)

    def obey(self, letter):
        if letter == b"A":
            at_top = 0 if self.press.waiting else 3
            self.say(bytes([{None: at_top, "paper": 0x21, "head": 0x81}[self.trouble]]))
        elif letter == b"@":
            self.clear()
        elif letter in (b"E", b"G"):
            self.print()
            self.clear()
