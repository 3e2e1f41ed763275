package kernel

// A Descent is a step of stochastic gradient descent with Nesterov's momentum (see
// device.Descent).
type Descent struct{ LearningRate, Momentum, WeightDecay float32 }

// Run takes a step on parameters w with gradients g and momentum m.
func (d *Descent) Run(w, g, m []float32) {
	describes("the gradient of a descent", g, len(w))
	describes("the momentum of a descent", m, len(w))
	descend(d, w, g, m)
}

func (d *Descent) runGo(w, g, m []float32) {
	for i := range w {
		g := g[i] + d.WeightDecay*w[i]
		m[i] = d.Momentum*m[i] + g
		w[i] -= d.LearningRate * (g + d.Momentum*m[i])
	}
}
