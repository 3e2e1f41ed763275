package proofs

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var regenerate = flag.Bool("regenerate", false, "rewrite the numbers table of THEOREMS.md")

const (
	tableBegin = "<!-- numbers -->\n"
	tableEnd   = "<!-- /numbers -->\n"
)

func TestNumbersTable(t *testing.T) {
	text := readTheorems(t)
	before, rest, ok1 := strings.Cut(text, tableBegin)
	table, after, ok2 := strings.Cut(rest, tableEnd)
	if !ok1 || !ok2 {
		t.Fatal("THEOREMS.md has lost the marks around its numbers")
	}
	want := numbersTable()
	if table == want {
		return
	}
	if !*regenerate {
		t.Fatalf("the numbers of THEOREMS.md are stale; run go test ./proofs -run %s -regenerate\ngot:\n%s\nwant:\n%s", t.Name(), table, want)
	}
	if err := os.WriteFile("THEOREMS.md", []byte(before+tableBegin+want+tableEnd+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

func numbersTable() string {
	var b strings.Builder
	classes := []int{60, 120, 400}
	b.WriteString("| number | C = 60 | C = 120 | C = 400 | meaning |\n|---|---|---|---|---|\n")
	var columns [][]Number
	for _, c := range classes {
		s := DefaultSetting()
		s.Classes = c
		columns = append(columns, NumbersAt(s).Rows())
	}
	for i, row := range columns[0] {
		fmt.Fprintf(&b, "| `%s` ", row.Name)
		for _, column := range columns {
			fmt.Fprintf(&b, "| %s ", column[i].Text())
		}
		fmt.Fprintf(&b, "| %s |\n", strings.ReplaceAll(row.Meaning, "|", `\|`))
	}
	return b.String()
}

// Every proof that a claim cites must be a section of THEOREMS.md.
func TestCitedSectionsExist(t *testing.T) {
	text := readTheorems(t)
	cited := 0
	for _, c := range Claims() {
		for _, e := range c.Assess(DefaultSetting(), Budget{Trials: 20, Seed: 1}).Evidence {
			if e.Kind != FromClosedForm {
				continue
			}
			cited++
			section := strings.TrimPrefix(e.Theorem, "THEOREMS.md, ")
			if !strings.Contains(text, "\n## "+section+"\n") {
				t.Errorf("claim %s cites section %q, which THEOREMS.md does not have", c.ID, section)
			}
		}
	}
	if cited == 0 {
		t.Error("no claim cites a proof")
	}
}

func readTheorems(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("THEOREMS.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
