"""The network in PyTorch: checked against the official results, and timed.

    python ctrgcn.py --check FILE                   a file of ../shared/fixtures; exits with 1 if a group is off
    python ctrgcn.py --time [--small] [--batch N] [--steps N] [--threads N] [--mode MODE]

The work timed is a training step in float32: forward, mean cross-entropy, backward, and
descent with Nesterov's momentum and weight decay, on one batch of random clips.
"""

import argparse
import json
import os
import resource
import statistics
import sys
import time

import torch
from torch.nn import functional

sys.dont_write_bytecode = True  # leave nothing beside the sources
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "pytorch"))

import fixture
import network
import training


def time_steps(batch, steps, small, mode):
    """Return the figures of the median step after a warm-up, as a dictionary."""
    torch.manual_seed(1)
    if small:
        net, shape, classes = network.Network("ntu-25", 10, 1, network.SMALL), (batch, 3, 16, 25, 1), 10
    else:
        net, shape, classes = network.Network("ntu-25", 60, 2), (batch, 3, 64, 25, 2), 60
    if "channels-last" in mode:
        net.to(memory_format=torch.channels_last)
    optimiser = training.descent(net, fused=True)
    run = torch.compile(net) if "compile" in mode else net
    x, y = torch.randn(shape), torch.randint(classes, (batch,))

    def step():
        optimiser.zero_grad()
        loss = functional.cross_entropy(run(x), y)
        loss.backward()
        optimiser.step()

    for _ in range(max(3, steps // 10)):
        step()
    seconds = []
    for _ in range(steps):
        start = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - start)
    median = statistics.median(seconds)
    return {
        "clips_per_s": batch / median,
        "torch": torch.__version__,
        "peak_memory_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "step_ms": 1000 * median,
        "mode": mode,
        "threads": torch.get_num_threads(),
        "parameters": sum(p.numel() for p in net.parameters()),
    }


def main():
    parser = argparse.ArgumentParser(description="CTR-GCN in PyTorch, checked or timed")
    parser.add_argument("--check", metavar="FILE", help="compare with a file of official results")
    parser.add_argument("--time", action="store_true", help="time training steps and print JSON")
    parser.add_argument("--small", action="store_true", help="the network of three blocks")
    parser.add_argument("--batch", type=int, help="clips a step; 8, small 16")
    parser.add_argument("--steps", type=int, default=10, help="steps timed")
    parser.add_argument("--threads", type=int, help="threads of PyTorch")
    parser.add_argument("--mode", default="eager", choices=["eager", "channels-last", "compile", "compile-channels-last"])
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    if options.check:
        sys.exit(0 if fixture.check(options.check) else 1)
    if not options.time:
        parser.error("nothing to do; hint: --check FILE or --time")
    batch = options.batch or (16 if options.small else 8)
    print(json.dumps(time_steps(batch, options.steps, options.small, options.mode)))


if __name__ == "__main__":
    main()
