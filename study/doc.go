// Package study tells the whole story in one go: it judges the claims at the
// parameters, simulates a scenario under them, holds the run against the
// theorems, draws the figures, and puts everything on a page.
//
//	err := study.Run(study.DefaultConfig(), "study", nil)
//
// leaves in the folder:
//
//	index.html         the page; one file, no network, reads on paper too
//	report.json        the verdicts and numbers, as `aeed verify --json` prints them
//	trajectory.jsonl   the simulated run
//	figures/           every figure, as SVG and PNG
//
// Files are written whole or not at all. A study takes seconds, and running it
// again makes it anew.
package study
