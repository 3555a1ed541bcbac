"""Everything that changes the record. Each function: lock, ask, act, change, announce."""
