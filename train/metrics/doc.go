// Package metrics measures how well a network tells classes apart, over a test set.
//
// An [Accumulator] takes the logits and the true classes of one batch after another;
// [Accumulator.Result] is the [Evaluation] of all of them: the accuracy over the
// clips, over the classes, of each class, of groups of classes, and the confusion
// matrix. [Ensemble] adds the logits of several streams (joints, bones, their
// motions) first.
//
// # What is measured
//
// With n_c clips of class c and a_c the share of them whose greatest logit is that of
// c, all accuracies being from 0 to 1:
//
//	overall   Σ_c n_c·a_c / Σ_c n_c, what a frequent class dominates
//	macro     the unweighted mean of a_c over the classes that have clips
//	a group   the same over its classes; [aeed/train/skeleton/longtail.Groups] makes
//	          Many, Medium and Few of the numbers of training clips
//	top 5     the share of clips whose class is among the five greatest logits
//
// Of equal logits the one of the lowest class counts as the greatest. A clip that has
// a NaN among its logits is wrong, stands in no column of the confusion matrix, and
// is counted.
//
// The counts are whole numbers, so the order of the clips changes nothing.
//
// # Output
//
// [Evaluation.WriteTable] and [Evaluation.WriteConfusion] are for people; encoding/json
// writes an Evaluation for programs. What is not measured, as the accuracy of an empty
// group, is NaN, – in a table and null in JSON.
package metrics
