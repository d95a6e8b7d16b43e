"""A command that founds a hub asks for its time zone where someone sits at a terminal."""
import os
import pty
import subprocess
import unittest

from command_case import BINARY, CommandCase


class Founding(CommandCase):
    def on_a_terminal(self, typed: str, name: str = "A1") -> str:
        """What a command that founds a hub writes on a terminal whose keys are `typed`."""
        keys, terminal = pty.openpty()
        self.addCleanup(os.close, keys)
        environment = {**os.environ, "LARDER_DATA": str(self.hub.data), "TZ": "America/New_York"}
        with subprocess.Popen([BINARY, "place", "add", name, "--kind", "bin"], stdin=terminal, stderr=terminal,
                              stdout=subprocess.DEVNULL, env=environment) as command:
            os.close(terminal)
            os.write(keys, typed.encode())
        self.assertEqual(command.returncode, 0)
        return os.read(keys, 65_536).decode()

    def zone(self) -> str:
        return self.done("export", "entries").split('""timeZone"":""')[1].split('""')[0]

    def test_the_zone_is_asked_until_there_is_one_of_that_name(self):
        said = self.on_a_terminal("Middle Earth\nEurope/Lisbon\n")
        self.assertIn("[America/New_York]", said)
        self.assertIn("There is no time zone Middle Earth", said)
        self.assertEqual(self.zone(), "Europe/Lisbon")

    def test_enter_takes_the_machines_and_nobody_is_asked_twice(self):
        self.on_a_terminal("\n")
        self.assertEqual(self.zone(), "America/New_York")
        self.assertNotIn("time zone", self.on_a_terminal("\n", "A2"))

    def test_a_link_names_the_port_that_the_hub_runs_at(self):
        self.done("place", "add", "A1", "--kind", "bin")
        idle = self.larder("token", "link")
        self.assertIn("http://127.0.0.1:8080/join?token=", idle.stdout)
        self.assertIn("does not run", idle.stderr)
        hub = self.start()
        self.assertIn(f"http://127.0.0.1:{hub.port}/join?token=", self.done("token", "link"))

    def test_a_zone_that_nobody_said_is_told_as_the_first_day_is_closed(self):
        self.done("place", "add", "A1", "--kind", "bin")
        closed = self.larder("day", "close", self.today())
        self.assertEqual(closed.returncode, 0)
        self.assertIn("America/New_York was taken", closed.stderr)
        self.assertIn("is closed", self.done("day", "close", self.today()))

    def test_a_script_is_not_asked(self):
        self.done("place", "add", "A1", "--kind", "bin")
        self.assertEqual(self.zone(), "America/New_York")


if __name__ == "__main__":
    unittest.main()
