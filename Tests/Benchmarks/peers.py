"""The label that LabelBenchmark draws, drawn with Pillow and qrcode and encoded by python-escpos and brother_ql, as
their users do it. Prints labels in a second of this process's time on a core.

    .venv/bin/python peers.py FONT.ttf
"""
import logging, sys, time

import qrcode
from brother_ql.conversion import convert
from brother_ql.raster import BrotherQLRaster
from escpos.printer import Dummy
from PIL import Image, ImageDraw, ImageFont

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
COUNT = 150
logging.disable(logging.WARNING)


def code(number):
    rest, text = number * 2654435761, ""
    for _ in range(8):
        text, rest = text + LETTERS[rest % 32], rest // 32
    return text


def draw(number, width, height, fonts):
    """Three lines beside a QR of the strongest correction with its characters under it."""
    label = Image.new("1", (width, height), 1)
    pen = ImageDraw.Draw(label)
    symbol = qrcode.QRCode(version=1, error_correction=qrcode.constants.ERROR_CORRECT_H, border=4,
                           box_size=max(3, height // 3 // 21))
    symbol.add_data(code(number))
    symbol.make(fit=True)
    picture = symbol.make_image().get_image().convert("1")
    label.paste(picture, (0, 0))
    large, middle, small = fonts
    left = picture.width
    pen.text((left, height // 12), "Black beans,", font=large, fill=0)
    pen.text((left, height // 12 + large.size), f"can {number}", font=large, fill=0)
    pen.text((left, height // 2), f"Best by March 20{20 + number % 60}", font=middle, fill=0)
    pen.text((left, height * 3 // 4), f"Shelf {number % 90}, line 2", font=small, fill=0)
    text = code(number)
    pen.text((height // 12, picture.height), f"{text[:4]} {text[4:]}", font=small, fill=0)
    return label


def escpos(label):
    printer = Dummy()
    printer.image(label, impl="bitImageRaster")
    printer.cut()
    return printer.output


def brother(label):
    return convert(BrotherQLRaster("QL-700"), [label], "62x29", threshold=70, cut=True)


def rate(encode, width, height, sizes):
    fonts = [ImageFont.truetype(sys.argv[1], size) for size in sizes]
    for number in range(5):
        encode(draw(number, width, height, fonts))
    began = time.process_time()
    for number in range(COUNT):
        assert len(encode(draw(number, width, height, fonts))) > 1000
    return COUNT / (time.process_time() - began)


print(f"python-escpos: {rate(escpos, 384, 320, (36, 24, 18)):.1f} labels/s")
print(f"brother_ql: {rate(brother, 696, 271, (48, 34, 24)):.1f} labels/s")
