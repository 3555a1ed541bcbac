"""The review desk: pages where people decide. Parse, call a service, present.

Everything works with plain forms (POST, then redirect); htmx only saves the reload.
"""
