import csv
import io
import json
import os
import socketserver
import subprocess
import threading

from command_case import ROOT, CommandCase
from hub import BINARY, Client, new_id


def commands(command, before=()):
    """Every command with its words, from the program's own account of itself."""
    words = (*before, command["commandName"])
    below = [c for c in command.get("subcommands", []) if c["commandName"] != "help"]
    if not below:
        yield words, command.get("arguments", [])
    for each in below:
        yield from commands(each, words)


class RollOf62(socketserver.BaseRequestHandler):
    """A Brother QL with a 62 mm roll in it, which it says whenever it is asked."""

    def handle(self):
        while asked := self.request.recv(4096):
            if b"\x1biS" in asked:
                self.request.sendall(
                    b"\x80\x20B450" + bytes(4) + bytes([62, 0x0A, 0, 0, 0x3F]) + bytes(17))


class Commands(CommandCase):
    def test_help_lists_the_nouns_and_each_noun_its_verbs(self):
        text = self.done("--help")
        for noun in ("serve", "item", "place", "scan", "reconcile", "day", "label", "printer",
                     "source", "token", "verify", "backup", "restore"):
            self.assertRegex(text, rf"\n  {noun} ")
        for noun, verbs in {"item": ["import"], "place": ["add", "list"], "day": ["show", "close"],
                            "label": ["render", "sheet", "layouts"], "token": ["create", "link"],
                            "source": ["list", "erase"],
                            "printer": ["list", "add", "try", "set", "test", "calibrate", "remove", "setup",
                                        "report"]}.items():
            text = self.done(noun, "--help")
            for verb in verbs:
                self.assertRegex(text, rf"\n  {verb} ")

    def test_every_command_and_option_is_in_the_reference_and_no_other_command(self):
        dump = json.loads(subprocess.run(
            [BINARY, "--experimental-dump-help"], capture_output=True, text=True).stdout)
        page = (ROOT / "docs/reference/commands.md").read_text()
        sections = {part.partition("`")[0]: part for part in page.split("\n## `")[1:]}
        known = dict(commands(dump["command"]))
        self.assertEqual(set(sections), {" ".join(words) for words in known})
        for words, arguments in known.items():
            section = sections[" ".join(words)]
            self.assertIn("```sh\nlarder" if words[1] != "scan" else "larder scan", section)
            for argument in arguments:
                for name in (n["name"] for n in argument.get("names", [])):
                    if name not in ("version", "help", "h"):
                        self.assertIn(f"`--{name}", section, words)
                for value in argument.get("allValues", []):
                    self.assertIn(value, section, words)

    def test_exports_are_files_that_can_be_read_again(self):
        self.fails("export", "items", says="There is no hub")
        self.stocked()
        self.done("scan", "--mode", "intake", "--place", "A3", typed="2*10041331024683\n")
        items = self.folder / "exported.csv"
        self.assertEqual(self.done("export", "items", "--output", items), "")
        self.assertEqual(items.stat().st_mode & 0o077, 0)
        self.assertEqual(self.json("item", "import", items)["unchanged"], 2)
        self.fails("export", "items", "--output", items, says="is there already")
        stock = list(csv.DictReader(io.StringIO(self.done("export", "stock"))))
        self.assertEqual([(row["placeName"], row["quantity"]) for row in stock], [("A3", "24")])
        entries = list(csv.DictReader(io.StringIO(self.done("export", "entries"))))
        self.assertEqual([int(row["seq"]) for row in entries], [*range(1, len(entries) + 1)])
        moved = [row for row in csv.DictReader(io.StringIO(self.done("export", "movements")))]
        self.assertEqual([(row["mode"], row["toName"], row["grams"]) for row in moved],
                         [("intake", "A3", "10200")])
        days = list(csv.DictReader(io.StringIO(self.done("export", "days"))))
        self.assertEqual([(row["in"], row["closing"]) for row in days], [("24", "24")])

    def test_a_number_that_is_no_whole_one_is_refused_beside_a_code(self):
        typed = ["-2*BS1", "2.5*BS1", "1e3*BS1", "1.5*4133"]
        ended = self.larder("scan", "--mode", "intake", typed="\n".join([*typed, "2*BS1", "*A-1*"]))
        self.assertEqual(ended.returncode, 1)
        said = ended.stdout.splitlines()
        self.assertEqual([line.split("  refused")[0] for line in said[:4]], typed)
        self.assertEqual([line.split("  not known")[0] for line in said[4:]], ["BS1", "*A-1*"])

    def test_a_dry_run_says_line_by_line_what_a_file_would_do(self):
        self.stocked()
        items = self.file("more.csv", "item;name;code;pack\nb;Black beans;;\nr;Rice;41331029162;\n"
                          "t;Tea;4.13E+10;\n;;;\n")
        planned = self.done("item", "import", items, "--dry-run").splitlines()
        self.assertEqual(planned[:2], [
            "line 2 unchanged: “Black beans” stays as it is.",
            "line 3 new: New item “Rice”, new code 041331029162, a pack of 1."])
        self.assertIn("line 3 note: The code 41331029162 was taken as 041331029162", planned[2])
        self.assertIn("Probably 0413????????", planned[3])
        self.assertEqual(planned[-2:], ["3 rows read, 2 items: 1 new, 0 changed, 1 unchanged, 1 refused",
                                        "Nothing was recorded."])
        plan = self.json("item", "import", items, "--dry-run")
        self.assertEqual([line["outcome"] for line in plan["plan"]], ["unchanged", "new", "refused"])
        self.assertEqual(self.json("item", "import", items)["new"], 1)
        scans = self.file("sheet.csv", "at,code,quantity\n,041331024686,2\n,041331024686,2\n")
        self.assertIn("2 refused", self.done("reconcile", "--scans", scans))
        named = ("reconcile", "--scans", scans, "--batch", "Saturday, door")
        planned = self.done(*named, "--dry-run").splitlines()
        self.assertEqual(planned[0], "line 2 recorded: 2 of “Black beans” from floor, "
                                     "more than it held: -2 left.")
        self.assertEqual(planned[-1], "Nothing was recorded.")
        self.assertEqual([self.json(*named)["recorded"] for _ in range(2)], [2, 0])

    def test_json_is_what_the_hub_answers(self):
        hub = self.start()
        self.stocked()
        client = Client(hub, hub.token())
        for words, path in ((("place", "list"), "places"), (("source", "list"), "sources")):
            said = self.done(*words, "--json")
            self.assertEqual(said.encode(), client.get(f"/api/v1/{path}")[1] + b"\n")

    def test_places_behind_the_first_thousand_are_listed_and_found_by_name(self):
        hub = self.start()
        client = Client(hub, hub.token())
        self.done("item", "import", self.file("beans.csv", "item,name,code\nb,Beans,beans\n"))
        for number in range(1_002):
            client.post("/api/v1/places", {"id": new_id(), "name": f"P{number:04}", "kind": "bin"})
        names = [place["name"] for place in self.json("place", "list")]
        self.assertEqual(sorted(names), [*(f"P{number:04}" for number in range(1_002)), "floor"])
        self.done("scan", "--mode", "intake", "--place", "p1001", typed="beans\n")
        self.assertIn("P1001", self.done("export", "stock"))
        box = self.json("place", "add", "Box", "--kind", "box", "--in", "P1001")
        self.assertEqual(len(self.json("place", "list")), 1_004)
        self.assertTrue(box["parent"])

    def test_wrong_usage_ends_with_2(self):
        for words in (["borrow"], ["scan"], ["scan", "--mode", "borrow"], ["place", "add", "A"],
                      ["place", "add", "A", "--kind", "floor"], ["token", "create"],
                      ["serve", "--port", "70000"], ["serve", "--port", "many"], ["day", "show"],
                      ["serve", "--time-zone", "Mars/Olympus"],
                      ["label", "render", "bin", "--media", "50x30"], ["export"], ["export", "people"], ["verify", "--quickly"],
                      ["printer", "calibrate", "p", "--left", "nan"], ["printer", "calibrate", "p", "--top", "inf"],
                      ["printer", "set", "p", "--darkness", "dark"], ["printer", "set", "p", "--confirms", "maybe"], ["printer", "try"],
                      ["label", "render", "bin", "--media", "50x30", "--output", "x", "--field", "n"]):
            self.refuses(*words)

    def test_a_hub_keeps_its_time_zone_once_a_day_is_closed(self):
        self.done("place", "add", "A1", "--kind", "bin")
        self.assertEqual(self.larder("day", "close", "2026-01-01").returncode, 0)
        self.fails("serve", "--port", "0", "--time-zone", "Pacific/Kiritimati", says="one of them is closed")

    def test_version_and_help_end_with_0(self):
        self.assertRegex(self.done("--version"), r"^\d+\.\d+\.\d+\n$")
        self.assertIn("USAGE", self.done("scan", "--help"))

    def test_without_a_hub_a_command_says_so_in_one_line(self):
        for words in (["place", "list"], ["day", "show", "2026-11-21"], ["verify"],
                      ["day", "close", "2026-11-21"], ["printer", "test", "zebra"],
                      ["printer", "remove", "zebra"], ["printer", "set", "zebra"],
                      ["printer", "calibrate", "zebra"], ["token", "link"],
                      ["source", "list"], ["source", "erase", "Market"],
                      ["backup", self.folder / "copy"],
                      ["item", "import", self.file("items.csv", "name\nRice\n"), "--dry-run"],
                      ["reconcile", "--scans", self.file("day.csv", "at,code\n"), "--dry-run"],
                      ["scan", "--mode", "lookup"]):
            self.fails(*words, says="There is no hub")
        self.assertFalse(self.hub.data.exists(), "asking founds nothing")

    def test_what_the_hub_refuses_is_said_in_one_line(self):
        self.stocked()
        self.fails("day", "show", "yesterday", says="date")
        self.fails("day", "close", "2999-01-01", says="lies ahead")
        self.fails("item", "import", "/nowhere/items.csv", says="cannot be read")
        self.fails("item", "import", self.file("e.csv", ""), says="nothing in the file")
        self.fails("reconcile", "--scans", self.file("s.csv", "x\n1\n"), says="at, code")
        self.fails("printer", "add", "p", "--device", "usb", "--media", "50x30", "--language", "zpl",
                   says="usb:")
        self.fails("printer", "remove", "nobody", says="no printer nobody")
        self.fails("place", "add", "B", "--kind", "bin", "--in", "Nowhere", says="Nowhere")
        self.fails("restore", "/nowhere/copy", data=self.folder / "other", says="is not there")

    def test_a_place_is_named_as_items_are(self):
        self.done("place", "add", "Café Shelf", "--kind", "shelf")
        self.done("place", "add", "B1", "--kind", "bin", "--in", "CAFE  shelf")
        self.done("place", "add", "Cafe-Shelf", "--kind", "shelf")
        self.fails("place", "add", "B2", "--kind", "bin", "--in", "cafe shelf", says="2 places are called")
        self.done("place", "add", "B2", "--kind", "bin", "--in", "Cafe-Shelf")
        places = {place["name"]: place for place in self.json("place", "list")}
        self.assertEqual(places["B1"]["parent"], places["Café Shelf"]["id"])
        self.assertEqual(places["B2"]["parent"], places["Cafe-Shelf"]["id"])

    def test_the_name_of_someone_who_gave_is_erased(self):
        self.stocked()
        hub = self.start()
        token = self.json("token", "create", "--role", "volunteer", "--name", "table")["secret"]
        for name in ("Corner Bakery", "Harvest Market"):
            scan = {"id": new_id(), "mode": "intake", "code": "041331024686", "source": name}
            self.assertEqual(Client(hub, token).post("/api/v1/scans", scan)[0], 201)
        names = {source["name"]: source["id"] for source in self.json("source", "list")}
        self.assertEqual(sorted(names), ["Corner Bakery", "Harvest Market"])
        self.done("source", "erase", "CÓRNER  bakery")
        self.fails("source", "erase", "corner bakery", says="source list")
        self.assertNotIn("Corner", self.done("source", "list"))
        self.done("source", "erase", names["Harvest Market"])
        self.assertEqual(self.json("source", "list"), [])
        self.assertEqual(self.json("verify")["findings"], [])

    def test_a_day_of_work_without_a_running_hub(self):
        self.day_of_work()

    def test_a_day_of_work_through_a_running_hub(self):
        hub = self.start()
        self.day_of_work()
        self.assertTrue(hub.is_running)
        self.assertEqual(hub.stop(), 0)
        self.assertEqual(self.json("verify")["findings"], [])

    def test_letters_are_an_item_by_its_whole_name_and_never_a_code(self):
        self.stocked()
        name = "Black beans"
        told = self.done("scan", "--mode", "intake", "--place", "A3", typed=name.upper() + "\n")
        self.assertIn(f"{name}  1, now 1 in A3", told)
        printed = self.fails("scan", "--mode", "intake", typed=name.split()[1] + "\nrice\n", says="2 scans were refused")
        self.assertIn(name, printed.splitlines()[0])
        self.assertIn("nothing was recorded", printed.splitlines()[1])
        self.assertIn("not known", self.done("scan", "--mode", "lookup", typed="rice\n"))
        before = self.done("export", "entries")
        self.fails("scan", "--mode", "discard", "--reason", "torn", typed="rice\n", says="1 scans were refused")
        self.assertEqual(self.done("export", "entries"), before)

    def day_of_work(self):
        bin = self.stocked()
        self.assertEqual([bin["kind"], bin["name"]], ["bin", "A3"])
        again = self.json("item", "import", self.folder / "items.csv")
        self.assertEqual([again["rows"], again["unchanged"]], [2, 2])
        self.done("place", "add", "Box 1", "--kind", "box", "--in", "a3")
        self.assertIn("Box 1", self.done("place", "list"))
        self.assertEqual(len(self.json("place", "list")), 3)

        typed = "041331024686\n\n2*10041331024683\n4711\n"
        lines = self.done("scan", "--mode", "intake", "--place", "A3", typed=typed).splitlines()
        self.assertEqual(len(lines), 3)
        self.assertRegex(lines[0], r"Black beans +1, now 1 in A3")
        self.assertRegex(lines[1], r"Black beans +24, now 25 in A3")
        self.assertIn("not known yet", lines[2])
        lines = self.done("scan", "--mode", "distribute", "--json", typed="3*041331024686\n")
        self.assertEqual(json.loads(lines)["balance"], 22)
        printed = self.fails("scan", "--mode", "intake", typed="0*041331024686\n041331024686\n",
                             says="1 scans were refused")
        self.assertEqual(len(printed.splitlines()), 2)
        typed = "041331024686*2\n2 * 041331024686\n4711*1\n123456*123456\n"
        printed = self.fails("scan", "--mode", "lookup", typed=typed, says="1 scans were refused")
        self.assertEqual(["Black beans" in line for line in printed.splitlines()], [True, True, False, False])
        self.assertIn("stands in front of the asterisk", printed)
        # Known codes say which is which; what nobody can know is no code.
        self.done("item", "import", self.file("plu.csv", "name,code\nBananas,4011\nTea,12\n"))
        typed = "4011*2\n2*4011\n3 x 4011\n3\u00d74011\n2x4011\n3*12\n12*3\n"
        told = self.done("scan", "--mode", "lookup", typed=typed).splitlines()
        self.assertEqual(["Bananas" in line for line in told], [True] * 5 + [False] * 2)
        self.assertEqual(["Tea" in line for line in told], [False] * 5 + [True] * 2)
        typed = "2**4011\n2*3*4011\n2xNEW\n12*4011*\n"
        printed = self.fails("scan", "--mode", "intake", typed=typed, says="4 scans were refused")
        self.assertEqual(printed.count("stands in front of the asterisk"), 4)
        # Two numbers without a sign, and what a spreadsheet puts around one: no line waits as a code that no scanner sends.
        typed = ("2 041331024686\n041331024686 2\n041331024686,2\n041331024686;2\n041331024686\t2\n\"041331024686\"\n'041331024686\n"
                 "=041331024686\n=\"041331024686\"\n4011 2\n\u0662*\u0660\u0664\u0661\u0663\u0663\u0661\u0660\u0662\u0664\u0666\u0668\u0666\n")
        told = self.done("scan", "--mode", "lookup", typed=typed).splitlines()
        self.assertEqual(["Black beans" in line or "Bananas" in line for line in told], [True] * 11)
        self.assertIn("Bananas", told[9])
        printed = self.fails("scan", "--mode", "intake", typed="041331024686 12345\n12345*041331024686*1\n", says="2 scans were refused")
        self.assertNotIn("not known yet", printed)
        # Beside a sign, a number that is no whole one is no code, and a known code is no quantity.
        waiting = self.json("scan", "--mode", "lookup", typed="4011\n").get("balance")
        typed = "1.5*4011\n1,5 x 4011\n-2*4011\n1e3*4011\n4011*abc\n4011 * ½\n2.5x4011\n"
        printed = self.fails("scan", "--mode", "intake", typed=typed, says="7 scans were refused")
        self.assertEqual(printed.count("stands in front of the asterisk"), 7)
        self.assertEqual(self.json("scan", "--mode", "lookup", typed="4011\n").get("balance"), waiting)
        self.assertIn("not known", self.done("scan", "--mode", "lookup", typed="9*NEW-77\n"))
        printed = self.fails("scan", "--mode", "intake", typed="@\nANSI 636000090002\nDCSSAMPLE\nDBB06061986\n", says="4 scans were refused")
        self.assertNotIn("SAMPLE", printed)
        self.assertEqual(printed.count("dropped"), 4)
        self.assertIn("22", self.done("scan", "--mode", "lookup", "--place", bin["labelCode"],
                                      typed="041331024686\n"))

        day = self.done("day", "show", self.today()).splitlines()
        self.assertRegex(day[1], r"Black beans +0 +26 +3 +0 +0 +23")
        scans = self.file("scans.csv", "at,code,quantity,place,station\n"
                          f"{self.today()}T10:00:00Z,041331024686,2,,door\n"
                          f"{self.today()}T10:01:00Z,4712,,,door\nnoon,4713,,,door\n")
        counts = []
        for _ in range(2):
            report = self.json("reconcile", "--scans", scans, "--day", self.today())
            counts.append([report[name] for name in
                           ("lines", "recorded", "alreadyRecorded", "unresolved", "refused")])
        self.assertEqual(counts, [[3, 1, 0, 1, 1], [3, 0, 2, 0, 1]])
        self.assertIn("3 lines: 0 recorded, 2 already recorded",
                      self.done("reconcile", "--scans", scans))
        closed = json.loads(self.larder("day", "close", self.today(), "--json").stdout)
        self.assertEqual([closed["state"], closed["unresolved"]], ["closed", 2])
        self.assertIn("is closed", self.done("day", "close", self.today()))

        self.assertRegex(self.done("token", "create", "--role", "viewer", "--name", "n"),
                         r"^\S{32}\n$")
        link = self.done("token", "link", "--address", "http://pantry.local")
        self.assertRegex(link, r"^http://pantry\.local/join\?token=\S{32}\n$")
        self.assertIn("all as they were recorded", self.done("verify"))


class Printing(CommandCase):
    def test_a_printer_of_pictures_prints(self):
        for through_hub in (False, True):
            if through_hub:
                self.start()
            name = f"pictures {through_hub} %/ñ"
            self.done("printer", "add", name, "--device", "picture:", "--media", "50x30")
            self.assertIn(name, self.done("printer", "list"))
            self.assertEqual(self.json("printer", "test", name)["state"], "printed")
            self.done("printer", "remove", name)
            self.assertNotIn(name, self.done("printer", "list"))

    def test_a_file_printer_gets_the_whole_label(self):
        out = self.folder / "out.zpl"
        self.done("printer", "add", "f", "--device", f"file:{out}", "--language", "zpl",
                  "--media", "50x30")
        self.done("printer", "test", "f")
        whole = out.read_bytes()
        self.assertIn(b"^XA", whole)
        self.assertEqual(whole.rstrip()[-3:], b"^XZ")

    def test_a_printer_is_set_and_its_next_label_is_printed_so(self):
        out = self.folder / "out.zpl"
        self.done("printer", "add", "f", "--device", f"file:{out}", "--language", "zpl", "--media", "50x30")
        said = self.json("printer", "set", "f", "--darkness", "22", "--media", "40x30", "--head", "832",
                         "--offset-across", "-12")
        self.assertEqual((said["options"]["darkness"], said["options"]["offsetAcross"]), (22, -12))
        self.assertIn("f  ", self.done("printer", "set", "f", "--rotation", "180"))
        kept = self.json("printer", "list")["configured"][0]
        self.assertEqual((kept["media"], kept["head"], kept["options"]["rotation"]), ("40x30", 832, 180))
        self.done("printer", "test", "f")
        self.assertIn(b"~SD22", out.read_bytes())
        self.assertNotIn("darkness", self.json("printer", "set", "f", "--darkness", "auto")["options"])
        self.fails("printer", "set", "f", "--darkness", "31", says="0 to 30")
        self.fails("printer", "set", "f", "--media", "101.6x1", says="101.6x1")
        self.fails("printer", "set", "f", "--confirms", "yes", says="confirms")
        self.fails("printer", "set", "nobody", "--dpi", "300", says="no printer nobody")

    def test_a_person_says_whether_a_receipt_printer_confirms_its_labels(self):
        self.done("printer", "add", "r", "--device", f"file:{self.folder / 'o'}", "--language", "escpos",
                  "--media", "58")
        self.assertIn("confirms each label", self.done("printer", "set", "r", "--confirms", "yes"))
        self.assertFalse(self.json("printer", "set", "r", "--confirms", "no")["confirms"])
        self.assertNotIn("confirms", self.json("printer", "set", "r", "--confirms", "auto"))

    def test_a_wrong_roll_is_named(self):
        printer = socketserver.ThreadingTCPServer(("127.0.0.1", 0), RollOf62)
        threading.Thread(target=printer.serve_forever, daemon=True).start()
        self.addCleanup(printer.server_close)
        self.addCleanup(printer.shutdown)
        self.done("printer", "add", "b", "--device", f"tcp:127.0.0.1:{printer.server_address[1]}",
                  "--language", "brother", "--media", "62x29")
        self.fails("printer", "test", "b", says="62 is loaded, it is set to 62x29")

    def test_a_label_wider_than_the_head_is_refused_with_both_widths(self):
        self.done("printer", "add", "f", "--device", f"file:{self.folder / 'o'}", "--language", "zpl",
                  "--media", "50x30", "--head", "384")
        ended = self.larder("printer", "test", "f")
        self.assertEqual(ended.returncode, 1)
        self.assertRegex(ended.stderr, "400 dots.*384")

    def test_what_is_read_off_the_calibration_label_moves_the_picture(self):
        out = self.folder / "out.zpl"
        self.done("printer", "add", "f", "--device", f"file:{out}", "--language", "zpl", "--media", "50x30")
        self.assertEqual(self.json("printer", "calibrate", "f")["state"], "printed")
        self.assertIn(b"^XA", out.read_bytes())
        options = self.json("printer", "calibrate", "f", "--left", "2", "--top", "0.5")["options"]
        self.assertEqual((options["offsetAcross"], options["offsetAlong"]), (20, 5))
        self.assertIn("smaller than 50x30", self.done("printer", "calibrate", "f", "--left", "1", "--right", "1"))
        self.fails("printer", "calibrate", "f", "--left", "40", says="0 to 9")

    def test_the_trial_sends_a_label_in_each_language(self):
        out = self.folder / "trial.bin"
        trials = self.json("printer", "try", "--device", f"file:{out}", "--media", "50x30")
        self.assertLessEqual({"zpl", "tspl"}, {trial["language"] for trial in trials})
        self.assertEqual(out.stat().st_size, sum(trial["bytesSent"] for trial in trials))
        self.assertIn(b"^XA", out.read_bytes())
        self.assertIn(b"BITMAP", out.read_bytes())
        self.fails("printer", "try", "--device", "file:/nowhere/x", "--media", "50x30", says="Nothing reached")

    def test_the_udev_rule_is_shown_or_written(self):
        rule = self.done("printer", "setup", "--print")
        self.assertIn(":0701", rule)
        self.done("printer", "setup", "--root", self.folder)
        files = list((self.folder / "etc/udev/rules.d").iterdir())
        self.assertEqual([file.read_text() for file in files], [rule])
        self.assertLess(files[0].name, "73-seat-late.rules")
        self.fails("printer", "setup", "--root", "/proc", says="as root")

    def test_a_report_holds_no_name_and_no_address(self):
        self.done("printer", "add", "Sister Ann's", "--device", "tcp:192.0.2.1", "--language", "zpl",
                  "--media", "50x30")
        report = self.done("printer", "report")
        self.assertEqual(json.loads(report)["configured"][0]["way"], "tcp")
        self.assertNotIn("Ann", report)
        self.assertNotIn("192.0.2.1", report)

    def test_the_list_of_printers_is_the_hubs_own_answer(self):
        self.done("printer", "add", "f", "--device", f"file:{self.folder / 'o'}", "--language", "zpl", "--media", "50x30")
        said = self.done("printer", "list", "--json")
        # As the hub writes it, and as a hub that is not there would have it.
        self.assertTrue(said.startswith('{"usb":['), said)
        self.assertEqual([printer["name"] for printer in json.loads(said)["configured"]], ["f"])
        self.assertEqual(json.loads(said).keys(), {"usb", "configured"})
        none = json.loads(self.done("printer", "list", "--json", "--data", self.folder / "none"))
        self.assertEqual(none.keys(), {"usb", "configured"})
        self.assertEqual(none["configured"], [])

    def test_printers_on_usb_are_listed_with_what_they_are_and_what_to_do(self):
        bed = self.file("bed.json", json.dumps({"printers": [
            {"vendor": 0x0A5F, "product": 0x0080, "serial": "Z1", "device_id": "MFG:Zebra;MDL:ZTC GK420d;CMD:ZPL;"},
            {"vendor": 0x0922, "product": 0x0020, "serial": None, "device_id": "MFG:DYMO;CMD: ;MDL:LabelWriter 450;"},
            {"vendor": 0x04F9, "product": 0x2049, "maker": "Brother", "model": "QL-700", "is_printer": False, "shows": 8},
            {"vendor": 0x0FE6, "product": 0x811E, "serial": "X1", "device_id": "MFG: ;MDL:POS58;CMD: ;"},
            {"serial": "P1", "permission": False},
        ]}))
        ended = subprocess.run(
            ["umockdev-wrapper", "/usr/bin/python3", ROOT / "Tests/VirtualPrinter/bed.py", bed, "--",
             BINARY, "printer", "list", "--data", self.folder / "none"],
            capture_output=True, text=True, timeout=120)
        lines = ended.stdout.splitlines()
        self.assertEqual(len(lines), 5, ended.stdout + ended.stderr)
        for line, parts in zip(lines, (
                ("usb:Z1 ", "Zebra ZTC GK420d", "zpl (the printer says so)", "ready"),
                ("usb:@1-2 ", "DYMO LabelWriter 450", "dymo (known model)", "ready"),
                ("Brother QL-700", "hold the Editor Lite button"),
                ("usb:X1 ", "language not told", "ready"),
                ("usb:P1 ", "sudo larder printer setup"))):
            for part in parts:
                self.assertIn(part, line)

    def test_a_paper_that_nobody_tells_is_asked_for(self):
        self.fails("printer", "add", "f", "--device", f"file:{self.folder / 'o'}", "--language", "zpl",
                   says="Name it, such as 50x30")

    def test_a_label_is_drawn_without_a_hub(self):
        signs = {"png": b"\x89PNG", "pdf": b"%PDF", "zpl": b"^XA", "tspl": b"SIZE", "escpos": b"\x1b@",
                 "brother": bytes(400) + b"\x1b@", "dymo": b"\x1b" * 158 + b"@", "epl2": b"\r\nN\r\n"}
        papers = {"escpos": self.endless(), "brother": "62x29", "dymo": "57.15x31.75"}
        for form, sign in signs.items():
            file = self.folder / f"label.{form}"
            dpi = "300" if form in ("brother", "dymo") else "203"
            self.done("label", "render", "bin", "--media", papers.get(form, "50x30"), "--dpi", dpi,
                      "--as", form, "--output", file, "--field", "name=^XZ~JA\r\nPRINT",
                      "--code", "7K2M9XRD")
            self.assertTrue(sign in file.read_bytes()[:410], form)
        self.assertFalse(self.hub.data.exists())
        known = self.json("label", "layouts")
        self.assertLessEqual({"bin", "box", "lot", "test"}, set(known["layouts"]))
        self.assertIn("50x30", known["media"])

    def test_what_labels_are_drawn_with_is_told_as_the_hub_tells_it(self):
        known = self.json("label", "layouts")
        hub = self.start()
        status, told = Client(hub, hub.token()).get("/api/v1/label-catalogue")
        self.assertEqual((status, json.loads(told)), (200, known))

    def test_a_line_that_is_no_scan_is_refused_in_the_hubs_own_shape(self):
        self.stocked()
        typed = f"1.5*4133\n{'x' * 300}\n"
        printed = self.fails("scan", "--mode", "intake", "--json", typed=typed, says="2 scans were refused")
        own, hubs = map(json.loads, printed.splitlines())
        self.assertEqual((own["code"], hubs["code"]), ("number_unreadable", "code_too_long"))
        # The hub's tells the scan's id, which the line has none of.
        self.assertEqual(own.keys(), hubs.keys() - {"id"})
        self.assertEqual((own["status"], own["title"]), (hubs["status"], hubs["title"]))

    def test_a_command_card_is_no_code_and_what_follows_one_of_other_work_is_not_taken(self):
        self.stocked()
        beans = "041331024686"
        typed = "\n".join(["UUNDO", beans, "UDISCARD", beans, "UPAUSE", beans, "]Q1utakein", beans, ""])
        printed = self.fails("scan", "--mode", "intake", typed=typed, says="5 scans were refused").splitlines()
        taken = ["Black beans" in line for line in printed]
        self.assertEqual(taken, [False, True, False, False, False, False, False, True])
        self.assertIn("asks for other work", printed[3])
        self.assertIn("goes on", printed[6])
        self.assertRegex(self.done("scan", "--mode", "lookup", typed=beans + "\n"), "Black beans +2")
        # What stands with a product's number in words is no code of its own.
        typed = "".join(f"{line}\n" for line in (f"qty 2 {beans}", f"{beans} two", f"{beans} pcs 2", f"{beans}: 2 cans", f"({beans})", f"{beans}.", f"{beans},", f"- {beans}"))
        printed = self.fails("scan", "--mode", "intake", typed=typed, says="4 scans were refused").splitlines()
        self.assertEqual(["Black beans" in line for line in printed], [False] * 4 + [True] * 4)

    def test_lines_of_a_persons_paper_are_shown_nowhere_whatever_came_before(self):
        self.stocked()
        paper = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
                 "@", "ANSI 636000090002DL00410278ZV03190008DLDAQT64235789", "DCSSAMPLE", "DACMICHAEL", "DAG2300 WEST BROAD STREET",
                 "7*P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"]
        for card in ("UHANDOUT", "UNEXT", "UHANDOUT 2"):
            for options in ([], ["--json"]):
                typed = "\n".join([card, *paper, ""])
                ended = self.larder("scan", "--mode", "intake", *options, typed=typed)
                self.assertEqual(ended.returncode, 1)
                shown = ended.stdout + ended.stderr
                for name in ("ERIKSSON", "L898902C3", "DAQT64235789", "SAMPLE", "MICHAEL", "BROAD"):
                    self.assertNotIn(name, shown, card)
                self.assertEqual(len(ended.stdout.splitlines()), 1 + len(paper))
                if not options:
                    self.assertEqual(shown.count("dropped: "), len(paper), shown)

    def test_a_drawn_label_can_be_handed_on_as_the_users_other_files(self):
        for number, (mask, mode) in enumerate(((0o022, 0o644), (0o002, 0o664), (0o077, 0o600))):
            for words, form in (
                    (["render", "bin", "--media", "50x30", "--field", "name=A3"], "png"),
                    (["sheet", "bin", "--sheet", "5160", "--field", "name=A3"], "pdf")):
                file = self.folder / f"label-{number}.{form}"
                before = os.umask(mask)
                try:
                    self.done("label", *words, "--output", file)
                    self.assertEqual(file.stat().st_mode & 0o777, mode, form)
                    file.chmod(0o640)
                    self.done("label", *words, "--output", file)
                finally:
                    os.umask(before)
                self.assertEqual(file.stat().st_mode & 0o777, 0o640, "one that is replaced keeps who may read it")

    def endless(self) -> str:
        """A paper without gaps, which is all that receipt printers take."""
        lines = self.done("label", "layouts").splitlines()
        return next(line.split()[1] for line in lines
                    if line.startswith("media") and line.endswith("continuous"))

    def test_a_label_that_cannot_be_is_refused_in_one_line(self):
        out = str(self.folder / "x")
        for words, says in ((["poster", "--media", "50x30"], "poster"),
                            (["bin", "--media", "1x1"], "1x1"),
                            (["bin", "--media", "50x30", "--dpi", "9"], "dpi"),
                            (["bin", "--media", "50x30", "--as", "gif"], "gif")):
            self.fails("label", "render", *words, "--field", "name=A3", "--output", out, says=says)
        self.fails("label", "render", "bin", "--media", "50x30", "--output", out, says="nothing on the label")
        self.fails("label", "render", "bin", "--media", "50x30", "--output", "/nowhere/x", "--field", "name=A3",
                   says="could not be written")

    def test_no_command_writes_over_a_hubs_own_files(self):
        hub = self.start()
        data = hub.data
        database = (data / "larder.sqlite").read_bytes()[:16]
        (self.folder / "link").symlink_to(data)
        (self.folder / "file.png").symlink_to(data / "larder.sqlite")
        draw = ["label", "render", "bin", "--media", "50x30", "--field", "name=A3", "--output"]
        sheet = ["label", "sheet", "bin", "--sheet", "5160", "--field", "name=A3", "--output"]
        for words in (draw, sheet, ["backup"], ["export", "items", "--output"]):
            for name in (data / "larder.sqlite", data / "larder.sqlite-new", self.folder / "link" / "journal-head",
                         self.folder / "file.png", data / "verify-before-use", data / "pictures" / "x.png", data / "lock"):
                self.fails(*words, name, says="own")
        hub.stop()
        for name in ("larder.sqlite", "founding", "larder.sqlite-wal"):
            self.fails(*draw, data / name, says="own", data=self.folder / "other")
        self.assertEqual((data / "larder.sqlite").read_bytes()[:16], database)
        self.assertFalse((data / "founding").exists() or (data / "verify-before-use").exists())
        # What else lies there is its person's.
        for _ in range(2):
            self.done(*draw, data / "a3.png")
        self.done("verify")
