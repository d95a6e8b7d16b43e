"""The one number that all chance in these tests comes from; LARDER_SEED repeats a run."""

import os
import random

SEED = int(os.environ.get("LARDER_SEED") or random.randrange(1_000_000))
