"""ZPL II: commands begin with ^ or ~, a picture is text between two of them."""

from .firmware import Firmware


class ZPL(Firmware):
    name = "zpl"
    AT_ONCE = (b"~HS", b"~HQES", b"~DN", b"~JX", b"^XA", b"^XZ")

    def read(self):
        self.is_open, self.copies = False, 1
        start = yield 1
        while True:
            if start not in (b"^", b"~"):
                start = yield 1
                continue
            command = start + (yield 2)
            if command == b"~HQ":
                command += yield 2
            if command in self.AT_ONCE:
                self.obey(command, b"")
                start = yield 1
                continue
            values = bytearray()
            while (start := (yield 1)) not in (b"^", b"~"):
                values += start
            self.obey(command, bytes(values))

    def obey(self, command, values):
        if command == b"~HS":
            self.host_status()
        elif command == b"~HQES":
            self.host_query()
        elif command == b"~JX":
            self.is_open = False
        elif command == b"^XA" and not self.is_open:  # within a format it begins no other
            self.is_open, self.copies = True, 1
            self.clear()
        elif command == b"^PQ":
            self.copies = int(values.split(b",")[0])
        elif command == b"^GF":
            self.draw(values)
        elif command == b"^XZ" and self.is_open:
            self.is_open = False
            self.print(self.copies)

    def host_status(self):
        if self.trouble:
            return
        left = max(len(self.press.waiting) - 1, 0)
        waiting = int(bool(self.press.waiting) and not left)
        partial = int(self.is_open)
        lines = (f"030,0,0,0240,{waiting:03},0,0,{partial},000,0,0,0",
                 f"000,0,0,0,0,2,4,0,{left:08},1,000", "0000,0")
        self.say("".join(f"\2{line}\3\r\n" for line in lines).encode())

    def host_query(self):
        bits = {None: 0, "paper": 1, "head": 4}[self.trouble]
        self.say(f"\2\r\n  PRINTER STATUS\r\n   ERRORS:         {int(bits > 0)} 00000000 {bits:08X}\r\n"
                 "   WARNINGS:       0 00000000 00000000\r\n\3".encode())
