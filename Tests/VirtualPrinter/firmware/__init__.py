"""What runs inside the virtual printers: one model for each language."""

from .brother import Brother
from .dymo import Dymo
from .epl2 import EPL2
from .escpos import ESCPOS
from .tspl import TSPL
from .zpl import ZPL

LANGUAGES = {model.name: model for model in (Brother, Dymo, EPL2, ESCPOS, TSPL, ZPL)}
