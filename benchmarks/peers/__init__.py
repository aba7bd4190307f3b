"""What others would write, started as processes of their own. They import nothing of the benchmarks."""
