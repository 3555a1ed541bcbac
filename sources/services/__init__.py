"""Everything that changes what the desk knows of its sources.

Each function: lock, ask, act, change, announce.
"""
