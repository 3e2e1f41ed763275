package skeleton

// The files of a prepared set.
const (
	manifestFile = "manifest.json"  // last to be written: without it the set is unfinished
	graphFileOf  = "graph.yaml"     // the joint graph
	indexFile    = "index.jsonl"    // an entry a clip
	clipsFile    = "clips.f32"      // all positions, little-endian float32, clip after clip
	splitsFolder = "splits"         // NAME.train.txt and NAME.test.txt, a clip's name a line
	planFile     = "preparing.json" // while preparing: from what the set is made
)

const manifestFormat = "aeed-skeletons/1"

// A Manifest says what a prepared set holds and what it was made from.
type Manifest struct {
	Format   string   `json:"format"` // "aeed-skeletons/1"
	Source   string   `json:"source"` // the format that the clips came in
	Graph    string   `json:"graph"`  // its name; graph.yaml has the joints
	Channels int      `json:"channels"`
	Bodies   int      `json:"bodies"` // at most, in a clip
	Classes  []string `json:"classes"`
	Clips    int      `json:"clips"`
	Frames   int      `json:"frames"` // of all clips together
	// ClassSizes has the number of clips of every class.
	ClassSizes []int `json:"class_sizes"`
	// Splits has the sizes of the splits in the splits folder.
	Splits []SplitSize `json:"splits"`
	// Excluded are the clips left out because a list said so, Nobody those that
	// show no body.
	Excluded []string `json:"excluded"`
	Nobody   []string `json:"nobody"`
	// SHA256 has the checksum of each other file of the set.
	SHA256 map[string]string `json:"sha256"`
}

// A SplitSize counts a split: all of it, and by class.
type SplitSize struct {
	Name         string `json:"name"`
	Train        int    `json:"train"`
	Test         int    `json:"test"`
	TrainByClass []int  `json:"train_by_class"`
	TestByClass  []int  `json:"test_by_class"`
}

// An entry is the line of a clip in the index: what it is and where its positions
// are.
type entry struct {
	Record
	Offset int64 `json:"offset"` // in numbers, not in bytes
	Frames int   `json:"frames"`
	Bodies int   `json:"bodies"`
}
