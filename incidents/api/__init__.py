"""The public API, version 1: read only, JSON, the same filters and records as the site."""
