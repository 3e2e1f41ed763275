package proofs

import (
	"flag"
	"os/exec"
	"strings"
	"testing"
)

var solver = flag.String("solver", "", "ask this SMT solver, z3 or cvc5, about the polynomial step lemmas")

// stepLemmas are the polynomial inequalities at the heart of THEOREMS.md: under
// the assumptions the solver must find no counterexample to the conclusion. u
// stands for ηγw, y for ηD, d for D̄ where it is a bound.
var stepLemmas = []struct{ name, variables, assumptions, conclusion string }{
	{
		"(0, W] is invariant (Theorem 1′ a)",
		"eta gamma d W w D",
		"(> eta 0) (> gamma 0) (> d 0) (<= d (* gamma W)) (< (* eta (+ d (* gamma W))) 1) (> w 0) (<= w W) (<= (- d) D) (<= D d)",
		"(let ((next (* w (+ 1 (* eta (- D (* gamma w))))))) (and (> next 0) (<= next W)))",
	},
	{
		"no larger W is (Theorem 1′ a)",
		"eta gamma d W",
		"(> eta 0) (> gamma 0) (> d 0) (> W 0) (>= (* eta (+ d (* gamma W))) 1)",
		"(<= (* W (+ 1 (* eta (- (- d) (* gamma W))))) 0)",
	},
	{
		"a step below EtaMonotone keeps the order of weights",
		"eta gamma d W v w D",
		"(> eta 0) (> gamma 0) (<= (* eta (+ d (* 2 gamma W))) 1) (< 0 v) (< v w) (<= w W) (<= (- d) D) (<= D d)",
		"(<= (* v (+ 1 (* eta (- D (* gamma v))))) (* w (+ 1 (* eta (- D (* gamma w))))))",
	},
	{
		"the basin is kept (Origin)",
		"beta y u",
		"(<= 0 beta) (< beta 1) (< (- 1) y) (<= (- (+ (* y y) (* (- 2 (* 4 beta)) y)) 3) 0) (<= 0 u) (<= u (+ 1 y))",
		"(let ((next (* u (- (+ 1 y) u)))) (and (>= next 0) (<= next (+ 1 (* beta y)))))",
	},
	{
		"w + κ|D| decreases (Origin)",
		"eta gamma beta kappa W w D size",
		"(> eta 0) (> gamma 0) (<= 0 beta) (< beta 1) (<= 0 w) (<= w W) (> (* kappa (- 1 beta)) (* eta W)) (>= size D) (>= size (- D)) (or (= size D) (= size (- D))) (or (> w 0) (> size 0))",
		"(< (+ (* w (+ 1 (* eta (- D (* gamma w))))) (* kappa beta size)) (+ w (* kappa size)))",
	},
	{
		"above (1+ε)d/γ weights fall (Theorem 5)",
		"eta gamma epsilon d w D",
		"(> eta 0) (> gamma 0) (> epsilon 0) (>= d 0) (<= D d) (> (* gamma w) (* (+ 1 epsilon) d)) (> w 0)",
		"(<= (* (- D (* gamma w)) (+ 1 epsilon)) (- (* epsilon gamma w)))",
	},
}

// ask returns the solver's word on whether the assumptions allow the conclusion to
// fail.
func ask(t *testing.T, variables, assumptions, conclusion string) string {
	t.Helper()
	var script strings.Builder
	script.WriteString("(set-logic QF_NRA)\n")
	for _, v := range strings.Fields(variables) {
		script.WriteString("(declare-const " + v + " Real)\n")
	}
	script.WriteString("(assert (and " + assumptions + "))\n(assert (not " + conclusion + "))\n(check-sat)\n")
	arguments := map[string][]string{"z3": {"-in", "-T:60"}, "cvc5": {"--lang=smt2", "--tlimit=60000"}}[*solver]
	command := exec.Command(*solver, arguments...)
	command.Stdin = strings.NewReader(script.String())
	answer, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", *solver, err, answer)
	}
	return strings.TrimSpace(string(answer))
}

// A third opinion, besides the proofs on paper and in Coq.
func TestStepLemmasBySolver(t *testing.T) {
	if *solver == "" {
		t.Skip("needs an SMT solver: go test ./proofs -run Solver -solver z3")
	}
	for _, lemma := range stepLemmas {
		if answer := ask(t, lemma.variables, lemma.assumptions, lemma.conclusion); answer != "unsat" {
			t.Errorf("%s: %s, want unsat", lemma.name, answer)
		}
		// The assumptions must not be empty, or anything would follow.
		if answer := ask(t, lemma.variables, lemma.assumptions, "false"); answer != "sat" {
			t.Errorf("%s: its assumptions are %s, want sat", lemma.name, answer)
		}
	}
	// And the solver must be able to refute: (0, W] is not invariant for W < D̄/γ.
	first := stepLemmas[0]
	weaker := strings.Replace(first.assumptions, "(<= d (* gamma W))", "(> W 0)", 1)
	if answer := ask(t, first.variables, weaker, first.conclusion); answer != "sat" {
		t.Errorf("without D̄ ≤ γW: %s, want sat", answer)
	}
}
