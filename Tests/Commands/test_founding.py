"""A command that founds a hub asks for its time zone where someone sits at a terminal."""
import os
import pty
import re
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

    def test_a_link_is_told_as_the_hub_tells_it(self):
        self.done("place", "add", "A1", "--kind", "bin")
        link = self.json("token", "link", "--role", "volunteer", "--name", "phone")
        self.assertEqual((link["role"], link["name"]), ("volunteer", "phone"))
        self.assertRegex(link["secret"], r"^\w{32}$")
        hub = self.start()
        self.assertEqual(self.json("token", "link")["address"].rstrip("/"), f"http://127.0.0.1:{hub.port}")

    def first_lines(self, *more: str) -> str:
        """What a hub says that starts where nobody sits at a terminal, until it is told to stop."""
        environment = {**os.environ, "LARDER_DATA": str(self.hub.data), "TZ": "America/New_York"}
        with subprocess.Popen([BINARY, "serve", "--port", "0", *more], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as hub:
            said = hub.stdout.readline()
            while not said.endswith("lost.\n") and "token link" not in said:
                line = hub.stdout.readline()
                if not line:
                    break
                said += line
            hub.terminate()
            hub.communicate(timeout=60)
        return said

    def test_a_hub_to_practise_with_lets_whoever_started_it_in(self):
        said = self.first_lines("--practice")
        ready = re.match(r"Larder is ready at (http://127\.0\.0\.1:\d+/)\n", said)
        self.assertIsNotNone(ready, said)
        self.assertRegex(said, re.escape(ready.group(1)) + r"join\?token=\w{32}\n")

    def test_a_log_keeps_no_link_and_says_how_one_is_had(self):
        said = self.first_lines()
        self.assertNotIn("join?token=", said)
        self.assertIn("larder token link\n", said)

    def test_no_link_names_an_address_that_nobody_can_call(self):
        said = self.first_lines("--practice", "--host", "0.0.0.0")
        self.assertIn("Larder is ready at http://0.0.0.0:", said)
        links = re.findall(r"http://(\S+):\d+/join", said)
        self.assertEqual(links[0], "127.0.0.1")
        self.assertNotIn("0.0.0.0", links)

    def test_a_zone_that_nobody_said_is_told_as_the_first_day_is_closed(self):
        self.done("place", "add", "A1", "--kind", "bin")
        closed = self.larder("day", "close", self.today())
        self.assertEqual(closed.returncode, 0)
        self.assertIn("America/New_York was taken", closed.stderr)
        self.assertIn("is closed", self.done("day", "close", self.today()))

    def test_what_stands_in_the_place_of_the_socket_is_named_and_left_alone(self):
        self.hub.data.mkdir(parents=True)
        there = self.hub.data / "hub.sock"
        there.write_text("a person's own")
        for words in (["serve", "--port", "0"], ["place", "add", "A1", "--kind", "bin"]):
            self.fails(*words, says="hub.sock is no socket")
        self.assertEqual(there.read_text(), "a person's own")
        self.assertEqual(list(self.hub.data.iterdir()), [there])
        there.unlink()
        self.done("place", "add", "A1", "--kind", "bin")

    def test_a_directory_whose_path_no_socket_can_have_is_refused(self):
        far = self.folder / ("d" * 100)
        for words in (["serve", "--port", "0"], ["place", "add", "A1", "--kind", "bin"]):
            self.fails(*words, data=far, says="too long for the socket")
        self.assertFalse(far.exists())

    def test_a_script_is_not_asked(self):
        self.done("place", "add", "A1", "--kind", "bin")
        self.assertEqual(self.zone(), "America/New_York")


if __name__ == "__main__":
    unittest.main()
