package skeleton

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// The adjacency of every graph must equal the official one, testdata/graphs.json.
func TestAdjacencyEqualsTheOfficialOne(t *testing.T) {
	content, err := os.ReadFile("testdata/graphs.json")
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]struct {
		Vertices int
		Nonzero  [][4]float64 // subset, i, j, value
	}
	if err := json.Unmarshal(content, &want); err != nil {
		t.Fatal(err)
	}
	if len(want) != len(Graphs()) {
		t.Fatalf("%d official graphs, %d of ours", len(want), len(Graphs()))
	}
	for name, official := range want {
		t.Run(name, func(t *testing.T) {
			g, err := GraphByName(name)
			if err != nil {
				t.Fatal(err)
			}
			n := g.Vertices()
			if n != official.Vertices {
				t.Fatalf("%d joints, want %d", n, official.Vertices)
			}
			expected := make([]float64, 3*n*n)
			for _, e := range official.Nonzero {
				expected[(int(e[0])*n+int(e[1]))*n+int(e[2])] = e[3]
			}
			for i, got := range g.Adjacency() {
				if math.Abs(got-expected[i]) > 1e-15 {
					t.Errorf("entry [%d, %d, %d] = %g, want %g", i/n/n, i/n%n, i%n, got, expected[i])
				}
			}
		})
	}
}

// The parts of a graph must divide its joints: each in exactly one.
func TestPartsDivideTheJoints(t *testing.T) {
	for _, g := range Graphs() {
		if err := g.Check(); err != nil {
			t.Error(err)
		}
		times := make([]int, g.Vertices())
		for _, part := range g.Parts {
			for _, v := range part.Joints {
				times[v]++
			}
		}
		for v, n := range times {
			if n != 1 {
				t.Errorf("%s: %s is in %d parts", g.Name, g.Joints[v], n)
			}
		}
	}
}

// Left and right must mirror each other: where a left joint hangs on a left one,
// its right counterpart hangs on the right counterpart.
func TestLeftMirrorsRight(t *testing.T) {
	for _, g := range Graphs() {
		place := map[string]int{}
		for v, name := range g.Joints {
			place[name] = v
		}
		mirrored := 0
		for v, name := range g.Joints {
			if !strings.HasPrefix(name, "left ") {
				continue
			}
			mirrored++
			right, there := place["right "+strings.TrimPrefix(name, "left ")]
			if !there {
				t.Fatalf("%s: %s has no counterpart", g.Name, name)
			}
			parent := strings.Replace(g.Joints[g.Parent[v]], "left ", "right ", 1)
			if got := g.Joints[g.Parent[right]]; got != parent {
				t.Errorf("%s: %s hangs on %s, %s on %s", g.Name, name, g.Joints[g.Parent[v]], g.Joints[right], got)
			}
		}
		if mirrored < 8 {
			t.Errorf("%s has %d left joints", g.Name, mirrored)
		}
	}
}

func TestUnknownGraph(t *testing.T) {
	if _, err := GraphByName("ntu25"); err == nil || !strings.Contains(err.Error(), "hint: there are ntu-25, openpose-18, coco-17, ucla-20") {
		t.Errorf("error %v", err)
	}
}

func TestGraphSurvivesItsFile(t *testing.T) {
	for _, g := range Graphs() {
		content, err := g.YAML()
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "graph.yaml")
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		back, err := LoadGraph(path)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(back, g) || !back.Equal(g) {
			t.Errorf("%s: read %+v, wrote %+v", g.Name, back, g)
		}
	}
}

func TestWrongGraphFiles(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"empty":           {"", "has no joints"},
		"no YAML":         {"joints: [", "joints"},
		"unknown key":     {"name: a\njoint: []\n", "joint"},
		"no name":         {"joints: [{parent: a}]", "joint 0 has no name"},
		"same name":       {"joints: [{name: a}, {name: a}]", `two joints are called "a"`},
		"unknown parent":  {"joints: [{name: a, parent: b}]", `hangs on "b", which is no joint`},
		"own parent":      {"joints: [{name: a, parent: a}]", "hangs on itself"},
		"cycle":           {"joints: [{name: a, parent: b}, {name: b, parent: a}]", "hangs on itself by way of"},
		"part of nothing": {"joints: [{name: a}]\nparts: [{name: p, joints: [b]}]", `part "p" has "b"`},
	} {
		path := filepath.Join(t.TempDir(), "graph.yaml")
		if err := os.WriteFile(path, []byte(c.file), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := LoadGraph(path)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "hint: ") {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
	if _, err := LoadGraph(filepath.Join(t.TempDir(), "none.yaml")); err == nil {
		t.Error("a file that is not there was read")
	}
}

func TestCheckRefuses(t *testing.T) {
	for name, g := range map[string]Graph{
		"names":  {Joints: []string{"a"}, Parent: []int{0, 0}},
		"parent": {Joints: []string{"a"}, Parent: []int{1}},
		"part":   {Joints: []string{"a"}, Parent: []int{0}, Parts: []Part{{"p", []int{1}}}},
	} {
		if g.Check() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// Whatever the file says, the graph read is one that Check accepts, and it
// survives being written.
func FuzzGraphFile(f *testing.F) {
	for _, g := range Graphs() {
		content, err := g.YAML()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Add([]byte("joints: [{name: a, parent: b}, {name: b}]"))
	f.Fuzz(func(t *testing.T, content []byte) {
		g, err := parseGraph(content)
		if err != nil {
			return
		}
		if err := g.Check(); err != nil {
			t.Fatal(err)
		}
		for _, a := range g.Adjacency() {
			if a < 0 || a > 1 {
				t.Fatalf("adjacency %g", a)
			}
		}
	})
}

func ExampleGraph_Bones() {
	g := NTU25()
	for _, bone := range g.Bones()[:3] {
		fmt.Println(g.Joints[bone[0]], "→", g.Joints[bone[1]])
	}
	// Output:
	// spine base → spine middle
	// spine middle → spine shoulder
	// neck → spine shoulder
}
