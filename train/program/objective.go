package program

import "fmt"

// An Objective is a term of Eq. 6 on N clips of C classes: the cross-entropy of their
// logits z against labels that each clip may share with a partner, weighted by class.
//
//	p  = softmax(z)
//	y  = own·onehot(label) + (1 − own)·onehot(partner's label)
//	w  = own·w_label + (1 − own)·w_partner's label
//	dz = scale·w·(p − y)/N
//
// A clean clip is its own partner. The share own of a mixed one is given, or, where it
// is below 0, it is 1 − λ_CS (Eq. 5): λ_CS = a/(a + b + ε) with a = KL(p‖p_a) and
// b = KL(p‖p_b), from what the clean pass believes of the clip and of its partner.
type Objective struct {
	Logits, Gradient View // (N, C)
	// What the host writes before the phase.
	Pairs        View // (N, PairColumns)
	Beliefs      View // (N, C): logits of the clean clips; read where a share is below 0
	ClassWeights View // (1, C)
	Constants    View // (1, 2): scale, and ε > 0 of Eq. 5
	// What it reads after the phase.
	LogPosterior View // (N, C): ln p
	Terms        View // (N, TermColumns)
}

// The columns of Pairs. The first two are whole numbers: a class, and a clip of the
// batch.
const (
	PairLabel = iota
	PairPartner
	PairOwn // the share of the clip's own label, in [0, 1], or below 0
	PairColumns
)

// The columns of Terms.
const (
	TermEntropy      = iota // −Σ p ln p, nats (Eq. 1)
	TermCrossEntropy        // −Σ y ln p, nats, without the weight
	TermWeight              // w
	TermOwn                 // the share of the clip's own label
	TermDivergenceA         // KL(p‖p_a), nats; 0 where the share was given
	TermDivergenceB         // KL(p‖p_b)
	TermColumns
)

// Objective adds the objective of logits, a phase of its own, to a program in training.
// Its result, and what it reads, are kept. It must come after all operations.
func (b *Builder) Objective(logits View) *Objective {
	if !b.training || logits.Frames != 1 || logits.Joints != 1 || logits.Sequences != b.program.Clips || logits.Columns < 2 {
		panic(fmt.Sprintf("program: an objective needs logits in training, a row for each clip, not %+v", logits))
	}
	gradient, _ := b.gradient(logits)
	o := &Objective{
		Logits: logits, Gradient: gradient,
		Pairs: b.Clips("pairs", PairColumns), Beliefs: b.Clips("beliefs", logits.Columns),
		ClassWeights: b.matrix("class weights", 1, 1, 1, logits.Columns, true), Constants: b.matrix("constants", 1, 1, 1, 2, true),
		LogPosterior: b.Clips("log posteriors", logits.Columns), Terms: b.Clips("terms", TermColumns),
	}
	b.append(Loss, o)
	b.program.Objective = o
	return o
}

// Views implements Operation.
func (o *Objective) Views() (reads, writes, adds []View) {
	return []View{o.Logits, o.Pairs, o.Beliefs, o.ClassWeights, o.Constants}, []View{o.Gradient, o.LogPosterior, o.Terms}, nil
}

func (o *Objective) adjoint(*Builder) { panic("program: the objective is where gradients begin") }

// CheckPairs panics unless pairs are of as many clips as o has, their labels classes and
// their partners clips: a kernel can't say so.
func (o *Objective) CheckPairs(pairs []float64) {
	if len(pairs) != o.Logits.Sequences*PairColumns {
		panic(fmt.Sprintf("program: %d numbers are not the pairs of %d clips", len(pairs), o.Logits.Sequences))
	}
	for i := 0; i < len(pairs); i += PairColumns {
		Index(pairs[i+PairLabel], o.Logits.Columns)
		Index(pairs[i+PairPartner], o.Logits.Sequences)
	}
}

// Index returns a whole number that a buffer holds, below a limit; it panics if x is
// none, as whatever it counts would be read from elsewhere.
func Index(x float64, limit int) int {
	i := int(x)
	if float64(i) != x || i < 0 || i >= limit {
		panic(fmt.Sprintf("program: %g is not a whole number from 0 to %d", x, limit-1))
	}
	return i
}
