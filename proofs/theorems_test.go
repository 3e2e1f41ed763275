package proofs

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"aeed/dynamics"
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

// Every Coq theorem that a claim cites, at settings that reach all citations, must
// be one of proofs/coq.
func TestCitedCoqTheoremsExist(t *testing.T) {
	files, err := filepath.Glob("coq/*.v")
	if err != nil || len(files) == 0 {
		t.Fatalf("no Coq development: %v", err)
	}
	stated := map[string]bool{}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range regexp.MustCompile(`(?m)^(?:Theorem|Corollary) (\w+)`).FindAllStringSubmatch(string(content), -1) {
			stated[match[1]] = true
		}
	}
	delayed := DefaultSetting()
	delayed.Plant.Delay = 1
	anchored := DefaultSetting()
	anchored.Parameters.Law = dynamics.Anchored{}
	cited := map[string]bool{}
	for _, s := range []Setting{DefaultSetting(), delayed, anchored} {
		for _, c := range Claims() {
			for _, e := range c.Assess(s, Budget{Trials: 20, Seed: 1}).Evidence {
				if e.Kind != FromCoq {
					continue
				}
				cited[e.Theorem] = true
				if !stated[e.Theorem] {
					t.Errorf("claim %s cites %s, which proofs/coq does not state", c.ID, e.Theorem)
				}
			}
		}
	}
	if len(cited) < 20 {
		t.Errorf("claims cite %d Coq theorems: %v", len(cited), cited)
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
