package ntu

import (
	"cmp"
	"slices"

	"aeed/train/skeleton"
)

// trainSubjects60 are the performers that train in the cross-subject split of NTU
// RGB+D; trainSubjects120 train besides them in that of NTU RGB+D 120.
var (
	trainSubjects60  = []int{1, 2, 4, 5, 8, 9, 13, 14, 15, 16, 17, 18, 19, 25, 27, 28, 31, 34, 35, 38}
	trainSubjects120 = []int{45, 46, 47, 49, 50, 52, 53, 54, 55, 56, 57, 58, 59, 70, 74, 78, 80, 81, 82, 83, 84, 85, 86, 89, 91, 92, 93, 94, 95, 97, 98, 100, 103}
)

// Splits returns cross-subject and cross-view, or cross-subject and cross-setup if
// there are 120 classes. As in the reference, names are sorted by performer,
// camera or setup, whichever divides, then alphabetically: the sampling of
// long-tailed sets depends on it.
func (f *Folder) Splits() []skeleton.Split {
	subject := func(n Name) int { return n.Subject }
	if f.classes == classes60 {
		return []skeleton.Split{
			f.split("xsub", subject, func(n Name) bool { return slices.Contains(trainSubjects60, n.Subject) }),
			f.split("xview", func(n Name) int { return n.Camera }, func(n Name) bool { return n.Camera == 2 || n.Camera == 3 }),
		}
	}
	return []skeleton.Split{
		f.split("xsub", subject, func(n Name) bool {
			return slices.Contains(trainSubjects60, n.Subject) || slices.Contains(trainSubjects120, n.Subject)
		}),
		f.split("xset", func(n Name) int { return n.Setup }, func(n Name) bool { return n.Setup%2 == 0 }),
	}
}

// split divides the recordings by train, sorted by key and then by name.
func (f *Folder) split(name string, key func(Name) int, train func(Name) bool) skeleton.Split {
	files := slices.Clone(f.files)
	slices.SortStableFunc(files, func(a, b file) int { return cmp.Compare(key(a.name), key(b.name)) })
	s := skeleton.Split{Name: name}
	for _, file := range files {
		if train(file.name) {
			s.Train = append(s.Train, file.name.String())
		} else {
			s.Test = append(s.Test, file.name.String())
		}
	}
	return s
}
