"""How fast it is: a database filled with incidents, and measurements over HTTP and of the report.

`python -m benchmarks` measures and writes a dated page to `benchmarks/results/`. Nothing here is
asserted: figures of a shared machine are compared within one run, never between runs.
"""
