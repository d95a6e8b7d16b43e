"""EPL2: lines, a picture as raw bytes behind its line's last comma, ^ee at any time between them."""

from .firmware import Firmware


class EPL2(Firmware):
    name = "epl2"

    def read(self):
        line = bytearray()
        while True:
            line += yield 1
            if line == b"\0":  # nothing, as in most firmware
                line.clear()
                continue
            if line.startswith(b"GW") and line.count(b",") == 4:
                _, _, width, height, _ = line.split(b",")
                self.draw((yield int(width) * int(height)))
            elif line.endswith(b"\n"):
                self.obey(bytes(line).strip())
            else:
                continue
            line.clear()

    def obey(self, line):
        if line == b"N":
            self.clear()
        elif line == b"^ee":
            code = {None: 50 if self.press.waiting else 0, "paper": 7, "head": 11}[self.trouble]
            self.say(f"{code:02}\r\n".encode())
        elif line.startswith(b"P"):
            self.print(int(line[1:].split(b",")[0]))
