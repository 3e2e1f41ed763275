package skeleton

import (
	"fmt"
	"os"
	"strings"

	"github.com/goccy/go-yaml"
)

// graphFile is the form of a graph in YAML:
//
//	name: toy
//	joints:
//	  - {name: hip}
//	  - {name: knee, parent: hip}
//	  - {name: foot, parent: knee}
//	parts:
//	  - {name: leg, joints: [hip, knee, foot]}
type graphFile struct {
	Name   string      `yaml:"name"`
	Joints []graphNode `yaml:"joints"`
	Parts  []graphPart `yaml:"parts,omitempty"`
}

type graphNode struct {
	Name   string `yaml:"name"`
	Parent string `yaml:"parent,omitempty"`
}

type graphPart struct {
	Name   string   `yaml:"name"`
	Joints []string `yaml:"joints,flow"`
}

// LoadGraph reads a graph from a YAML file: its name, its joints in the order of
// the data, each with the name of its parent unless it is a root, and, if wanted,
// body parts.
func LoadGraph(path string) (Graph, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return Graph{}, err
	}
	g, err := parseGraph(content)
	if err != nil {
		return Graph{}, fmt.Errorf("%s: %w; hint: a graph has a name and joints, each {name: …, parent: …}", path, err)
	}
	return g, nil
}

// YAML returns the graph in the form that LoadGraph reads.
func (g Graph) YAML() ([]byte, error) {
	file := graphFile{Name: g.Name}
	for v, name := range g.Joints {
		node := graphNode{Name: name}
		if parent := g.Parent[v]; parent != v {
			node.Parent = g.Joints[parent]
		}
		file.Joints = append(file.Joints, node)
	}
	for _, part := range g.Parts {
		named := graphPart{Name: part.Name}
		for _, v := range part.Joints {
			named.Joints = append(named.Joints, g.Joints[v])
		}
		file.Parts = append(file.Parts, named)
	}
	return yaml.Marshal(file)
}

func parseGraph(content []byte) (Graph, error) {
	var file graphFile
	if err := yaml.UnmarshalWithOptions(content, &file, yaml.Strict()); err != nil {
		return Graph{}, fmt.Errorf("%s", strings.TrimSpace(yaml.FormatError(err, false, true)))
	}
	g := Graph{Name: file.Name}
	place := map[string]int{}
	for v, joint := range file.Joints {
		if joint.Name == "" {
			return Graph{}, fmt.Errorf("joint %d has no name", v)
		}
		if _, double := place[joint.Name]; double {
			return Graph{}, fmt.Errorf("two joints are called %q", joint.Name)
		}
		place[joint.Name] = v
		g.Joints = append(g.Joints, joint.Name)
	}
	for v, joint := range file.Joints {
		parent, known := place[joint.Parent]
		switch {
		case joint.Parent == "":
			parent = v
		case !known:
			return Graph{}, fmt.Errorf("joint %q hangs on %q, which is no joint", joint.Name, joint.Parent)
		case parent == v:
			return Graph{}, fmt.Errorf("joint %q hangs on itself", joint.Name)
		}
		g.Parent = append(g.Parent, parent)
	}
	for _, named := range file.Parts {
		part := Part{Name: named.Name}
		for _, name := range named.Joints {
			v, known := place[name]
			if !known {
				return Graph{}, fmt.Errorf("part %q has %q, which is no joint", named.Name, name)
			}
			part.Joints = append(part.Joints, v)
		}
		g.Parts = append(g.Parts, part)
	}
	return g, g.Check()
}
