"""What `make` calls: set-up, the demo on this machine, and its end.

`bootstrap` and `system` run on a bare Python, before anything is installed.
"""
