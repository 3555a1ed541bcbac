"""A source's file: its pages, each opened on record, and what is done on them."""
