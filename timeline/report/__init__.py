"""Events to plain values that can be shown: decided here, painted elsewhere."""
