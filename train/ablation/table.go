package ablation

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
)

// Write prints results as a table, in per cent, mean ± standard deviation over the
// seeds, a dash where nothing was tested; then the mean niche width and how near the
// runs came to a bound of the theorems.
func Write(w io.Writer, results []Result) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-16s %5s", "", "seeds")
	for _, measure := range Measures {
		fmt.Fprintf(&b, "  %12s", measure)
	}
	fmt.Fprintf(&b, "  %12s  %8s  %10s  %s\n", "best overall", "training", "mean width", "tightest slack")
	for _, r := range results {
		fmt.Fprintf(&b, "%-16s %5d", r.Name, len(r.Runs))
		for _, s := range r.Last {
			fmt.Fprintf(&b, "  %12s", s)
		}
		fmt.Fprintf(&b, "  %12s  %8.1f  %10.3f  %s\n", r.Best, 100*r.Training, r.MeanWidth, r.tightest())
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// tightest returns the least slack, with the name of its bound. The replays of Eqs. 3
// and 4 have none to speak of, since they must agree.
func (r Result) tightest() string {
	if r.Violations > 0 {
		return fmt.Sprintf("%d VIOLATIONS", r.Violations)
	}
	least := ""
	for _, name := range slices.Sorted(maps.Keys(r.Slack)) {
		if !strings.HasSuffix(name, "-replay") && (least == "" || r.Slack[name] < r.Slack[least]) {
			least = name
		}
	}
	return fmt.Sprintf("%.2g, %s", r.Slack[least], least)
}

// String returns "76.5 ± 0.8", in per cent.
func (s Summary) String() string {
	switch {
	case math.IsNaN(float64(s.Mean)):
		return "–"
	case math.IsNaN(float64(s.Deviation)):
		return fmt.Sprintf("%.1f", 100*s.Mean)
	}
	return fmt.Sprintf("%.1f ± %.1f", 100*s.Mean, 100*s.Deviation)
}
