// Package trajectory is the record of niche widths that simulation and
// training both write, and its files. What is recorded can be replayed,
// checked against the theorems, compared and plotted, whoever wrote it.
//
// # The file
//
// A trajectory is a text file, trajectory.jsonl by custom, with one flat JSON
// object a line. The first line, the header, says what the controller was:
//
//	{"format":"aeed-trajectory/1","source":"training","law":"logistic","driver":"flow","eta":0.5,"gamma":0.05,"beta":0.9,"clip":[0.1,4],"classes":2,"class_sizes":[900,30],"initial_weight":1,"normalisation":"none","precision":"float32","seed":1,"version":"my-trainer 2.1"}
//
// A line for each epoch and class follows, epochs in order from 0, in each the
// classes 0 to C−1 in order:
//
//	{"epoch":0,"class":0,"count":900,"entropy":0.52,"flow":0,"weight":1,"next_weight_raw":1,"next_weight":1,"loss_weight":1,"accuracy":0.87}
//	{"epoch":0,"class":1,"count":0,"entropy":null,"flow":0,"weight":1,"next_weight_raw":1,"next_weight":1,"loss_weight":1}
//
// # The keys of the header
//
//	format          "aeed-trajectory/1"
//	source          "simulation" or "training"
//	law             "logistic" (the paper's), "anchored", or the name of your own
//	driver          "flow" (the paper's) or "entropy": the signal that drives the law
//	eta, gamma      η and γ of Eq. 4, above 0
//	beta            β of Eq. 3, in [0, 1)
//	clip            [low, high] with 0 < low < high; [low, null] without an upper end; null without a clip
//	classes         C, 2 to 1048576
//	class_sizes     training samples of each class; may be absent
//	initial_weight  w⁽⁰⁾ of every class, above 0
//	normalisation   what the loss made of the weights: "none", "mean-1" or "sum"
//	precision       "float64" or "float32": the arithmetic of the controller
//	seed            integer in [0, 2⁶⁴); may be absent
//	version         of the program that wrote the file; may be absent
//
// # The keys of a record
//
//	epoch, class     from 0
//	count            samples of the class that the epoch showed
//	entropy          H_c, their mean entropy in nats, in [0, ln C] up to 1e-5; null exactly where count is 0
//	flow             ΔH̄_c in nats after this epoch
//	weight           niche width w_c that the controller held during the epoch
//	next_weight_raw  what the law made of it for the next epoch
//	next_weight      the same after the clip
//	loss_weight      the factor that the loss used, after normalisation
//	accuracy         fraction of the class's samples classified correctly, in [0, 1]; null or absent when not known
//
// In the first epoch that shows a class its flow is 0 and its weight stays; a
// class that an epoch doesn't show is frozen. A replay of Eqs. 3–4 must come
// within Precision.Tolerance of the record.
//
// # Writing it without this package
//
// From Python, with columns of numbers as lists:
//
//	with open("trajectory.jsonl", "w", encoding="utf-8") as file:
//	    print(json.dumps(header), file=file)
//	    for epoch in range(epochs):
//	        for c in range(header["classes"]):
//	            record = {"epoch": epoch, "class": c, "count": count[epoch][c], …}
//	            print(json.dumps(record, allow_nan=False), file=file)
//
// Write floats with all their digits (17 significant ones, or the shortest that
// read back the same, as Python does): rounding would fail the replay. The
// rest is what readers agree on:
//
//   - Keys may come in any order and with white space between them, but each
//     once, and no others.
//   - An integer may be written as 1, 1.0 or 1e0, and is at most 2⁵³−1; only
//     seed goes further, in plain digits.
//   - NaN, Infinity, and numbers beyond float64 are errors: a diverged run has
//     no niche widths.
//   - The text is UTF-8 without a byte order mark. Lines end in a line feed,
//     which the last may lack; a carriage return before it, as Windows
//     writes, is white space. Empty lines are errors.
//   - A torn last epoch, that is an incomplete last line or fewer than C
//     records at the end, is dropped, for a killed run leaves one. Everything
//     else that is wrong is an error with its line.
//
// # Safety
//
// A Writer puts each epoch on disk, in one write and a sync, before Append
// returns. Whatever kills the program, Resume finds every epoch that Append
// finished, and a resumed file is the same, byte for byte, as one of a run
// that nothing broke. A Reader holds one epoch at a time and lines of at most
// MaxLineBytes.
//
// trajectory.parquet is the same table for tools that like columns: see
// WriteParquet.
package trajectory
