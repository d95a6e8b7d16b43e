"""TSPL: lines, a picture as raw bytes in the middle of one, ESC !? at any time between commands."""

from .firmware import Firmware


class TSPL(Firmware):
    name = "tspl"

    def read(self):
        line = bytearray()
        while True:
            line += yield 1
            if line == b"\0":  # nothing, as in most firmware
                line.clear()
                continue
            if line == b"\x1b!?":
                self.say(bytes([self.status()]))
            elif line.startswith(b"BITMAP ") and line.count(b",") == 5:
                _, _, width, height, _, _ = line.split(b",")
                self.draw((yield int(width) * int(height)))
            elif line.endswith(b"\n"):
                self.obey(bytes(line).strip())
            else:
                continue
            line.clear()

    def obey(self, line):
        if line == b"CLS":
            self.clear()
        elif line.startswith(b"PRINT "):
            sets, copies = line[6:].split(b",")
            self.print(int(sets) * int(copies))

    def status(self):
        at_work = 0x20 if self.press.waiting else 0
        return {None: at_work, "paper": 0x04, "head": 0x01}[self.trouble]
