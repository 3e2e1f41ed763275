"""The preparation of NTU recordings and the test-mode feeder in NumPy, as a peer
of ours: reads a folder ROUNDS times and prints clips per second and a checksum.

    python prepare.py FOLDER ROUNDS
"""

import json
import os
import sys
import time

import numpy as np


def parse(path):
    """Returns the tracks {body: [start, [pose (25, 3), ...]]} and the frames that show a body."""
    with open(path) as file:
        numbers = file.read().split()
    at, tracks, shown = 1, {}, 0
    for _ in range(int(numbers[0])):
        bodies = int(numbers[at])
        at += 1
        for _ in range(bodies):
            body, joints = numbers[at], int(numbers[at + 10])
            at += 11
            pose = np.array(numbers[at : at + 12 * joints], dtype=np.float64).reshape(joints, 12)[:, :3]
            tracks.setdefault(body, [shown, []])[1].append(pose.astype(np.float32))
            at += 12 * joints
        shown += bodies > 0
    return list(tracks.values()), shown


def motion(poses):
    return poses.reshape(-1, 3).astype(np.float64).var(axis=0).sum() if len(poses) else 0.0


def denoise(tracks):
    """Returns [motion, start, poses] of the tracks that are people, by falling motion."""
    tracks = [(start, np.stack(poses)) for start, poses in tracks]
    if len(tracks) == 1:
        return [(0.0, *tracks[0])]
    kept = [t for t in tracks if len(t[1]) > 11]
    people, left = [], len(kept)
    for start, poses in kept:
        wide = np.ptp(poses[:, :, 0], axis=1) > 0.8 * np.ptp(poses[:, :, 1], axis=1)
        if wide.mean() >= 0.69754 and left > 1:
            left -= 1
            continue
        people.append((min(motion(poses), motion(poses[~wide])), start, poses))
    return sorted(people, key=lambda p: -p[0])


def prepare(path):
    """Returns the clip (3, T, 25, 2) of a recording."""
    tracks, frames = parse(path)
    people = denoise(tracks)
    actors = np.zeros((2, frames, 25, 3), dtype=np.float32)
    first = people[0][1]
    spans = [[first, first], [0, 0]]
    for _, start, poses in people:
        end = start + len(poses) - 1
        for actor, span in zip(actors, spans):
            if min(span[1], end) <= max(span[0], start):
                actor[start : end + 1] = poses
                span[:] = [min(span[0], start), max(span[1], end)]
                break
    there = actors.any(axis=(2, 3))
    actors, there = actors[:, there.any(axis=0)], there[:, there.any(axis=0)]
    origin = actors[0, np.argmax(there[0]), 1].copy()
    actors -= origin
    actors[~there] = 0
    return actors.transpose(3, 1, 2, 0)


def feed(clip, window=64, share=0.95):
    """Returns the test view of a clip, (3, window, 25, 2)."""
    valid = int((clip != 0).any(axis=(0, 2, 3)).sum())
    bias = int((1 - share) * valid / 2)
    clip = clip[:, bias : valid - bias]
    n = clip.shape[1]
    at = np.clip((np.arange(window) + 0.5) * n / window - 0.5, 0, n - 1)
    low = at.astype(int)
    high = np.minimum(low + 1, n - 1)
    weight = (at - low).astype(np.float32)[None, :, None, None]
    return clip[:, low] * (1 - weight) + clip[:, high] * weight


def rate(work, items, rounds):
    best, checksum = 0.0, 0.0
    for _ in range(rounds):
        start = time.perf_counter()
        checksum = sum(float(np.abs(work(item)).sum(dtype=np.float64)) for item in items)
        best = max(best, len(items) / (time.perf_counter() - start))
    return best, checksum


def main():
    folder, rounds = sys.argv[1], int(sys.argv[2])
    paths = sorted(os.path.join(folder, name) for name in os.listdir(folder))
    clips = [prepare(path) for path in paths]
    prepared, sum_prepared = rate(prepare, paths, rounds)
    fed, sum_fed = rate(feed, clips, rounds)
    print(json.dumps({
        "name": "NumPy " + np.__version__,
        "prepare_clips_per_s": prepared, "prepare_checksum": sum_prepared,
        "feed_clips_per_s": fed, "feed_checksum": sum_fed,
    }))


if __name__ == "__main__":
    main()
