"""The REST API: what every resource shares, and the record's own resources.

Views parse, call a service and present; they decide nothing. Only `errors.py` knows
which HTTP status a refusal is.
"""
