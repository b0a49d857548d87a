"""Turns a run of the pack into SARIF, Markdown and GitLab's Code Quality; needs Python's standard library only."""
