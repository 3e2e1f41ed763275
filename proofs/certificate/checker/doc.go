// Package checker replays certificates of the controller's stability, made by
// package certificate or by anyone else.
//
//	c, err := checker.ReadFile("sup.json")
//	err = checker.Check(c) // nil: proved
//
// What a certificate claims, for the unclipped logistic law (Eqs. 3–4) of one
// class from w₀ under every sequence of entropies in [0, ln C]:
//
//	sup_weight   0 < w ≤ bound in every epoch
//	eta_max      0 < w in every epoch, for every η in (0, bound]
//
// and for the linearised closed loop of Theorem 6 with a delay d:
//
//	loop_stable  stable for all gains, smoothings and lags in the given ranges
//
// The package is small and shares nothing with the search but the format, which is
// its own: it imports the standard library alone. Barriers it checks in exact
// fractions; the one transcendental fact, that the last node is at least ln C,
// follows from a partial sum of the exponential series. Loops it checks with
// ranges of 128-bit numbers rounded outward. The documentation of package
// certificate proves that these conditions suffice.
//
// A file has one spelling, and a digest of it, so that no character changes
// unnoticed. The digest protects from accidents; what makes a claim true is the
// witness. A certificate that was altered and sealed anew passes only if its
// witness proves what it now claims.
package checker
