"""Runs a program among virtual USB printers: its libusb is the real one, its bus is made up here.

  umockdev-wrapper /usr/bin/python3 bed.py [--report FILE] [--control SOCKET] BED.json -- PROGRAM ARGS...

BED.json is {"printers": [{...}]}, with the fields of descriptors.py. See README.md.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import threading

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev  # noqa: E402

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from control import serve  # noqa: E402
from printer import VirtualPrinter  # noqa: E402
from descriptors import Profile  # noqa: E402
from usbfs import Node  # noqa: E402

ROOT = "/devices/pci0000:00/0000:00:14.0/usb1"
ROOT_HUB = (
    "12010002090001406b1d020001060302010109021900010100e0000904000001090000000705810304000c")

# Held while a device's files change. Whoever removes the bed takes it and keeps it: a device that is
# pulled out meanwhile would find its files gone, and umockdev ends the process for that.
FILES = threading.Lock()


class Port:
    """A port of the hub, with the one printer that is plugged in and out of it."""

    device_numbers = iter(range(2, 128))

    def __init__(self, testbed, number, profile):
        self.testbed, self.number, self.events = testbed, number, []
        self.device = f"{ROOT}/1-{number}"
        self.node = None
        self.removal = None
        self.printer = VirtualPrinter(profile, self.on_unplug, self.events.append)
        if profile.plugged:
            self.plug()

    def plug(self):
        if self.removal:
            self.removal.join()
        with FILES:
            self._add()

    def _add(self):
        profile, number = self.printer.profile, next(self.device_numbers)
        path = f"/dev/bus/usb/001/{number:03d}"
        self.printer.restart()
        # The node stands before the kernel's message that add_from_string sends.
        self.node = Node(self.testbed, self.device, path, self.printer)
        attributes = {
            "busnum": 1, "devnum": number, "speed": 480, "bConfigurationValue": 1,
            "idVendor": f"{profile.vendor:04x}", "idProduct": f"{profile.product:04x}",
            "manufacturer": profile.maker, "product": profile.model, "serial": profile.serial,
        }
        self.testbed.add_from_string(
            f"P: {self.device}\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\nE: BUSNUM=001\n"
            f"E: DEVNUM={number:03d}\nE: DEVNAME={path}\n"
            f"E: PRODUCT={profile.vendor:x}/{profile.product:x}/100\nE: TYPE=0/0/0\n"
            + "".join(f"A: {k}={v}\\n\n" for k, v in attributes.items() if v is not None)
            + f"H: descriptors={profile.sysfs_descriptors().hex()}\n\n")
        if profile.tty:
            self.testbed.add_from_string(
                f"P: {self.device}/1-{self.number}:1.0/tty/{profile.tty}\nN: {profile.tty}\n"
                f"E: SUBSYSTEM=tty\nE: DEVNAME=/dev/{profile.tty}\n\n")

    def on_unplug(self):
        """Called by the printer with its lock held: the rest must not wait for the program."""
        self.events.append("unplugged")
        self.node.hang_up()
        self.removal = threading.Thread(target=self._remove, daemon=True)
        self.removal.start()

    def _remove(self):
        with FILES:
            self.testbed.uevent(f"/sys{self.device}", "remove")
            self.node.forget()
            self.testbed.remove_device(f"/sys{self.device}")
        if self.printer.profile.replug is not None:
            threading.Timer(self.printer.profile.replug, self.plug).start()

    def report(self):
        firmware = self.printer.firmware
        return {
            "received": self.printer.received, "stamped": self.printer.stamped,
            "events": self.events, "labels": firmware.press.out if firmware else []}


def run(testbed, options):
    testbed.add_from_string(
        f"P: {ROOT}\nN: bus/usb/001/001\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\nE: BUSNUM=001\n"
        "E: DEVNUM=001\nE: DEVNAME=/dev/bus/usb/001/001\nA: busnum=1\\n\nA: devnum=1\\n\n"
        f"A: speed=480\\n\nA: bConfigurationValue=1\\n\nH: descriptors={ROOT_HUB}\n\n")
    with open(options.bed, encoding="utf-8") as file:
        profiles = [Profile(**fields) for fields in json.load(file)["printers"]]
    ports = [Port(testbed, number, profile) for number, profile in enumerate(profiles, start=1)]
    if options.control:
        serve(options.control, ports)
    program = options.program
    if os.geteuid() == 0 and not all(profile.permission for profile in profiles):
        # The superuser may open anything, unless this power is taken away first.
        program = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *program]
    code = subprocess.call(program)
    if options.report:
        with open(options.report, "w", encoding="utf-8") as file:
            json.dump({"printers": [port.report() for port in ports]}, file)
    return code


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--report", help="what each printer saw is written here at the end")
    parser.add_argument("--control", help="a Unix socket to change things by during the run")
    parser.add_argument("bed")
    parser.add_argument("program", nargs="+")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    testbed, code = UMockdev.Testbed.new(), 1
    try:
        code = run(testbed, options)
    finally:
        FILES.acquire()
        # umockdev's threads would wait for ever, so nothing else cleans up.
        shutil.rmtree(testbed.get_root_dir(), ignore_errors=True)
        sys.stdout.flush()
        os._exit(code)


main()
