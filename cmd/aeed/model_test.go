package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"aeed/train/ctrgcn"
	"aeed/train/skeleton"
)

// modelOutput is the contract of `aeed model --json`, as another program reads it.
type modelOutput struct {
	Joints, Bodies, Frames, Classes, Blocks, Parameters, Tensors int
	MACs                                                         map[string]int64
	Forward                                                      map[string]int64 `json:"forward_flop"`
	Training                                                     map[string]int64 `json:"training_flop"`
	Layers, Operations                                           []struct {
		Name       string
		Output     []int
		Parameters int
		MACs       map[string]int64
		Share      float64
	}
	Weights *struct {
		File    string
		Batches int64
		Tensors []struct {
			Name          string
			Shape         []int
			Norm, Largest float64
		}
	}
}

func modelJSON(t *testing.T, args ...string) modelOutput {
	t.Helper()
	code, stdout, stderr := execute(append([]string{"model", "--json"}, args...)...)
	if code != 0 || stderr != "" {
		t.Fatalf("exit %d, stderr %q", code, stderr)
	}
	var m modelOutput
	d := json.NewDecoder(strings.NewReader(stdout))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		t.Fatalf("%v in %s", err, stdout)
	}
	return m
}

func TestModelCountsTheOfficialNetwork(t *testing.T) {
	m := modelJSON(t)
	if m.Parameters != 1_446_672 || m.Tensors != 822 || m.Joints != 25 || m.Bodies != 2 || m.Frames != 64 || m.Classes != 60 || m.Blocks != 10 || m.Weights != nil {
		t.Errorf("%+v", m)
	}
	for name, c := range map[string]struct {
		got  int64
		want float64
	}{
		"forward, written":  {m.Forward["written"], 3.93},
		"forward, hoisted":  {m.Forward["hoisted"], 3.59},
		"training, written": {m.Training["written"], 11.80},
		"training, hoisted": {m.Training["hoisted"], 10.77},
	} {
		if math.Abs(float64(c.got)/1e9-c.want) > 0.005 {
			t.Errorf("%s: %d FLOP, want %g GFLOP", name, c.got, c.want)
		}
	}
	for name, parts := range map[string]int{"layers": len(m.Layers), "operations": len(m.Operations)} {
		if want := map[string]int{"layers": 12, "operations": 10}[name]; parts != want {
			t.Errorf("%d %s, want %d", parts, name, want)
		}
	}
	parameters, share, written, hoisted := 0, 0.0, int64(0), int64(0)
	for _, layer := range m.Layers {
		parameters += layer.Parameters
		share += layer.Share
		written += layer.MACs["written"]
		hoisted += layer.MACs["hoisted"]
	}
	for _, kind := range m.Operations {
		share += kind.Share
		written -= kind.MACs["written"]
		hoisted += kind.MACs["hoisted"]
	}
	if parameters != m.Parameters || math.Abs(share-2) > 1e-12 || written != 0 || hoisted != 2*m.MACs["hoisted"] {
		t.Errorf("the parts add up to %d parameters, a share of %g and %d, %d MACs", parameters, share, written, hoisted)
	}
}

func TestModelOfOtherSizes(t *testing.T) {
	for args, parameters := range map[string]int{
		"--classes 120": 1_462_092,
		"--graph ucla-20 --bodies 1 --frames 52 --classes 10": 1_426_892,
		"--blocks small --frames 16 --bodies 1 --classes 10":  14_468,
	} {
		if m := modelJSON(t, strings.Fields(args)...); m.Parameters != parameters {
			t.Errorf("%s: %d parameters, want %d", args, m.Parameters, parameters)
		}
	}
	graph, err := skeleton.UCLA20().YAML()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "graph.yaml")
	if err := os.WriteFile(path, graph, 0o644); err != nil {
		t.Fatal(err)
	}
	if m := modelJSON(t, "--graph", path); m.Joints != 20 {
		t.Errorf("%d joints", m.Joints)
	}
}

func TestModelText(t *testing.T) {
	code, stdout, stderr := execute("model")
	if code != 0 || stderr != "" {
		t.Fatalf("exit %d, stderr %q", code, stderr)
	}
	for _, pattern := range []string{
		`(?m)^CTR-GCN of 10 blocks: 25 joints, M = 2, T = 64, C = 60$`,
		`(?m)^data_bn +3×64×25 +300 `,
		`(?m)^l8 +256×16×25 +301748 `,
		`(?m)^fc +60 +15420 +0\.02 +0\.02 +0\.0 %$`,
		`(?m)^total +1446672 +1965\.96 +1794\.44 +100\.0 %$`,
		`(?m)^features \(conv3\) .*%$`,
		`(?m)^GFLOP forward and backward +11\.796 +10\.767$`,
	} {
		if !regexp.MustCompile(pattern).MatchString(stdout) {
			t.Errorf("no match of %s in\n%s", pattern, stdout)
		}
	}
}

func exportSmall(t *testing.T, name string) string {
	t.Helper()
	a := ctrgcn.Architecture{Channels: 3, Frames: 16, Joints: 20, Bodies: 1, Classes: 7, Adjacency: skeleton.UCLA20().Adjacency(), Blocks: ctrgcn.Small()}
	w := ctrgcn.Weights{Batches: 12}
	w.Parameters, w.Running = a.Initialise(1)
	path := filepath.Join(t.TempDir(), name)
	if err := a.Export(path, w); err != nil {
		t.Fatal(err)
	}
	return path
}

// A safetensors file says what it is; of a PyTorch file the flags must.
func TestModelWeights(t *testing.T) {
	for name, flags := range map[string]string{
		"w.safetensors": "",
		"w.pt":          "--graph ucla-20 --blocks small --bodies 1 --classes 7 --frames 16",
	} {
		path := exportSmall(t, name)
		m := modelJSON(t, append(strings.Fields(flags), "--weights", path)...)
		if m.Weights == nil || m.Weights.File != path || m.Weights.Batches != 12 || m.Joints != 20 || m.Classes != 7 || m.Frames != 16 {
			t.Fatalf("%s: %+v", name, m)
		}
		norms := map[string][2]float64{}
		for _, x := range m.Weights.Tensors {
			norms[x.Name] = [2]float64{x.Norm, x.Largest}
		}
		scale := float64(float32(1e-6))
		for tensor, want := range map[string][2]float64{
			"data_bn.weight": {math.Sqrt(60), 1}, "l1.gcn1.bn.weight": {4 * scale, scale}, "l3.residual.bn.running_var": {math.Sqrt(32), 1}, "l1.gcn1.alpha": {},
		} {
			if got, there := norms[tensor]; !there || math.Abs(got[0]-want[0]) > 1e-12 || got[1] != want[1] {
				t.Errorf("%s: %s has norm and largest %v, want %v", name, tensor, got, want)
			}
		}
		const batchNorms = 28 // whose counts of batches are no numbers of the network
		if len(norms) != m.Tensors-batchNorms || len(m.Weights.Tensors) != len(norms) {
			t.Errorf("%s: %d tensors of %d", name, len(norms), m.Tensors)
		}
	}
	code, stdout, _ := execute("model", "--weights", exportSmall(t, "w.safetensors"))
	if code != 0 || !regexp.MustCompile(`(?m)w\.safetensors fits: 262 tensors, after 12 batches$`).MatchString(stdout) ||
		!regexp.MustCompile(`(?m)^data_bn.weight +60 +7\.746 +1$`).MatchString(stdout) {
		t.Errorf("exit %d,\n%s", code, stdout)
	}
}

func TestModelErrors(t *testing.T) {
	pt, safe := exportSmall(t, "w.pt"), exportSmall(t, "w.safetensors")
	damaged := filepath.Join(t.TempDir(), "damaged.safetensors")
	content, err := os.ReadFile(safe)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(damaged, content[:len(content)-1], 0o644); err != nil {
		t.Fatal(err)
	}
	for args, c := range map[string]struct {
		code int
		want string
	}{
		"--weights " + pt:                          {exitFailed, "other blocks"},
		"--weights " + safe + " --blocks official": {exitFailed, "other blocks"},
		"--weights " + safe + " --blocks small --graph ucla-20 --bodies 1 --classes 8": {exitFailed, "another number of classes"},
		"--weights " + damaged: {exitBadInput, "damaged.safetensors: header"},
		"--weights nowhere.pt": {exitBadInput, "nowhere.pt"},
		"--graph ntu":          {exitBadInput, `--graph: no joint graph is called "ntu"`},
		"--graph none.yaml":    {exitBadInput, "none.yaml"},
		"--blocks large":       {exitBadInput, "there are official and small"},
		"--classes 1":          {exitBadInput, "a network of 1 classes"},
		"--bodies 0":           {exitBadInput, "a network of 0 bodies"},
		"extra":                {exitBadInput, "extra"},
	} {
		code, stdout, stderr := execute(append([]string{"model"}, strings.Fields(args)...)...)
		if code != c.code || stdout != "" || !strings.Contains(stderr, c.want) || !strings.Contains(stderr, "hint: ") {
			t.Errorf("model %s: exit %d, want %d; stdout %q, stderr %q", args, code, c.code, stdout, stderr)
		}
	}
}
