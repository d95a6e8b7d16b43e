"""A photo of an item: taken by a device as it is, made small there, and shown on the item's page."""

import base64
import hashlib
import pathlib
import tempfile
import unittest
import urllib.request

from pantry import HubTest

# A photo of 1200 × 900 dots, as JPEG: red on the left, blue on the right.
TAKE = """
const [done] = arguments, canvas = document.createElement('canvas');
[canvas.width, canvas.height] = [1200, 900];
const pen = canvas.getContext('2d');
[['#e00', 0], ['#00e', 600]].forEach(([colour, x]) => { pen.fillStyle = colour; pen.fillRect(x, 0, 600, 900); });
done(canvas.toDataURL('image/jpeg'));
"""
# The colours at the left and at the right, and how large the picture is.
LOOK = """
const image = document.querySelector('img.photo'), canvas = document.createElement('canvas');
[canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
const pen = canvas.getContext('2d');
pen.drawImage(image, 0, 0);
const dot = (x) => [...pen.getImageData(x, 10, 1, 1).data].slice(0, 3).map((part) => part > 127);
return [image.naturalWidth, image.naturalHeight, dot(10), dot(image.naturalWidth - 10)];
"""


def with_place(jpeg):
    """The same photo, as a phone writes it: with a segment that says where it was taken (Exif 2.3, section 4.5.4)."""
    body = b"Exif\0\0MM\0*GPSLatitude 45.5"
    return jpeg[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + jpeg[2:]


class Photo(HubTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = tempfile.TemporaryDirectory(prefix="larder-photo-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.item = cls.pantry.api("GET", "items?name=Tomatoes,%20can")[0]["id"]

    def file(self, name, content):
        file = pathlib.Path(self.folder.name) / name
        file.write_bytes(content)
        return str(file)

    def choose_photo(self, file):
        self.open(f"/items/{self.item}?mend=yes")
        self.find("#photo input[type=file]").send_keys(file)

    def stored(self):
        hash = self.pantry.api("GET", f"items/{self.item}").get("picture")
        if hash is None:
            return None
        request = urllib.request.Request(
            f"{self.pantry.address}/api/v1/pictures/{hash}", headers={"Authorization": f"Bearer {self.pantry.token}"})
        with urllib.request.urlopen(request) as answer:
            content = answer.read()
        self.assertEqual(hashlib.sha256(content).hexdigest(), hash)
        return content

    def test_a_photo_is_made_small_shown_and_taken_away(self):
        photo = base64.b64decode(self.driver.execute_async_script(TAKE).partition(",")[2])
        self.choose_photo(self.file("photo.jpg", with_place(photo)))
        self.press("#photo button")
        self.until(lambda: self.driver.execute_script("return document.querySelector('img.photo')?.complete"))
        self.assertEqual(self.driver.execute_script(LOOK), [320, 240, [True, False, False], [False, False, True]])
        self.assertEqual(self.find("img.photo").get_attribute("alt"), "Tomatoes, can")
        stored = self.stored()
        self.assertTrue(stored.startswith(b"\x89PNG"))
        self.assertNotIn(b"GPS", stored)
        # A file that is no picture is not sent, and the one that is there stays.
        self.choose_photo(self.file("notes.jpg", b"no picture"))
        self.find("#photo button").click()
        self.until(lambda: self.find("#photo-trouble").is_displayed())
        self.assertEqual(self.stored(), stored)
        self.open(f"/items/{self.item}?mend=yes")
        self.press("#photo-gone button")
        self.assertEqual(self.all("img.photo"), [])
        self.assertIsNone(self.stored())
        self.assertIn("The picture was taken away", self.text("main"))


if __name__ == "__main__":
    unittest.main()
