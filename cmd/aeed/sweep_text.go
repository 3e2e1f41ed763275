package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strings"

	"aeed/sim/sweep"
)

// writeDigest prints a digest for people.
func writeDigest(w io.Writer, d *sweep.Digest) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%d points, %s", d.Points, d.Design)
	if d.Shard != "" {
		fmt.Fprintf(b, ", shard %s", d.Shard)
	}
	fmt.Fprintln(b)
	for _, axis := range inKeyOrder(d.Axes) {
		fmt.Fprintf(b, "  %s %s\n", axis, d.Axes[axis])
	}
	fmt.Fprintf(b, "\n%-16s%10s%10s%10s  %s\n", "column", "least", "mean", "greatest", "the first point with the least; with the greatest")
	for i := range d.Columns {
		writeExtremes(b, &d.Columns[i], d.Points)
	}
	fmt.Fprint(b, "\npoints where the hypotheses of a theorem hold\n")
	writeShares(b, d.Theorems)
	fmt.Fprint(b, "\nruns in which\n")
	writeShares(b, d.Events)
	return b.Flush()
}

func writeExtremes(w io.Writer, e *sweep.Extremes, points int64) {
	if e.Finite == 0 {
		fmt.Fprintf(w, "%-16s%10s%10s%10s\n", e.Name, "–", "–", "–")
		return
	}
	fmt.Fprintf(w, "%-16s%10s%10s%10s  %s", e.Name, fourDigits(e.Least.Value), fourDigits(float64(e.Mean)), fourDigits(e.Greatest.Value), placeOf(e.Least))
	if e.Least.Value != e.Greatest.Value {
		fmt.Fprintf(w, "; %s", placeOf(e.Greatest))
	}
	if e.Finite < points {
		fmt.Fprintf(w, " (%d points have none)", points-e.Finite)
	}
	fmt.Fprintln(w)
}

func placeOf(e *sweep.Extreme) string {
	parts := []string{fmt.Sprintf("#%d", e.Index)}
	for _, axis := range inKeyOrder(e.At) {
		text, v := "", e.At[axis]
		if text, _, _ = strings.Cut(v.Word, ":"); text == "" {
			text = fourDigits(v.Number)
		}
		parts = append(parts, axis+"="+text)
	}
	return strings.Join(parts, " ")
}

func writeShares(w io.Writer, shares []sweep.Share) {
	for _, s := range shares {
		fmt.Fprintf(w, "  %-16s%8.2f %%  %9d  %s\n", s.Name, 100*s.Part, s.Count, s.Help)
	}
}

func fourDigits(x float64) string {
	switch {
	case math.Abs(x) < 1e-12:
		return "0" // what rounding leaves
	case math.IsInf(x, 0):
		return "none"
	}
	return fmt.Sprintf("%.4g", x)
}

// inKeyOrder returns the axes in the order of the keys of a spec.
func inKeyOrder[V any](at map[string]V) []string {
	var names []string
	for _, key := range sweep.Keys() {
		if _, ok := at[key.Name]; ok {
			names = append(names, key.Name)
		}
	}
	return names
}
