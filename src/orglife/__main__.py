"""`python -m orglife` is `orglife`."""

from orglife.cli.main import main

main()
