"""Where things are, what to use first, and what runs low, as a person asks for it."""

import datetime
import unittest

from pantry import BEANS, RICE, HubTest, new_id


def days_from_now(days):
    return (datetime.date.today() + datetime.timedelta(days=days)).isoformat()


class Stock(HubTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name, code in (("Rice cakes", "r1"), ("Wild rice", "r2"), ("Licorice", "r3")):
            cls.pantry.api("POST", "items", {"id": new_id(), "name": name, "codes": [{"code": code}]})
        for place, quantity, date in (("A1", 20, "2029-03"), ("A2", 7, days_from_now(2)), ("A3", 5, days_from_now(-3))):
            cls.take(RICE, quantity, place, date)
        cls.take("r2", 2, "A1")

    @classmethod
    def take(cls, code, quantity, place, date=None):
        label = {"dateLabel": {"kind": "bestBy", "date": date}} if date else {}
        cls.pantry.scan("intake", code, quantity=quantity, place=cls.pantry.places[place]["id"], **label)

    def search(self, text):
        """Types into the field that is ready, as a person or a scanner does, and shows what it finds."""
        self.driver.switch_to.active_element.send_keys(text)
        self.press("form[role=search] button")

    def test_where_is_the_rice_takes_two_taps(self):
        self.open("/")
        self.press("nav a[href='/stock']")
        self.search("rice")
        names = [name.text for name in self.all(".goods > li > a.grow")]
        self.assertEqual(names, ["Rice, 1 kg bag", "Wild rice"])
        rice = self.text(".goods > li")
        for told in ("32", "32 kg", "A1", "best by March 2029", "A2", "A3"):
            self.assertIn(told, rice)
        self.assertIn("34 pieces", self.text("main h2"))
        self.assertFalse(self.find("details").get_attribute("open"))
        self.assertIn("2 items of which there is none", self.text("details summary"))
        # Nothing but the field stands before what was found.
        first, shown = self.find("main h2").rect["y"], self.find("form[role=search]").rect
        self.assertLess(first - shown["y"] - shown["height"], 60)

    def test_a_place_is_found_by_its_name_and_by_its_label(self):
        self.open("/stock")
        self.search("a2")
        self.press(".goods > li > a.grow")
        self.assertEqual(self.text("h1"), "A2")
        self.open("/stock")
        self.search(self.pantry.places["A1"]["labelCode"])
        self.assertEqual(self.text("h1"), "A1")

    def test_on_paper_nothing_is_left_out(self):
        for number in range(6):
            self.take("r3", 1, "A1", f"203{number}-01")
        self.open("/stock")
        self.assertIn("More of it", self.text("main"))
        self.press("a[href='/stock?all=yes']")
        self.assertNotIn("More of it", self.text("main"))
        self.assertIn("best by January 2035", self.text("main"))
        entry = self.pantry.api("GET", "history?query=licorice")
        for line in entry:
            self.driver.execute_async_script(
                "const [path, id, done] = arguments; fetch(path, { method: 'POST', body: new URLSearchParams({ id }) }).then(done)",
                f"/entries/{line['seq']}", new_id())

    def test_places_stand_in_each_other(self):
        self.open("/stock?by=place")
        rows = {row.find_element("css selector", "a.grow").text: row.get_attribute("class") for row in self.all(".goods > li")}
        self.assertEqual((rows["Shelf A"], rows["A1"]), ("", "in-1"))

    def test_what_is_past_is_thrown_away_with_a_reason_in_two_taps(self):
        self.take(BEANS, 4, "A3", days_from_now(-1))
        self.open("/use-first")
        titles = [title.text for title in self.all("main h2")]
        self.assertEqual(titles, ["Past its date", "In the next 3 days"])
        row = next(row for row in self.all(".goods > li") if "Black beans" in row.text)
        self.driver.get(row.find_element("css selector", "a.after").get_attribute("href"))
        self.press("button[name=reason]")
        self.assertIn("Thrown away", self.text(".note.well"))
        self.assertEqual(self.pantry.balance("Black beans, can", "A3"), 0)
        self.assertNotIn("Black beans", self.text("main"))

    def test_a_minimum_is_set_on_the_items_page_and_what_is_below_it_is_told(self):
        beans = self.pantry.api("GET", f"items?code={BEANS}")[0]["id"]
        self.open(f"/items/{beans}?mend=yes")
        self.write(self.find("input[name=minimum]"), "50")
        self.press("details button.main")
        self.assertIn("told as low below: 50 (before: none)", self.text("main"))
        self.press("main button.main")
        self.open("/low")
        self.assertIn("0 of 50", self.text(".goods"))
        self.take(BEANS, 50, "Box 1")
        self.open("/low")
        self.assertEqual(self.all(".goods"), [])


if __name__ == "__main__":
    unittest.main()
