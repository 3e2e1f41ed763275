// Package sweep runs the controller at every point of a space of parameters and
// scenarios and keeps what each run comes to: in shards, on several machines, and
// through kills.
//
//	spec := new(sweep.Spec)
//	err := spec.Set("eta", "0.1:1:0.1")
//	err = spec.Set("source", "hill,by-size")
//	results, err := sweep.Run(ctx, spec, "folder", sweep.Options{})
//	defer results.Close()
//	for row, err := range results.Rows() {
//		…  // row.Parameters, row.Scenario, row.Summary
//	}
//
// # Axes
//
// A Spec has a value for each axis: the constants of the controller (eta, gamma,
// beta, clip-low, clip-high, w0, law, driver) and what makes a scenario (source
// and its constants, classes, largest, imbalance, noise, seed, epochs). Keys
// lists them; the same names are flags of the command line, keys of the YAML and,
// with underscores, columns of the results. An axis takes
//
//	0.5             a value
//	0.1,0.5,0.9     a list
//	0.1:1:0.1       a range: from, to, step
//	log:0.01:1:9    nine values in equal ratios: from, to, count
//	0.1:1           an interval, for designs that choose points themselves
//	log:0.1:1       an interval that is even in the logarithm
//
// A range includes its end if that is within a millionth of a step of a rung. The
// ends of the clip may be "none". Axes that aren't set have the paper's values in
// sim.DefaultScenario; if none varies, η, γ and β do.
//
// # Designs
//
// A Grid visits every combination. A LatinHypercube of n points has one in each
// of n equal parts of every axis; its randomness is keyed by the spec's seed. Sobol
// is the low-discrepancy sequence of Joe and Kuo, unscrambled, from its point 0 on;
// powers of 2 suit it. Every point is computed from its index alone, so nothing
// depends on the order of execution, and no list of points is ever in memory.
//
// # Folder
//
// Run freezes the complete spec in the folder as sweep.yaml, locks the folder, and
// computes chunks of neighbouring points. Each chunk's summaries are synced to a
// journal. When all are there, they become points.parquet, under a temporary name
// until it is whole, and the journal goes. Whatever kills the process, the same
// Run goes on after the last whole chunk, and its results are the same byte for
// byte.
//
// A spec with a shard i/n computes every n-th chunk; Merge joins the shards of a
// sweep into the folder that one Run would have made.
//
// # Table
//
// points.parquet has a row a point, in the order of the index, with the columns
//
//	index                            int64, from 0 in the whole sweep
//	eta, gamma, beta, w0             double
//	clip_low, clip_high              double, null where there is no clip
//	law, driver                      string
//	source                           string, all constants spelled out
//	source_alpha, …                  double, the constants that any source of the sweep has, null at other sources
//	classes, largest, seed, epochs   int64
//	imbalance, noise                 double
//	final_min, final_mean, final_max, weight_min, weight_max, overshoot, amplitude, tail_head   double
//	epochs_to_low, epochs_to_high    int64, null where no class ever is
//	period, u_slack                  double, null where sim.Summary has NaN
//	boundedness, collapse, total_gain, capture, input_to_state, closed_loop   boolean
//
// so that each row is enough to run its point again. The metadata have the spec
// under "aeed-sweep". Runs that leave the numbers have infinite or NaN doubles.
//
// A Digest and a Heat take the rows one by one and say what the sweep comes to.
package sweep
