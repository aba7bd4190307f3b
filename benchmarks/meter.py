"""What a process and its children took of the machine."""

import psutil


def cpu(pid: int) -> float:
    """Seconds of CPU of a process, of its children, and of those of them that are gone."""
    root = psutil.Process(pid)
    total = 0.0
    for process in (root, *root.children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:  # its time is its parent's now
            continue
        total += sum((times.user, times.system, times.children_user, times.children_system))
    return total


def rss(pid: int) -> int:
    """Bytes of memory that a process holds."""
    return int(psutil.Process(pid).memory_info().rss)


def machine() -> dict[str, str]:
    """What the figures were measured on, apart from software."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123 a device of Linux
        models = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    return {
        "CPU": models[0] if models else "unknown",
        "cores": str(psutil.cpu_count()),
        "RAM": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
    }
