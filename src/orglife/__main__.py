"""`python -m orglife` is `orglife`."""

from orglife.cli.start import main

main()
