// Command gpu measures CTR-GCN's training step on an NVIDIA GPU, ours beside PyTorch's and
// both against what the card can do. One command, from the root of the repository:
//
//	go run ./internal/bench/gpu --python PYTHON              an interpreter that has PyTorch for the GPU
//	go run ./internal/bench/gpu --python PYTHON --minutes 30 with time for torch.compile's search
//	go run ./internal/bench/gpu --rehearse --python PYTHON   all of it at a tiny size on the processor
//
// It prints tables, and writes one JSON document (--out) anew after each task, so that what
// was measured stays if it is interrupted. Exit code 0: all is measured, or what isn't is
// PyTorch's; 1: the network in PyTorch isn't the official one, or ours can't be measured;
// 2: bad input; 3: there is no GPU. It takes --minutes at most: every task may take its
// share of the time that is left, one that doesn't fit is skipped, and the document says so.
// Let nothing else run on the card, and give the processor to it too.
//
// # What is measured
//
// A step is forward, cross-entropy weighted by class, backward, and descent with Nesterov's
// momentum and weight decay, on random clips (--batch) of the shape of NTU RGB+D: two
// bodies, 64 frames, 25 joints, 60 classes, the ten official blocks. All bodies are shown,
// so that ours leaves nothing out. A time is the median of windows of steps after a warm-up.
//
//   - Checks: the network in PyTorch must give the official results in float64, on the GPU
//     where PyTorch has one. No baseline is measured of another network.
//   - Ceilings: copies within the card, and matrix products at the network's shapes and at a
//     large one, by PyTorch.
//   - Baselines: PyTorch's step in the modes of baselines.py: eager with its matrix products
//     in float32, TF32 and bf16 (autocast), channels last, captured as a CUDA graph, compiled.
//     All but "eager" have convolutions chosen by measuring and a fused descent. Clips and
//     labels lie on the card. One that fails is listed with its error.
//   - Ours, in float32, tf32 and bf16. "host": the host leads the step, brings its clips and
//     reads its losses. "graph": the device takes eight steps at a time by itself, on clips
//     that lie there; a step is one graph, which also crops, turns and resizes its batch, as
//     PyTorch's steps don't.
//   - "aeed-half" and "aeed" are steps with a mixed pass in every second and in every step (ρ
//     of 0.5 and 1). Over the plain ones they say what AEED costs.
//   - Memory: of PyTorch what its allocator had reserved at most, of ours what the card has
//     less. "graph" includes the clips of two batches.
//   - Kernels: each launch of a clean step that the host leads, between events. The launches
//     aren't in a graph, so short kernels are charged for what the host takes to issue them.
//   - Operations: the times of their kernels against their floors; those that are executed
//     together count as one. A floor is the larger of the bytes of the operation's views,
//     read or written once, over the copies' rate, and of its products over the highest rate
//     of theirs: what each operation by itself can't go below. Operations that are fused
//     further move less, so the sum is no floor of the step. The largest gaps are where there
//     is most to win.
//   - Errors: of ours and of PyTorch in the same precision against the official results, by
//     the measure of internal/fixture. Ours should be at most 1.5 times PyTorch's. Where a
//     group is one number, or a few, such a ratio is a matter of luck: look at the logits and
//     the gradients.
//
// Precisions are compared like with like: all three are of matrix products alone. Ours
// stores float32 in all of them; PyTorch's autocast stores activations in bf16.
//
// # The paper's Table 4
//
//	configs/ablation/run ALL_SQE FOLDER [LIST]
//
// prepares Northwestern-UCLA from the folder with its .json files, chooses the long-tailed
// clips, and trains configs/ablation/nw-ucla-lt.yaml on the GPU: CE, +E-Adapt, +CS-Mix and
// AEED, the two with niche widths also with widths scaled to a mean of 1, three seeds each,
// the official network at full width. It ends in FOLDER/table.txt, FOLDER/runs/results.json
// and a figure: accuracies after the last epoch, overall and of many, medium and few, with
// their standard deviation over the seeds. Whatever stopped it, the same command goes on.
package main
