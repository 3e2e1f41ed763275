// Package ref executes programs in float64, one operation after another, each
// written as its formula. It is the oracle of every other device: slow, and meant
// to be read beside the documentation of package program.
package ref
