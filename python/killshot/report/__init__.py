"""The report: one HTML file that people open, hand on and print. `build` writes it."""
from .build import build, render

__all__ = ["build", "render"]
