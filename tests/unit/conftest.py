"""Unit tests keep no attempts."""

import os

os.environ["COURSEKIT_RECORD"] = "off"
