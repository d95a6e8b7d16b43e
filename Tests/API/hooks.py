"""What schemathesis does beside its habit: see ./run."""

import collections
import json
import os
import threading
import types
import unicodedata

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.core.jsonschema import make_validator
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from known import ROOT, Thing, right
from lines import BYTES

HUB = types.SimpleNamespace(port=int(os.environ["LARDER_PORT"]))
MAKE = Thing(HUB, os.environ["LARDER_TOKEN"])
RIGHT = right(MAKE)
# Who asks; a hub that has shut it out answers 401 to all that comes after, and nothing is tested.
ASKERS = {device["id"] for device in MAKE.ask("GET", "/devices")}
# Requests of each operation that are replaced as a whole; of those after them, every other goes to something that is there.
WHOLE = 2

# What a request can be refused for although it is of the described form: the code of the problem, and why no form can say it.
BEYOND_FORM = {
    "place_not_found": "a place is named by its id or its label code, whose last character is a check",
    "code_names_a_place": "what a code stands for is in the ledger",
    "code_names_a_donation": "what a code stands for is in the ledger",
    "day_not_begun": "which days lie ahead is for the hub's clock to say",
    "zone_unknown": "the names of time zones are the IANA's, and change",
    "columns_missing": "the first line of a file names its columns",
    "row_unreadable": "rows of a file have as many fields as its first line",
    "file_empty": "a file may have nothing in it but blank lines",
    "items_are_the_same": "two members of a body have to differ",
    "place_not_empty": "what is in the ledger",
    "place_inside_itself": "what stands in what is in the ledger",
    "place_is_an_edge": "which places are the world's edges is in the ledger",
    "measure_in_use": "what is in stock is in the ledger",
    "name_is_a_number": "which names are numbers alone takes the scripts of the world",
    "measures_differ": "the measures of two items are in the ledger",
    "not_reversible": "what an entry did is in the journal",
    "picture_unreadable": "whether bytes are a picture shows when they are drawn",
    "picture_too_large": "how many dots a picture has is in its bytes",
    "unit_weight_unknown": "the weight of a piece is in the ledger",
    "sheet_place_out_of_range": "each sheet has its own number of labels",
    "option_out_of_range": "each printer has its own ranges",
    "option_not_settable": "each printer has its own options",
    "dpi_out_of_range": "each language has its own resolutions",
    "printer_unusable": "whether a device is there shows when it is opened",
    "language_not_told": "whether a device says its language shows when it is asked",
    "media_not_told": "whether a device says its paper shows when it is asked",
    "media_unsuitable": "each language has its own papers",
    "media_too_small": "whether a label fits its paper shows when it is drawn",
    "icon_unknown": "the names of icons are in the files of layouts",
    "label_empty": "whether anything stands on a label shows when it is drawn",
    "text_does_not_fit": "whether a text fits a label shows when it is drawn",
    "code_does_not_fit": "whether a code fits a label shows when it is drawn",
    "label_wider_than_head": "each printer has its own head",
    "label_code_length_out_of_range": "the text for a QR is measured in bytes",
    "batch_size_out_of_range": "the copies of all labels of a batch count together",
    "webhook_address_private": "which addresses are private is for whoever gives them out",
    "webhook_url_unreadable": "an address has more rules than a pattern",
}

# The same of one operation alone.
BEYOND_FORM_OF = {
    ("POST /counts/{id}/lines", "quantity_not_positive"):
        "none of a code that nobody knows is no scan, and which codes are known is in the ledger",
    ("PUT /codes/{code}", "pack_out_of_range"):
        "a label of the hub's stands for one, and which codes are labels is in the ledger",
}

_asked = collections.Counter()
_lock = threading.Lock()


def operation(case) -> str:
    return f"{case.operation.method.upper()} {case.operation.path.removeprefix(ROOT)}"


@schemathesis.hook
def before_call(_, case, kwargs) -> None:
    """Puts what is there in the place of what was made up."""
    name = operation(case)
    if name.endswith(" /devices/{id}") and str((case.path_parameters or {}).get("id")).lower() in ASKERS:
        case.path_parameters = {"id": MAKE.device()}
    if (not case.meta or not case.meta.generation.mode.is_positive or name not in RIGHT
            or case.method.upper() != case.operation.method.upper()):
        return
    with _lock:
        _asked[name] += 1
        number = _asked[name]
        if number > WHOLE and number % 2:
            return
        path, body = RIGHT[name]()
    case.path_parameters = {**(case.path_parameters or {}), **path}
    if number <= WHOLE:
        case.query = {}
        if body is not None:
            # Whatever is no text is taken for wrong.
            case.body = body.decode(BYTES) if isinstance(body, bytes) else body
            case.media_type = {dict: "application/json", bytes: "image/png"}.get(type(body), "text/csv")


@schemathesis.hook
def after_call(_, case, response) -> None:
    if response.status_code < 300:
        with _lock, open(os.environ["LARDER_ANSWERED"], "a") as answered:
            print(json.dumps(case.operation.label), file=answered)


@schemathesis.check
def valid_is_taken(context, response, case) -> bool | None:
    """`positive_data_acceptance`, but for what no form can say."""
    if response.status_code in (400, 422):
        code = response.json().get("code")
        # A text without meaning, which fits the list that it came from.
        if (operation(case), code) in BEYOND_FORM_OF:
            return None
        if code in BEYOND_FORM or code in ("query_unreadable", "id_unreadable") and (case.query or {}).get("after"):
            return None
    return positive_data_acceptance(context, response, case)


def cleaned(value):
    """A body as the hub reads its texts: without control characters, marks of format and outer blanks, and in characters as people count."""
    if isinstance(value, dict):
        return {name: cleaned(member) for name, member in value.items()}
    if isinstance(value, list):
        return [cleaned(row) for row in value]
    if isinstance(value, str):
        return "".join(sign for sign in value if unicodedata.category(sign) not in ("Cc", "Cf", "Mn", "Me")).strip()
    return value


@schemathesis.check
def invalid_is_refused(context, response, case) -> bool | None:
    """`negative_data_rejection`, but for texts that are too long only before something is taken away from them."""
    try:
        return negative_data_rejection(context, response, case)
    except AcceptedNegativeData:
        sent = case.operation.get_body_for_media_type(case.media_type) if case.media_type else None
        if not sent or cleaned(case.body) == case.body:
            raise
        validator = case.operation.schema.adapter.jsonschema_validator_cls
        if not make_validator(sent.optimized_schema, validator).is_valid(cleaned(case.body)):
            raise
    return None
