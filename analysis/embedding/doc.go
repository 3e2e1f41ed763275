// Package embedding shows features of many dimensions in a plane, so that a reader
// sees which classes a network tells apart (the paper's Fig. 3).
//
// [PCA] projects on the two directions that vary most: distances are true, as far as
// two directions show them. [TSNE] keeps neighbours together (van der Maaten and
// Hinton, JMLR 2008): which points are near each other means something, how far apart
// two groups are does not. [Silhouette] says in a number how well classes are apart,
// in all dimensions.
package embedding
