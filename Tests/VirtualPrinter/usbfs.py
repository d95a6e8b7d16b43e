"""A printer's node under /dev/bus/usb: answers the kernel's usbfs calls out of a VirtualPrinter.

The node is a link to a pseudo terminal, so that poll() behaves as the kernel's does: writable only
while a URB waits to be reaped (output is stopped and started), and hung up once the device is gone
(the other end is closed). Call numbers and structures: <linux/usbdevice_fs.h>, 64 bit.
"""

import collections
import errno
import os
import pty
import struct
import termios
import traceback
import tty

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev  # noqa: E402

from printer import Urb  # noqa: E402


def _call(direction, number, size):
    return direction << 30 | size << 16 | ord("U") << 8 | number


_NONE, _WRITE, _READ = 0, 1, 2
RESETEP, SETINTERFACE, SETCONFIGURATION = _call(_READ, 3, 4), _call(_READ, 4, 8), _call(_READ, 5, 4)
GETDRIVER, SUBMITURB, DISCARDURB = _call(_WRITE, 8, 260), _call(_READ, 10, 56), _call(_NONE, 11, 0)
REAPURBNDELAY = _call(_WRITE, 13, 8)
CLAIMINTERFACE, RELEASEINTERFACE = _call(_READ, 15, 4), _call(_READ, 16, 4)
IOCTL, RESET, CLEAR_HALT = _call(3, 18, 16), _call(_NONE, 20, 0), _call(_READ, 21, 4)
DRIVER_DISCONNECT, DRIVER_CONNECT = _call(_NONE, 22, 0), _call(_NONE, 23, 0)
GET_CAPABILITIES, DISCONNECT_CLAIM = _call(_READ, 26, 4), _call(_READ, 27, 264)
GET_SPEED = _call(_NONE, 31, 0)

# Zero packet, no packet size limit, reap after disconnect, mmap: as kernels since 4.6 say.
CAPABILITIES = 0x1D
ANOTHER_PROGRAM = "another program"


class Node:
    def __init__(self, testbed, device, path, printer):
        self.testbed, self.device, self.path = testbed, device, path
        self.printer, self.note = printer, printer.note
        self.handler = UMockdev.IoctlBase.new()
        self.handler.connect("handle-ioctl", self.on_call)
        self.handler.connect("client-vanished", self.on_vanished)
        testbed.attach_ioctl(path, self.handler)
        self.master, self.slave = pty.openpty()
        tty.setraw(self.slave)
        os.symlink(os.ttyname(self.slave), testbed.get_root_dir() + path)
        if not printer.profile.permission:
            os.chmod(os.ttyname(self.slave), 0)
        self.done, self.flying = collections.defaultdict(collections.deque), {}
        profile = printer.profile
        self.drivers = {0: "usbhid"} if profile.composite else {}
        if profile.driver:
            self.drivers[profile.interface] = profile.driver
        self.set_aside = {}
        self.claims = {profile.interface: ANOTHER_PROGRAM} if profile.held else {}
        # For good: a printer that comes back gets another node, and who holds this one learns nothing of it.
        self.gone = False
        self.set_ready(False)

    def hang_up(self):
        self.gone = True
        os.close(self.master)

    def forget(self):
        self.testbed.detach_ioctl(self.path)
        os.close(self.slave)

    # -- the kernel's side ----------------------------------------------------------------------

    def set_ready(self, is_ready):
        try:
            termios.tcflow(self.slave, termios.TCOON if is_ready else termios.TCOOFF)
        except termios.error:
            pass  # hung up

    def on_vanished(self, _handler, client):
        with self.printer.lock:
            for number in [n for n, holder in self.claims.items() if holder is client]:
                self.note(f"dropped {number}")
                del self.claims[number]

    def on_call(self, _handler, client):
        with self.printer.lock:
            try:
                result = self.call(client.get_request() & 0xFFFFFFFF, client)
            except Exception:
                traceback.print_exc()
                result = -errno.EIO
            if result is not None:
                client.complete(-1 if result < 0 else result, -result if result < 0 else 0)
        return True

    def call(self, request, client):
        arg = client.get_arg()
        if request == REAPURBNDELAY:
            return self.reap(client)
        if request == DISCARDURB:
            key = struct.unpack("<Q", bytes(arg.retrieve()))[0]
            return 0 if self.printer.cancel(key) else -errno.EINVAL
        if self.gone:
            return -errno.ENODEV
        if request == SUBMITURB:
            return self.submit(client)
        if request == GET_CAPABILITIES:
            arg.resolve(0, 4).update(0, struct.pack("<I", CAPABILITIES))
            return 0
        if request == GET_SPEED:
            return 3
        if request == RESET:
            self.note("reset")
            return 0
        size = (request >> 16) & 0x3FFF
        data = bytes(arg.resolve(0, size).retrieve())
        number = struct.unpack_from("<I", data)[0]
        if request in (CLAIMINTERFACE, DISCONNECT_CLAIM):
            return self.claim(number, client, request == DISCONNECT_CLAIM)
        if request == RELEASEINTERFACE:
            self.note(f"released {number}")
            return 0 if self.claims.pop(number, None) else -errno.EINVAL
        if request == GETDRIVER:
            driver = self.drivers.get(number) or ("usbfs" if number in self.claims else None)
            if driver is None:
                return -errno.ENODATA
            arg.resolve(0, size).update(4, driver.encode() + b"\0")
            return 0
        if request == IOCTL:
            return self.move_driver(number, struct.unpack_from("<I", data, 4)[0])
        if request in (CLEAR_HALT, RESETEP):
            self.printer.clear_halt(number)
            return 0
        if request == SETINTERFACE:
            self.note(f"alternate {number} {struct.unpack_from('<I', data, 4)[0]}")
            return 0
        if request == SETCONFIGURATION:
            self.note(f"configuration {number}")
            self.testbed.set_attribute(f"/sys{self.device}", "bConfigurationValue", str(number))
            return 0
        return -errno.ENOTTY

    def claim(self, number, client, may_detach):
        if number in self.claims or (number in self.drivers and not may_detach):
            return -errno.EBUSY
        if number in self.drivers:
            self.set_aside[number] = self.drivers.pop(number)
            self.note(f"detached {number} {self.set_aside[number]}")
        self.claims[number] = client
        self.note(f"claimed {number}")
        return 0

    def move_driver(self, number, request):
        if request == DRIVER_CONNECT and number in self.set_aside:
            self.drivers[number] = self.set_aside.pop(number)
            self.note(f"attached {number} {self.drivers[number]}")
        elif request == DRIVER_DISCONNECT and number in self.drivers:
            self.set_aside[number] = self.drivers.pop(number)
            self.note(f"detached {number} {self.set_aside[number]}")
        else:
            return -errno.ENODATA
        return 0

    # -- URBs -----------------------------------------------------------------------------------

    def submit(self, client):
        urb = client.get_arg().resolve(0, 56)
        raw = bytes(urb.retrieve())
        kind, endpoint, length = raw[0], raw[1], struct.unpack_from("<i", raw, 24)[0]
        key = urb.client_addr
        buffer = urb.resolve(16, length) if length else None
        data = bytes(buffer.retrieve()) if buffer is not None else b""
        done = lambda finished: self.finished(client, finished)  # noqa: E731
        if kind == 2:
            setup = data[:8]
            # The kernel lets anyone ask for the id; other class requests need the interface.
            if setup[0] & 0x7F == 0x21 and setup[1] != 0 and self.claims.get(setup[4]) is not client:
                return -errno.EBUSY
            made = Urb(key, 0, done, length=length - 8, setup=setup)
        else:
            profile = self.printer.profile
            interface = profile.twin if endpoint in (0x03, 0x84) and profile.twin is not None else profile.interface
            if self.claims.get(interface) is not client:
                return -errno.EINVAL
            made = Urb(key, endpoint, done, data=b"" if endpoint & 0x80 else data, length=length)
        self.flying[key] = (urb, buffer)
        result = self.printer.submit(made)
        if result < 0:
            del self.flying[key]
        return result

    def finished(self, client, urb):
        self.done[client].append(urb)
        self.set_ready(True)

    def reap(self, client):
        if not self.done[client]:
            return -errno.ENODEV if self.gone else -errno.EAGAIN
        finished = self.done[client].popleft()
        urb, buffer = self.flying.pop(finished.key)
        urb.update(4, struct.pack("<i", finished.status))
        urb.update(28, struct.pack("<i", finished.actual))
        if finished.answer and buffer is not None:
            buffer.update(8 if finished.setup else 0, finished.answer)
        client.get_arg().resolve(0, 8).set_ptr(0, urb)
        if not any(self.done.values()) and not self.gone:
            self.set_ready(False)
        return 0
