package ctrgcn

import (
	"fmt"
	"slices"
	"strings"

	"aeed/internal/tensor"
)

// A MismatchError is a set of tensors that isn't that of a network.
type MismatchError struct {
	Missing []string // names that the network has, in its order
	Surplus []string // names that it hasn't, sorted
	Shapes  []string // "fc.weight of shape [120 256] instead of [60 256]"
	Hint    string
}

func (e *MismatchError) Error() string {
	var parts []string
	for _, group := range []struct {
		names []string
		what  string
	}{{e.Missing, "missing"}, {e.Surplus, "left over"}, {e.Shapes, "of another shape"}} {
		if n := len(group.names); n > 0 {
			const shown = 3
			list := strings.Join(group.names[:min(n, shown)], ", ")
			if n > shown {
				list += ", …"
			}
			parts = append(parts, fmt.Sprintf("%d %s (%s)", n, group.what, list))
		}
	}
	return "want the tensors of the network, found " + strings.Join(parts, "; ") + "; hint: " + e.Hint
}

// match returns the tensors by their official names, without the prefix that
// DataParallel puts before them, if they are those of the layout.
func (l *Layout) match(tensors []*tensor.Tensor) (map[string]*tensor.Tensor, error) {
	named := map[string]*tensor.Tensor{}
	for _, t := range tensors {
		name := strings.TrimPrefix(t.Name, "module.")
		if named[name] != nil {
			return nil, &tensor.FormatError{Want: "each tensor once", Found: fmt.Sprintf("%q with and without \"module.\" before it", tensor.Excerpt(name)),
				Hint: "save the state_dict of one model"}
		}
		named[name] = t
	}
	e := &MismatchError{}
	known := map[string]bool{}
	expect := func(name string, shape []int) {
		known[name] = true
		switch t := named[name]; {
		case t == nil:
			e.Missing = append(e.Missing, name)
		case !slices.Equal(t.Shape, shape):
			e.Shapes = append(e.Shapes, fmt.Sprintf("%s of shape %v instead of %v", name, t.Shape, shape))
		}
	}
	for _, t := range slices.Concat(l.Parameters, l.Running) {
		expect(t.Name, t.Shape)
	}
	for _, norm := range l.Norms() {
		expect(norm+batchesName, []int{})
	}
	for _, t := range tensors {
		if name := strings.TrimPrefix(t.Name, "module."); !known[name] {
			e.Surplus = append(e.Surplus, tensor.Excerpt(name))
		}
	}
	slices.Sort(e.Surplus)
	if len(e.Missing)+len(e.Surplus)+len(e.Shapes) == 0 {
		return named, nil
	}
	e.Hint = e.explain()
	return nil, e
}

// explain says what the tensors may be instead.
func (e *MismatchError) explain() string {
	some := func(texts []string, prefix string) bool {
		return slices.ContainsFunc(texts, func(text string) bool { return strings.HasPrefix(text, prefix) })
	}
	switch {
	case some(e.Surplus, "backbone."), some(e.Surplus, "net."):
		return "these names are pyskl's, whose CTR-GCN is a different network (it aggregates along the transposed topology); take weights of the official one"
	case len(e.Missing)+len(e.Surplus) > 0:
		return "the weights are of a network of other blocks, or of no CTR-GCN"
	case some(e.Shapes, "l1.gcn1.PA "):
		return "the weights are for a graph of other joints"
	case some(e.Shapes, "data_bn."):
		return "the weights are for another number of bodies"
	case some(e.Shapes, "l"):
		return "the weights are of a network of other widths"
	}
	return "the weights are for another number of classes"
}
