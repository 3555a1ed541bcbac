"""What changes the record. Each function: lock, ask, act, change, announce."""
