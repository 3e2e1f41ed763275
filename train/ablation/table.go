package ablation

import (
	"fmt"
	"io"
	"math"
	"strings"
)

// Write prints results as a table, in per cent, mean ± standard deviation over the
// seeds, a dash where nothing was tested.
func Write(w io.Writer, results []Result) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-16s %5s", "", "seeds")
	for _, measure := range Measures {
		fmt.Fprintf(&b, "  %12s", measure)
	}
	fmt.Fprintf(&b, "  %12s  %12s\n", "best overall", "training")
	for _, r := range results {
		fmt.Fprintf(&b, "%-16s %5d", r.Name, len(r.Runs))
		for _, s := range r.Last {
			fmt.Fprintf(&b, "  %12s", s)
		}
		fmt.Fprintf(&b, "  %12s  %12.1f\n", r.Best, 100*r.Training)
	}
	_, err := io.WriteString(w, b.String())
	return err
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
