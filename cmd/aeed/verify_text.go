package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"aeed/proofs"
)

// writeText prints a report for people; with detail, every piece of evidence.
func writeText(w io.Writer, r proofs.Report, detail bool) error {
	b := bufio.NewWriter(w)
	p := r.Params
	clip := "none"
	if p.Clip != nil {
		clip = fmt.Sprintf("[%g, %g]", p.Clip[0], p.Clip[1])
	}
	fmt.Fprintf(b, "C = %d, η = %g, γ = %g, β = %g, clip %s, w₀ = %g, %s law; plant α = %g, λ = %g, d = %d; %d trials a property, seed %d\n",
		p.Classes, p.Eta, p.Gamma, p.Beta, clip, p.InitialWeight, p.Law, p.Alpha, p.Lag, p.Delay, p.Trials, p.Seed)
	group := ""
	for _, a := range r.Claims {
		heading := "The paper's claims"
		if a.Corrected {
			heading = "The theorems that hold"
		}
		if heading != group {
			fmt.Fprintf(b, "\n%s\n", heading)
			group = heading
		}
		writeClaim(b, a, detail)
	}
	writeNumbers(b, r.Numbers)
	return b.Flush()
}

func writeClaim(w io.Writer, a proofs.Assessment, detail bool) {
	fmt.Fprintf(w, "\n  %-24s %s\n", a.ID, strings.ToUpper(string(a.Verdict)))
	fmt.Fprintf(w, "    says  %s\n", a.Statement)
	fmt.Fprintf(w, "    true  %s\n", a.Truth)
	if a.Why != "" {
		fmt.Fprintf(w, "    why   %s\n", a.Why)
	}
	if !detail {
		if example := a.Example(); example != "" {
			fmt.Fprintf(w, "    e.g.  %s\n", example)
		}
		return
	}
	for _, h := range a.Hypotheses {
		fmt.Fprintf(w, "    needs %s: %s\n", h.Statement, map[bool]string{true: "holds", false: "FAILS"}[h.Holds])
	}
	for _, e := range a.Evidence {
		switch e.Kind {
		case proofs.FromCounterexample:
			fmt.Fprintf(w, "    e.g.  %s\n          %s\n", e.Example(), e.Detail)
		case proofs.FromProperty:
			fmt.Fprintf(w, "    tried %s: %s\n          %d trials at %s, seed %d: none violates it, slack %.3g\n",
				e.Property, e.Detail, e.Trials, e.Scope, e.Seed, float64(*e.Slack))
		case proofs.FromCertificate:
			fmt.Fprintf(w, "    cert. %s: %s\n", e.Theorem, e.Detail)
		case proofs.FromCoq:
			fmt.Fprintf(w, "    Coq   %s\n", e.Theorem)
		default:
			fmt.Fprintf(w, "    proof %s: %s\n", e.Theorem, e.Detail)
		}
	}
}

func writeNumbers(w io.Writer, n proofs.Numbers) {
	fmt.Fprint(w, "\nNumbers\n\n")
	for _, row := range n.Rows() {
		fmt.Fprintf(w, "  %-21s %-8s %s\n", row.Name, row.Text(), row.Meaning)
	}
}
