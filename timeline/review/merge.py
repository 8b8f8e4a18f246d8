"""Merging: an event that is there already gains what else reports it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from timeline.review.source import has


def merge(sources: Sequence[dict[str, Any]], event: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give those sources that an event does not have yet; nothing else of a candidate goes into it."""
    known = event.get("sources")
    records = [one for one in known if isinstance(one, dict)] if isinstance(known, list) else []
    return [source for source in sources if not has(records, source)]
