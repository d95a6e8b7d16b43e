"""The one number that all chance in these tests comes from; LARDER_SEED repeats a run."""

import os

SEED = int(os.environ.get("LARDER_SEED", "20261121"))
