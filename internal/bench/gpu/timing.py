"""Median times of what a GPU, or the processor, does again and again."""

import math
import statistics
import time

import torch

WARM_UP = 3  # calls; CUDA graphs of a compiled network are recorded in the second
WINDOWS = 5  # at least


def synchronise(device):
    if device == "cuda":
        torch.cuda.synchronize()


def median_seconds(call, device, seconds, window):
    """Return the median time of a call, and of how many windows.

    The calls of a window of so many seconds are issued one after the other; the host
    waits for the device at its end alone. Windows follow until the seconds are over.
    """
    for _ in range(WARM_UP):
        call()
    synchronise(device)

    def measure(calls):
        start = time.perf_counter()
        for _ in range(calls):
            call()
        synchronise(device)
        return (time.perf_counter() - start) / calls

    calls = max(1, math.ceil(window / measure(1)))
    end = time.perf_counter() + seconds
    windows = []
    while len(windows) < WINDOWS or time.perf_counter() < end:
        windows.append(measure(calls))
    return statistics.median(windows), len(windows)
