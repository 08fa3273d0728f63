"""Which table keeps which part of an issue; what one row of a part is, ``rules.replay`` knows."""

from collections.abc import Mapping

TABLES: Mapping[str, str] = {
    "cooperating": "cooperating_unit",
    "measures": "measure",
    "progress": "progress_note",
    "evidence": "evidence",
    "notices": "notice",
    "orders": "supervision_order",
    "objections": "objection",
}
