"""A printer's inside: reads what it is sent by a grammar, prints labels, says how it is.

A grammar is a generator: it yields how much it wants next, a count of bytes or the byte that ends
them, and is sent just that. So an unfinished picture swallows what comes next, as it does in a
real printer.
"""

import hashlib

from .press import Press


class Firmware:
    def __init__(self, behaviour, lock, say):
        self.behaviour, self.lock, self._say = behaviour, lock, say
        self.press = Press(behaviour, lock, self)
        self.drawing = hashlib.sha1()
        self.buffer, self.place = b"", 0
        self.grammar = self.read()
        self.wanted = next(self.grammar)

    # -- what a language's model has -------------------------------------------------------------

    def read(self):
        """The grammar."""
        raise NotImplementedError

    def label_out(self, label):
        """A label has come out."""

    def trouble_began(self):
        """Paper or head keeps it from printing."""

    # -- what it can use -------------------------------------------------------------------------

    def draw(self, data):
        """Dots of the label that is being made."""
        self.drawing.update(data)

    def print(self, copies=1):
        """Puts the label that was made into the queue."""
        self.press.add(self.drawing.hexdigest()[:12], copies)

    def clear(self):
        self.drawing = hashlib.sha1()

    def say(self, answer):
        if not self.behaviour.get("mute"):
            self._say(answer)

    @property
    def trouble(self):
        """None, `paper` or `head`."""
        return self.press.trouble

    # -- what the printer around it uses ---------------------------------------------------------

    @property
    def is_full(self):
        """Whether it takes no more bytes for now."""
        return self.press.is_stuck and self.held >= self.behaviour.get("room", 65_536)

    def take(self, data):
        self.held = self.held + len(data) if self.press.is_stuck else 0
        self.buffer = self.buffer[self.place:] + data
        self.place = 0
        while (size := self._size()) is not None:
            piece = self.buffer[self.place:self.place + size]
            self.place += size
            self.wanted = self.grammar.send(piece)

    held = 0

    def _size(self):
        if isinstance(self.wanted, int):
            return self.wanted if len(self.buffer) - self.place >= self.wanted else None
        end = self.buffer.find(self.wanted, self.place)
        return None if end < 0 else end + len(self.wanted) - self.place
