"""What the machine's memory and its matrix products can do."""

import torch

import baselines
import timing

WINDOW = 0.02  # seconds


def measure(options):
    """Return the rates of copies within the device, and of matrix products at the network's shapes."""
    size = 1 << (20 if options.rehearse else 30)
    shapes = products(options.batch, options.rehearse)
    seconds = options.seconds / (1 + len(shapes) * len(baselines.PRECISIONS))
    gemm = [rate(shape, name, precision, options.device, seconds) for name, precision in baselines.PRECISIONS.items() for shape in shapes]
    return {"copy_bytes_per_s": copies(size, options.device, seconds), "gemm": gemm}


def products(batch, rehearse):
    """Return shapes (rows, inner, columns) of the official network's products for clips of two bodies, and a large square."""
    rows = 2 * batch * 25
    shapes = [(rows * frames, width, columns) for frames, width in ((64, 64), (32, 128), (16, 256)) for columns in (width, 3 * width)]
    shapes += [(rows * 64, 64, 128), (rows * 32, 128, 256)]
    return [(64, 64, 64), (128, 16, 48)] if rehearse else shapes + [(8192, 8192, 8192)]


def copies(size, device, seconds):
    """Return bytes a second, read and written, of a copy of so many bytes."""
    source, target = (torch.ones(size // 4, device=device) for _ in range(2))
    median, _ = timing.median_seconds(lambda: target.copy_(source), device, seconds, WINDOW)
    return 2 * size / median


def rate(shape, name, precision, device, seconds):
    rows, inner, columns = shape
    precision.set()
    dtype = precision.autocast or torch.float32
    a, b = (torch.randn(size, device=device).to(dtype) for size in ((rows, inner), (inner, columns)))
    out = torch.empty(rows, columns, device=device, dtype=dtype)
    median, _ = timing.median_seconds(lambda: torch.mm(a, b, out=out), device, seconds, WINDOW)
    return {"precision": name, "rows": rows, "inner": inner, "columns": columns, "flop_per_s": 2 * rows * inner * columns / median}
