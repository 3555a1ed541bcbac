"""One module for each thing that a page is about."""
