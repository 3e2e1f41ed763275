package study

import (
	"fmt"
	"html/template"
)

// A table is counts as cells, the darker the larger their part of the row.
type table struct {
	Columns []string
	Rows    []tableRow
}

type tableRow struct {
	Name  string
	Cells []cell
}

type cell struct {
	Count int
	Style template.CSS
	Title string
}

// shaded returns a row of counts.
func shaded(name string, counts []int, columns []string) tableRow {
	total := 0
	for _, n := range counts {
		total += n
	}
	row := tableRow{Name: name}
	for k, n := range counts {
		part := float64(n) / float64(max(1, total))
		ink := ""
		if part > 0.55 {
			ink = ";color:#fff"
		}
		row.Cells = append(row.Cells, cell{n, template.CSS(fmt.Sprintf("background:rgba(0,90,156,%.3f)%s", part, ink)),
			fmt.Sprintf("%s, %s: %d, %.0f %%", name, columns[k], n, 100*part)})
	}
	return row
}

// confusion returns what the test clips of each class, a row each, were taken for.
func (r *results) confusion() table {
	t := table{Columns: r.Inference.Classes}
	for class, counts := range r.Evaluation.Confusion {
		t.Rows = append(t.Rows, shaded(r.Inference.Classes[class], counts, t.Columns))
	}
	return t
}

// shareTable returns the pairs of the last epoch that mixed, by physical share, a row
// each, and share in the label.
func (r *results) shareTable() table {
	var t table
	for e := len(r.Metrics) - 1; e >= 0; e-- {
		s := r.Metrics[e].Shares
		if s.Pairs == 0 {
			continue
		}
		tenth := func(i int) string {
			return fmt.Sprintf("%.1f–%.1f", float64(i)/float64(len(s.Counts)), float64(i+1)/float64(len(s.Counts)))
		}
		for i := range s.Counts {
			t.Columns = append(t.Columns, tenth(i))
		}
		for i, counts := range s.Counts {
			t.Rows = append(t.Rows, shaded(tenth(i), counts[:], t.Columns))
		}
		return t
	}
	return t
}
