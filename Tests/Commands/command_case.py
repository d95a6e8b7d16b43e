"""What every test of the command line needs: a data directory, and the commands on it."""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from hub import BINARY, Hub

ROOT = pathlib.Path(__file__).resolve().parents[2]


class CommandCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="larder-commands-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.hub = Hub(self.folder / "hub")

    def start(self) -> Hub:
        # In the zone of the commands, so that both have the same day at every hour.
        self.assertTrue(self.hub.start({"TZ": "America/New_York"}), self.hub.said)
        self.addCleanup(lambda: self.hub.is_running and self.hub.kill())
        return self.hub

    def today(self) -> str:
        return subprocess.run(["date", "+%F"], capture_output=True, text=True,
                              env={"TZ": "America/New_York", "PATH": "/usr/bin:/bin"}).stdout.strip()

    def file(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text)
        return str(path)

    def larder(self, *words: str, typed: str = "", data: pathlib.Path | None = None):
        """One command on the hub's data, what it is given on standard input, and how it ended."""
        environment = {**os.environ, "LARDER_DATA": str(data or self.hub.data),
                       "TZ": "America/New_York"}
        return subprocess.run(
            [BINARY, *map(str, words)], input=typed, capture_output=True, text=True, timeout=120,
            env=environment)

    def done(self, *words: str, **more) -> str:
        """What a command printed that has to succeed and say nothing on standard error."""
        ended = self.larder(*words, **more)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""), f"{words}: {ended.stdout}")
        return ended.stdout

    def json(self, *words: str, **more):
        return json.loads(self.done(*words, "--json", **more))

    def fails(self, *words: str, says: str, **more) -> str:
        """What a command printed that has to fail with one line that has `says` in it."""
        ended = self.larder(*words, **more)
        self.assertEqual(ended.returncode, 1, f"{words}: {ended.stdout}{ended.stderr}")
        self.assertRegex(ended.stderr, re.compile(r"\A[^\n]+\n\Z"), f"{words}")
        self.assertIn(says.lower(), ended.stderr.lower())
        return ended.stdout

    def refuses(self, *words: str):
        ended = self.larder(*words)
        self.assertEqual(ended.returncode, 2, f"{words}: {ended.stdout}{ended.stderr}")
        self.assertNotEqual(ended.stderr, "")
        self.assertEqual(ended.stdout, "")

    def stocked(self):
        """A hub with beans and a bin."""
        items = self.file("items.csv", "item,name,code,pack,unit_weight_g\n"
                          "b,Black beans,041331024686,1,425\nb,Black beans,10041331024683,12,425\n")
        self.done("item", "import", items)
        return self.json("place", "add", "A3", "--kind", "bin")
