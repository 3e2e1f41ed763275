// Package notebooks pins what the notebooks beside it need. `notebooks/run` executes
// them.
package notebooks

import (
	_ "aeed/analysis"
	_ "aeed/analysis/comparison"
	_ "aeed/analysis/embedding"
	_ "aeed/dynamics"
	_ "aeed/proofs"
	_ "aeed/sim"
	_ "aeed/sim/sweep"
	_ "aeed/train"
	_ "aeed/train/ablation"
	_ "aeed/train/device/cpu"

	_ "github.com/janpfeifer/gonb/gonbui"
)
