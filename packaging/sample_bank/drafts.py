"""Drafts for the tour and the journeys: each asks for an item of the bank in other words and strokes."""

from geometry import tangents
from source import SCAN_TURNED, TURNED, Drawer
from canvas import Hand

DRAFTS: dict[str, tuple[str, Drawer, Hand]] = {}
_ = (tangents, SCAN_TURNED, TURNED)
