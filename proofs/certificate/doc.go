// Package certificate makes certificates of the controller's stability: claims
// about all entropy sequences, with a witness that package checker replays in
// exact arithmetic without the search.
//
//	c, err := certificate.SupWeight(certificate.Default(60), certificate.Budget{})
//	err = certificate.WriteFile("sup.json", c) // c.Bound is "2.3853764"
//	err = checker.Check(c)
//
// There are three:
//
//	SupWeight   sup_weight   0 < w ≤ bound in every epoch, from w₀, for every entropy
//	                         sequence and first entropy in [0, ln C]
//	EtaMax      eta_max      0 < w in every epoch, for every η in (0, bound]
//	LoopStable  loop_stable  every linearised closed loop in a box of gains G ≤ bound,
//	                         smoothings β and lags λ is stable
//
// The first two are about the unclipped logistic law (Eqs. 3–4). Parameters are
// decimals and mean themselves: β = 0.9 is not the float64 next to it.
//
// # Barriers
//
// In the smoothed entropy M, with D = M′ − M, Eqs. 3–4 read
//
//	w′ = w(1 + η(M′ − M − γw)),   M′ in [βM, βM + (1−β)L],   L = ln C,
//
// and any such M′ is some entropy's doing. A barrier is a function φ of M with
//
//	(i)    w₀ ≤ φ(M),
//	(ii)   η((1−β)M + γφ(M)) < 1,
//	(iii)  w(1 + η(M′ − M − γw)) ≤ φ(M′) for every reachable M′ and 0 < w ≤ φ(M).
//
// By induction it confines every trajectory to 0 < w_t ≤ φ(M_{t−1}): (i) is the
// start, the factor of w is positive by (ii), being least at M′ = βM and w = φ(M),
// and (iii) is the step. So max φ bounds all weights, for all time, without a
// horizon. Nothing is lost: the largest weight that any history leads to at M
// is a barrier, where the law is monotone, and its maximum the very supremum.
//
// # What has to be checked
//
// Let φ be piecewise affine, with nodes from 0 to a decimal just above L. (Entropies
// up to that are harmless: they are more than there are.) (i) and (ii) then need
// checking at nodes only. For (iii), fix M and w: the left side is affine in M′ and
// the right one piecewise so, hence only nodes M′ and the two ends of the
// reachable interval matter. That leaves segments in the plane of (M, M′): parts of
// the lines M′ = node and of the edges M′ = βM and M′ = βM + (1−β)L, cut where M or M′
// passes a node. Along one, M, M′, φ(M) and φ(M′) are affine. For w = φ(M) the room
// φ(M′) − w(1 + η(M′−M−γw)) is a quadratic with Bernstein coefficients b₀, b₁, b₂, not
// negative on the segment exactly if b₀, b₂ ≥ 0 and b₁ ≥ −√(b₀b₂). A smaller w leads
// higher only where the parabola in w has its top below φ(M), and then up to r²/(4ηγ),
// r = 1 + η(M′−M). That is convex along the segment, so its ends are enough, with
// the places where the top passes φ(M), which the quadratic covers, and 0.
//
// All of this is rational in the decimals. The checker needs neither exp nor
// log, but for one partial sum of the exponential series which shows that the last
// node is at least ln C, and it rounds nothing.
//
// (ii) and (iii) are affine in η besides. A barrier that holds at both ends of a
// range of η so holds for every η in it, even one that changes from epoch to
// epoch. EtaMax joins such ranges, the first from 0 on, where the constant
// max(w₀, D̄/γ) is a barrier (Theorem 1′ (a)).
//
// # How one is found
//
// A climb in plain float64 starts from w₀ and lifts φ wherever (iii) fails, on
// nodes L(1−β^{k/K}), along which the worst history moves. The result, a little
// raised, is rounded to 8 digits and proved by the conditions above with the
// outward rounding of package interval. At the default parameters:
//
//	C     attained   certified by 67, 133 and 264 nodes
//	60    2.38504    2.39273   2.38653   2.38538
//	120   2.79756    2.80999   2.79986   2.79806
//	400   3.60866    3.63744   3.61316   3.60892
//
// in 5, 15 and 50 ms; the certificates have 1.9, 3.4 and 6.6 kB and are checked in
// 0.03, 0.15 and 0.5 s (BenchmarkSupWeight has the whole curve). EtaMax certifies
// 2.17653, 1.8912 and 1.53286 where a search for a counterexample finds 2.1766,
// 1.8913 and 1.5333.
//
// # Loops
//
// LoopStable halves its box until each part is proved stable. Gains below 1 are,
// by Theorem 6. For the others let z = (1+s)/(1−s), A = 2/λ − 1, B = 2/(1−β) − 1: the
// characteristic polynomial of Theorem 6 becomes, up to a positive factor,
//
//	(1+As)(1+Bs)(1+s)^{d−1} + G(1−s)^{d+1},
//
// and Jury's conditions on z become Routh's on s. Its coefficients are monotone in
// each parameter, which Jury's own are not: for d = 0 and d = 1 one box reaches the
// exact limits G = AB and G = (A+B)/2. [Boxes] returns the parts for a picture.
package certificate
