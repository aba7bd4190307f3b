"""Speed and weight, measured against floors and peers in the same run: `python -m benchmarks`."""
