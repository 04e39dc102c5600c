"""killshot: Monte Carlo of cost parity between decentralised and centralised compute, from Python.

    import killshot as ks
    base = ks.open("results/base.h5")                            # the result of `killshot run`
    glut = ks.run("base", set={"sector.cut_rate": 0.3})          # or run one from here
    base.verdict                                                 # a tidy data frame
    base.plot.verdict()                                          # a chart
    ks.diff(base, glut).differences                              # path by path, on the same random numbers

The package simulates nothing and estimates nothing itself: it calls the program `killshot` and reads its HDF5 files.
"""
from __future__ import annotations

from .difference import Difference, diff
from .program import KillshotError
from .result import Result, open, run

__all__ = ["Difference", "KillshotError", "Result", "diff", "open", "run"]
