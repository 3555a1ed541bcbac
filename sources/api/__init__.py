"""Sources, their terms, documents and quotes over the REST API.

Programs' tokens reach quotes only, and never what points at a source.
"""
