"""What a virtual printer is made of, and the descriptors that say so."""

import dataclasses
import struct


@dataclasses.dataclass
class Profile:
    """One printer of the bed file; each field there is a field here."""

    vendor: int = 0x0A5F
    product: int = 0x0164
    maker: str = "Larder Test Works"
    model: str = "Model 1"
    serial: str | None = "SN0001"
    device_id: str = "MFG:Larder Test Works;MDL:Model 1;CMD:ZPL;CLS:PRINTER;"
    id_length: str = "big"  # or "little", or "wrong"
    is_printer: bool = True  # else the interface is of the class it shows
    shows: int = 0xFF  # the vendor's own class; 8 is a disk, 2 a serial line
    tty: str | None = None  # name of the serial line that the kernel makes of it
    interface: int = 0  # bInterfaceNumber
    alternates: list[int] = dataclasses.field(default_factory=lambda: [2])  # protocol of each
    configuration: int = 1  # more than 1: configuration 1 is there and holds no printer
    bulk_out: int = 0x01
    bulk_in: int | None = 0x82
    composite: bool = False  # a keyboard at interface 0 beside it
    twin: int | None = None  # number of a second printer interface, with endpoints 0x03 and 0x84
    twin_id: str = "MFG:Larder Test Works;MDL:Twin;CMD:TSPL;"
    driver: str | None = None  # kernel driver on the printer interface
    held: bool = False  # another program has claimed the interface
    permission: bool = True  # whether the program may open the node
    port_status: int = 0x18
    answers: dict[str, str] = dataclasses.field(default_factory=dict)  # what it is asked: what it says
    language: str | None = None  # what it prints in, one of firmware/; else it only takes bytes
    behaviour: dict = dataclasses.field(default_factory=dict)  # see firmware/press.py
    faults: list[dict] = dataclasses.field(default_factory=list)  # see printer.py
    out: str | None = None  # file for the bytes it took
    stamp: str | None = None  # when it last took this text is told as "stamped", in monotonic seconds
    lying_cancel: bool = False  # the host controller reports a transfer that is taken back as complete
    plugged: bool = True
    replug: float | None = None  # seconds from an unplug to the next plug

    def strings(self):
        return {1: self.maker, 2: self.model} | ({3: self.serial} if self.serial else {})

    def device_descriptor(self):
        return struct.pack(
            "<BBHBBBBHHHBBBB", 18, 1, 0x0200, 0, 0, 0, 64, self.vendor, self.product, 0x0100,
            1, 2, 3 if self.serial else 0, 1 if self.configuration == 1 else 2)

    def configuration_descriptors(self):
        mine = self._keyboard() if self.composite else b""
        mine += b"".join(self._setting(n, p) for n, p in enumerate(self.alternates))
        if self.twin is not None:
            mine += _interface(self.twin, 0, 2, 7, 1, 2) + _endpoint(0x03, 2, 512) + _endpoint(0x84, 2, 512)
        count = 1 + self.composite + (self.twin is not None)
        other = [] if self.configuration == 1 else [_configuration(1, 1, _interface(0, 0, 0, 0xFF, 0, 0))]
        return other + [_configuration(self.configuration, count, mine)]

    def sysfs_descriptors(self):
        return self.device_descriptor() + b"".join(self.configuration_descriptors())

    def id_answer(self, interface):
        text = (self.twin_id if interface == self.twin else self.device_id).encode()
        length = {"big": len(text) + 2, "wrong": 0xFFFF}.get(self.id_length)
        if length is None:
            return struct.pack("<H", len(text) + 2) + text
        return struct.pack(">H", length) + text

    def _setting(self, alternate, protocol):
        endpoints = [self.bulk_out] + ([self.bulk_in] if self.bulk_in and protocol != 1 else [])
        kind = (7, 1, protocol) if self.is_printer else (self.shows, 0, 0)
        return _interface(self.interface, alternate, len(endpoints), *kind) + b"".join(
            _endpoint(address, 2, 512) for address in endpoints)

    def _keyboard(self):
        return _interface(0, 0, 1, 3, 1, 1) + _endpoint(0x85, 3, 8)


def _configuration(value, interfaces, body):
    return struct.pack("<BBHBBBBB", 9, 2, 9 + len(body), interfaces, value, 0, 0xC0, 1) + body


def _interface(number, alternate, endpoints, *kind):
    return struct.pack("<BBBBBBBBB", 9, 4, number, alternate, endpoints, *kind, 0)


def _endpoint(address, kind, packet):
    return struct.pack("<BBBBHB", 7, 5, address, kind, packet, 0)
