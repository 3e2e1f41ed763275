// Package loop closes the loop: it asks whether niche widths that steer a
// network, whose entropies steer the niche widths, settle or oscillate.
//
// A Plant stands for the network. Class c holds the share
// p_c = n_c w_c / Σ n_k w_k of the training signal, its entropy follows
//
//	H_t = (1−λ)H_{t−1} + λ h(p(w_{t−d})),   h(p) = ln C / (1 + (p/q)^α),
//
// with a first-order lag λ and a delay of d epochs. Near an equilibrium, and
// with the self-competition γ set to 0, ln w = ηM + constant to first order, so
// the loop falls apart into scalar modes. Each has a gain G = ημ, where μ is an
// eigenvalue of S(I−1pᵀ) (ModeGains), and the characteristic polynomial
//
//	(z−a)(z−β)z^{d−1} + λ(1−β)G  (d ≥ 1),    a = 1−λ,
//	(z−a)(z−β) + λ(1−β)Gz        (d = 0).
//
// Jury decides stability exactly, CriticalGain says how much gain the loop
// bears (Theorem 6 of THEOREMS.md), and CriticalEta what that means for η:
//
//	plant := loop.Plant{Alpha: 2, Lag: 0.3, Delay: 1}
//	crossing := loop.CriticalGain(plant.Lag, 0.9, plant.Delay)
//	eta := crossing.Gain / plant.MaxSlope(60) // 6.0: twelve times the paper's
//
// Below gain 1 every loop is stable, for any β, λ and d.
package loop
