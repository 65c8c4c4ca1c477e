"""Speed, as ratios against anchors measured in the same run: `python -m tests.bench`."""
