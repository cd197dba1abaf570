"""How much memory a process has held at most."""

import sys
from pathlib import Path


def memory_peak(process: int = 0) -> int:
    """Bytes at the peak of a process of ours by its id, 0: this one; 0 for one that is gone.

    macOS tells no peak of another process: there it is what that one holds now.
    """
    if not process and sys.platform != "win32":
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024
    if sys.platform == "linux":
        return _high_water(process)
    import psutil  # type: ignore[import-untyped]

    try:
        told = psutil.Process(process or None).memory_info()
    except psutil.NoSuchProcess:
        return 0
    return int(told.peak_wset if sys.platform == "win32" else told.rss)


def _high_water(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
