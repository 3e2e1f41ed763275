// Package study tells the whole story in one go: it judges the claims at the
// parameters, trains a network under the controller, replays what trained and
// forecasts it from its first epochs, and puts everything on a page.
//
//	err := study.Run(ctx, study.DefaultConfig(), "study", study.Options{Device: cpu.New(0)})
//
// leaves in the folder:
//
//	index.html         the report; one file, no network, reads on paper and on a phone
//	study.yaml         the configuration, complete
//	claims.json        the verdicts and numbers, as `aeed verify --json` prints them
//	comparison.json    real against simulated, as `aeed compare --json` prints it
//	run/               the training, as `aeed train` leaves it
//	figures/           every figure, as SVG and PNG
//
// A study that is stopped goes on: its training where it was, all else anew, which
// takes seconds. Files are written whole or not at all.
package study
