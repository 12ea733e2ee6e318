"""`python -m fullpowers` is the command `fullpowers`."""

from .cli import main

main()
