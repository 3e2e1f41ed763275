// Package ablation trains variants of a configuration with several seeds each and
// compares what they come to.
//
// A [Grid] is read from YAML: a base configuration, variants that each change some
// of its values, and seeds.
//
//	base: {training: {epochs: 30}}
//	seeds: [1, 2, 3]
//	variants:
//	  - {name: CE, set: [objective.adapt=false, objective.mixing=none]}
//	  - {name: AEED}
//
// [Table4] and [Table5] are those of the paper. [Run] trains what is not trained
// yet, one run after the other, so a grid that was killed goes on.
package ablation
