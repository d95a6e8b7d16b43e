"""A disk that can lose power, fill up and fail: the model in disk/, seen from the tests."""

import os
import pathlib
import random
import shutil
import subprocess
import tempfile

CUT_STATUS = 99
SECTOR = 512
_SOURCES = pathlib.Path(__file__).with_name("disk")


def build(folder: pathlib.Path) -> pathlib.Path:
    """Compiles the library to preload. Swift's own clang will do where there is no other."""
    compiler = shutil.which("cc") or shutil.which("clang")
    if compiler is None:
        raise FileNotFoundError("A C compiler is needed: cc, or the clang that comes with Swift.")
    library = folder / "disk.so"
    subprocess.run(
        [compiler, "-std=c17", "-shared", "-fPIC", "-fvisibility=hidden", "-O2", "-Wall", "-Wextra",
         "-Werror", "-o", library, *sorted(_SOURCES.glob("*.c"))],
        check=True)
    return library


class Disk:
    """The durable side of one data directory."""

    # Compiled for the first disk, and gone with the process.
    _workshop: tempfile.TemporaryDirectory | None = None
    _library: pathlib.Path

    def __init__(self, data: pathlib.Path):
        self.data = data.resolve()
        self._folder = pathlib.Path(tempfile.mkdtemp(prefix="larder-disk-"))
        self.tree = self._folder / "tree"
        self._inodes = self._folder / "inodes"
        self._control = self._folder / "control"
        if Disk._workshop is None:
            Disk._workshop = tempfile.TemporaryDirectory(prefix="larder-library-")
            Disk._library = build(pathlib.Path(Disk._workshop.name))

    def hold(self) -> None:
        """All that lies in the data directory now is durable, and nothing is wrong with the disk."""
        shutil.rmtree(self._folder)
        shutil.copytree(self.data, self.tree, ignore=_sockets)
        self._inodes.mkdir()
        self._control.mkdir()
        for durable in _files(self.tree):
            live = self.data / durable.relative_to(self.tree)
            os.link(durable, self._inodes / str(live.stat().st_ino))

    def environment(self, cut_at: str = "", log: str = "") -> dict[str, str]:
        """What a program needs to write to this disk; disk.h says what the two may be."""
        return {
            "LD_PRELOAD": str(Disk._library),
            "POWERCUT_DATA": str(self.data),
            "POWERCUT_DISK": str(self._folder),
            "POWERCUT_CONTROL": str(self._control),
            "POWERCUT_AT": cut_at,
            "POWERCUT_WAL": log,
        }

    def begin(self, flag: str) -> None:
        """`cut`, `full`, `read-only` or `sync-fails` holds from now on."""
        (self._control / flag).touch()

    def end(self, flag: str) -> None:
        (self._control / flag).unlink()

    def power_on(self, torn: random.Random | None = None) -> None:
        """Makes the data directory what the disk kept.

        With `torn`, each sector that was written and not synced is on the disk at even odds:
        a real disk keeps what it likes of these, in any order.
        """
        if torn is not None:
            for durable in _files(self.tree):
                _tear(durable, self.data / durable.relative_to(self.tree), torn)
        shutil.rmtree(self.data)
        shutil.copytree(self.tree, self.data)

    def discard(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def _files(folder: pathlib.Path) -> list[pathlib.Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _sockets(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if (pathlib.Path(folder) / name).is_socket()]


def _tear(durable: pathlib.Path, live: pathlib.Path, odds: random.Random) -> None:
    if not live.is_file():
        return
    kept, written = bytearray(durable.read_bytes()), live.read_bytes()
    for at in range(0, len(written), SECTOR):
        sector = written[at:at + SECTOR]
        if kept[at:at + len(sector)] == sector or odds.random() < 0.5:
            continue
        kept.extend(bytes(max(0, at - len(kept))))
        kept[at:at + len(sector)] = sector
    durable.write_bytes(kept)
