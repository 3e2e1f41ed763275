package comparison

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strings"
)

// WriteText prints the report for people.
func (r *Report) WriteText(w io.Writer) error {
	b := bufio.NewWriter(w)
	h := &r.recording.Header
	fmt.Fprintf(b, "%d epochs of %d classes from %s", r.Epochs, r.Classes, r.Source)
	if r.Version != "" {
		fmt.Fprintf(b, " (%s)", r.Version)
	}
	fmt.Fprintf(b, "; η = %g, γ = %g, β = %g, %s law driven by %s\n", h.Eta, h.Gamma, h.Beta, h.Law, h.Driver)
	if r.Torn {
		fmt.Fprintln(b, "An incomplete last epoch is left out.")
	}
	r.Replay.write(b)
	r.Bounds.write(b, &r.recording)
	r.Forecast.write(b)
	r.Drive.write(b)
	return b.Flush()
}

func (r *Replay) write(b io.Writer) {
	fmt.Fprint(b, "\nreplay: do the recorded entropies give the recorded weights?\n")
	switch {
	case !r.OK:
		fmt.Fprintf(b, "  NO: %s\n", r.Fault)
	case r.Needs != "":
		fmt.Fprintf(b, "  as far as can be told; a replay of the law needs %s\n", r.Needs)
	case r.MaxAbsError == 0:
		fmt.Fprint(b, "  yes, to the last bit\n")
	default:
		fmt.Fprintf(b, "  yes, to %.2g at worst (epoch %d, class %d)\n", float64(r.MaxAbsError), r.Epoch, r.Class)
	}
}

func (bounds *Bounds) write(b io.Writer, r *Recording) {
	fmt.Fprint(b, "\nbounds: do the weights stay inside every theorem?\n")
	for _, check := range bounds.Checks {
		switch {
		case check.Violation != nil:
			v := check.Violation
			fmt.Fprintf(b, "  %-17s VIOLATED first in epoch %d, class %d: %.6g against %.6g; %s\n",
				check.Name, v.Epoch, v.Class, float64(v.Value), float64(v.Bound), check.Statement)
		case check.Tests > 0:
			fmt.Fprintf(b, "  %-17s holds, slack %.2g; %s\n", check.Name, check.Slack, check.Statement)
		}
	}
	if least, most := bounds.slackAtEnd(r); bounds.Violations == 0 && !math.IsNaN(least) {
		fmt.Fprintf(b, "  The final weights lie %.2g %% to %.2g %% below their sharp envelopes.\n", 100*least, 100*most)
	}
}

func (f *Forecast) write(b io.Writer) {
	fmt.Fprint(b, "\nforecast: do the first epochs foretell the others?\n")
	if f.Needs != "" {
		fmt.Fprintf(b, "  none: it needs %s\n", f.Needs)
		return
	}
	loop := "entropies answer to the weights"
	if !f.Closed {
		loop = "the loss did not use the niche widths, so entropies don't answer to them"
	}
	fmt.Fprintf(b, "  %d epochs from the first %d; %s\n", f.Epochs, f.FitEpochs, loop)
	row := func(name string, cells ...any) {
		fmt.Fprintf(b, "  %-28s %13v %13v %13v\n", append([]any{name}, cells...)...)
	}
	row("", "fitted plant", "persistence", "exponential")
	row("RMSE of the weights", number(f.RMSE), number(f.RMSEPersistence), number(f.RMSEExponential))
	for _, g := range f.Groups {
		row(fmt.Sprintf("  %s (%d)", g.Name, g.Classes), number(g.RMSE), number(g.RMSEPersistence), number(g.RMSEExponential))
	}
	row("RMSE of the entropies, nats", number(f.EntropyRMSE), number(f.EntropyRMSEPersistence), number(f.EntropyRMSEExponential))
	row("rank of the final weights", number(f.Spearman), number(f.SpearmanPersistence), number(f.SpearmanExponential))
	fmt.Fprintf(b, "  The 90 %% bands hold %.0f %% of the real weights.\n", 100*float64(f.Coverage))
	fmt.Fprintf(b, "  %s\n", f.verdict())
	if groups := f.lostGroups(); len(groups) > 0 {
		fmt.Fprintf(b, "  Among %s a baseline does better.\n", strings.Join(groups, " and "))
	}
	p := f.Plant
	fmt.Fprintf(b, "  The plant learns with a time constant of %s epochs towards floors of %s ± %.2g nats;\n", p.TimeConstant, p.Floor, float64(p.FloorSpread.Value))
	fmt.Fprintf(b, "  a relative weight e times as large lowers the floor by %s nats.\n", p.Gain)
}

// lostGroups are the groups in which a baseline does better.
func (f *Forecast) lostGroups() []string {
	var groups []string
	for _, g := range f.Groups {
		if float64(g.RMSE) > math.Min(float64(g.RMSEPersistence), float64(g.RMSEExponential)) {
			groups = append(groups, g.Name)
		}
	}
	return groups
}

// verdict says whether the forecast is any good and, where a baseline does better,
// what kind of error it made.
func (f *Forecast) verdict() string {
	var lost string
	switch persistence, exponential := f.RMSE > f.RMSEPersistence, f.RMSE > f.RMSEExponential; {
	case persistence && exponential:
		lost = "both baselines do"
	case persistence:
		lost = "persistence does"
	case exponential:
		lost = "the exponential curve does"
	default:
		return "It foretells the weights better than both baselines."
	}
	bias := float64(f.EntropyBias)
	const common = 0.7 // of the error: then most of it is the same in all classes
	switch size := math.Abs(bias); {
	case math.IsNaN(bias):
		return fmt.Sprintf("It does not foretell the weights best: %s. No entropy was measured later on.", lost)
	case size < common*float64(f.EntropyRMSE):
		return fmt.Sprintf("It does not foretell the weights best: %s. Its errors differ from class to class, on average by %+.2g nats.", lost, bias)
	case bias > 0:
		return fmt.Sprintf("It does not foretell the weights best: %s. The entropies fell lower, by %.2g nats on average, than the first epochs foretold; a drop of the learning rate would do that, if there was one.", lost, size)
	default:
		return fmt.Sprintf("It does not foretell the weights best: %s. The entropies stayed higher, by %.2g nats on average, than the first epochs foretold.", lost, size)
	}
}

func (d *Drive) write(b io.Writer) {
	fmt.Fprint(b, "\ndrive: what moved the weights?\n")
	line := func(what string, r Regression) {
		if math.IsNaN(float64(r.Share)) {
			fmt.Fprintf(b, "  %-38s no line through %d classes\n", what, d.Classes)
			return
		}
		fmt.Fprintf(b, "  %-38s %5.1f %% of ln w_c, slope %.3g\n", what, 100*float64(r.Share), float64(r.Slope))
	}
	line("the absolute entropy, ηM_c, explains", d.Absolute)
	line("its change since the first epoch", d.Change)
	if math.IsNaN(float64(d.CommonScale)) {
		fmt.Fprint(b, "  The weights have no common scale: not all are positive.\n")
		return
	}
	rest := ""
	if !math.IsNaN(float64(d.AtRest)) {
		rest = fmt.Sprintf(" (%.3g had no entropy moved)", float64(d.AtRest))
	}
	fmt.Fprintf(b, "  The common scale of all weights is %.3g at the end%s;\n  relative to it they lie in [%.3g, %.3g].\n",
		float64(d.CommonScale), rest, float64(d.RelativeMin), float64(d.RelativeMax))
}

// number is a score, "–" where it doesn't exist.
func number[F ~float64](x F) string {
	if math.IsNaN(float64(x)) {
		return "–"
	}
	return fmt.Sprintf("%.4f", float64(x))
}

// String is the estimate with its interval.
func (e Estimate) String() string {
	return fmt.Sprintf("%.2g (%.2g to %.2g)", float64(e.Value), float64(e.Low), float64(e.High))
}
