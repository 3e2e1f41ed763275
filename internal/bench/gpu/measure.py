"""What PyTorch does on this machine, one part a call, as JSON.

    python measure.py about                         its version, and its GPU
    python measure.py check FILE                    errors of the network in float64 against official results
    python measure.py ceilings [--batch N]          rates of copies and matrix products
    python measure.py step MODE [--batch N]         a training step, in a mode of baselines.py
    python measure.py errors FILE PRECISION         errors against official results in float32, tf32 or bf16

--device cpu runs all of it on the processor, --rehearse at a tiny size.
"""

import argparse
import json
import math
import os
import sys

sys.dont_write_bytecode = True  # leave nothing beside the sources
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "pytorch"))

import torch

import baselines
import ceilings
import fixture


def about(options):
    there = torch.cuda.is_available()
    return {"version": torch.__version__, "cuda": torch.version.cuda or "", "card": torch.cuda.get_device_name() if there else ""}


def check(options):
    return groups(fixture.errors(options.file, torch.float64, options.device))


def errors(options):
    precision = baselines.PRECISIONS[options.precision]
    precision.set()
    return groups(fixture.errors(options.file, torch.float32, options.device, precision.autocast))


def groups(errors):
    """Return the errors for JSON, which has no NaN: null."""
    found = []
    for group, error, norms, limit in errors:
        finite = math.isfinite(error) and math.isfinite(norms)
        found.append({"group": group, "error": max(error, norms) if finite else None, "limit": limit})
    return found


def main():
    parser = argparse.ArgumentParser(description="PyTorch's part of the measurements on a GPU")
    parser.add_argument("--device", default="cuda", choices=["cuda", "cpu"], help="what computes")
    parser.add_argument("--batch", type=int, default=64, help="clips of a step")
    parser.add_argument("--seconds", type=float, default=2, help="how long a step, or a rate, is measured")
    parser.add_argument("--rehearse", action="store_true", help="a tiny size")
    parts = parser.add_subparsers(dest="part", required=True)
    parts.add_parser("about").set_defaults(run=about)
    part = parts.add_parser("check")
    part.add_argument("file")
    part.set_defaults(run=check)
    parts.add_parser("ceilings").set_defaults(run=ceilings.measure)
    part = parts.add_parser("step")
    part.add_argument("mode", choices=list(baselines.MODES))
    part.set_defaults(run=baselines.measure)
    part = parts.add_parser("errors")
    part.add_argument("file")
    part.add_argument("precision", choices=list(baselines.PRECISIONS))
    part.set_defaults(run=errors)
    options = parser.parse_args()
    print(json.dumps(options.run(options), allow_nan=False))


if __name__ == "__main__":
    main()
