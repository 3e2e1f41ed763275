package format

import (
	"fmt"

	"aeed/train/skeleton"
)

// maxClass bounds the classes that a file may claim, whose names are in memory.
const maxClass = 1 << 16

// classNames returns names for n classes that their file does not name: A001 and
// so on, as NTU RGB+D numbers its actions, for 60 or 120 classes of graph ntu-25, and
// else "class 0" and so on.
func classNames(n int, graph skeleton.Graph) []string {
	names := make([]string, n)
	for class := range names {
		names[class] = fmt.Sprintf("class %d", class)
		if graph.Name == "ntu-25" && (n == 60 || n == 120) {
			names[class] = fmt.Sprintf("A%03d", class+1)
		}
	}
	return names
}

// graphOf returns the graph of so many joints.
func graphOf(joints int) (skeleton.Graph, bool) {
	for _, graph := range skeleton.Graphs() {
		if graph.Vertices() == joints {
			return graph, true
		}
	}
	return skeleton.Graph{}, false
}
