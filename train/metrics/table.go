package metrics

import (
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"

	"aeed/internal/nullable"
	"aeed/train/skeleton/longtail"
)

// WriteTable writes the accuracies in per cent: over the whole set, of the groups, and
// of each class with the class that it is most often taken for, the lowest of equals.
// names are those of the classes, or nil for their numbers; another length panics.
func (e *Evaluation) WriteTable(w io.Writer, names []string) error {
	names = e.names(names)
	table := newTable(w)
	fmt.Fprintf(table, "overall\t%s\t%d clips\n", percent(e.Overall), e.Clips)
	if len(names) > topK {
		fmt.Fprintf(table, "top 5\t%s\t%d clips\n", percent(e.TopFive), e.Clips)
	}
	fmt.Fprintf(table, "macro\t%s\t%d classes\n", percent(e.Macro), len(names))
	for _, g := range e.Groups {
		fmt.Fprintf(table, "%s\t%s\t%d classes\n", g.Name, percent(g.Accuracy), g.Classes)
	}
	if e.NaNClips > 0 {
		fmt.Fprintf(table, "NaN\t\t%d clips\n", e.NaNClips)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return err
	}
	table = newTable(w)
	fmt.Fprintf(table, "class\tclips\taccuracy\tmost often taken for\n")
	for c, name := range names {
		mistaken := "–"
		if other := e.mostOftenTakenFor(c); e.Confusion[c][other] > 0 && other != c {
			mistaken = fmt.Sprintf("%s (%d)", names[other], e.Confusion[c][other])
		}
		fmt.Fprintf(table, "%s\t%d\t%s\t%s\n", name, e.Counts[c], percent(e.PerClass[c]), mistaken)
	}
	return table.Flush()
}

// WriteConfusion writes the confusion matrix, a row for each true class and a column
// for each predicted one; names as for WriteTable.
func (e *Evaluation) WriteConfusion(w io.Writer, names []string) error {
	names = e.names(names)
	table := newTable(w)
	fmt.Fprint(table, "true \\ predicted")
	for _, name := range names {
		fmt.Fprintf(table, "\t%s", name)
	}
	for c, name := range names {
		fmt.Fprintf(table, "\n%s", name)
		for _, n := range e.Confusion[c] {
			fmt.Fprintf(table, "\t%d", n)
		}
	}
	fmt.Fprintln(table)
	return table.Flush()
}

// mostOftenTakenFor returns the class other than c that most clips of c were taken
// for; c itself if it is the only class.
func (e *Evaluation) mostOftenTakenFor(c int) int {
	other := c
	for p, n := range e.Confusion[c] {
		if p != c && (other == c || n > e.Confusion[c][other]) {
			other = p
		}
	}
	return other
}

func (e *Evaluation) names(names []string) []string {
	if names == nil {
		for c := range e.Confusion {
			names = append(names, strconv.Itoa(c))
		}
	}
	if len(names) != len(e.Confusion) {
		panic(fmt.Sprintf("metrics: %d names of %d classes", len(names), len(e.Confusion)))
	}
	return names
}

func newTable(w io.Writer) *tabwriter.Writer { return tabwriter.NewWriter(w, 0, 0, 2, ' ', 0) }

func percent(accuracy nullable.Float) string { return longtail.FormatMean(float64(accuracy)) }
