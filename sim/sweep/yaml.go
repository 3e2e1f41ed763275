package sweep

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"aeed/dynamics"
)

// specFormat is the value of the key "format" of a frozen spec.
const specFormat = "aeed-sweep/1"

// mostSpecBytes bounds what is read of a spec; a complete one has about 1 kB.
const mostSpecBytes = 1 << 20

// ReadSpec returns the spec in a YAML file: a key of Keys a line, its value a
// text as on the command line or a sequence of values. Errors say the line.
func ReadSpec(path string) (*Spec, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("sweep: %w; hint: aeed sweep writes a complete spec, sweep.yaml, into its folder", err)
	}
	return ParseSpec(path, text)
}

// ParseSpec is ReadSpec for the content of a file of the given name.
func ParseSpec(name string, text []byte) (spec *Spec, err error) {
	if len(text) > mostSpecBytes {
		return nil, specFault(name, 1, "found %d bytes, want at most %d", len(text), mostSpecBytes)
	}
	// The YAML library panics on some texts.
	defer func() {
		if cause := recover(); cause != nil {
			spec, err = nil, specFault(name, 1, "found no YAML (%v), want key: value, a line each", cause)
		}
	}()
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		line, message := 1, err.Error()
		if syntax, ok := errors.AsType[yaml.Error](err); ok {
			line, message = syntax.GetToken().Position.Line, syntax.GetMessage()
		}
		return nil, specFault(name, line, "found no YAML (%s), want key: value, a line each", message)
	}
	spec = new(Spec)
	if len(file.Docs) > 1 {
		return nil, specFault(name, file.Docs[1].GetToken().Position.Line, "found a second document, want one")
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return spec, nil
	}
	pairs, ok := file.Docs[0].Body.(ast.MapNode)
	if !ok {
		if _, comment := file.Docs[0].Body.(*ast.CommentGroupNode); comment {
			return spec, nil
		}
		return nil, specFault(name, file.Docs[0].Body.GetToken().Position.Line, "found a bare value, want key: value, a line each")
	}
	seen := map[string]bool{}
	for each := pairs.MapRange(); each.Next(); {
		key := each.Key().GetToken().Value
		line := each.Key().GetToken().Position.Line
		if seen[key] {
			return nil, specFault(name, line, "found the key %q twice, want it once", key)
		}
		seen[key] = true
		value, ok := textOf(each.Value())
		if !ok {
			return nil, specFault(name, line, "%s: found neither a value nor a sequence of values, want one, as in %s: 0.1:1:0.1", key, key)
		}
		if err := spec.setLine(key, value); err != nil {
			return nil, specFault(name, line, "%s", inWords(err))
		}
	}
	return spec, nil
}

func (s *Spec) setLine(key, value string) error {
	if key != "format" {
		return s.Set(key, value)
	}
	if value != specFormat {
		return fault("format", value, specFormat, "another version of aeed wrote this")
	}
	return nil
}

// textOf returns a scalar as it is written, and a sequence of them with commas.
func textOf(node ast.Node) (string, bool) {
	switch node := node.(type) {
	case *ast.StringNode:
		return node.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode, *ast.BoolNode:
		return node.GetToken().Value, true
	case *ast.SequenceNode:
		var items []string
		for _, value := range node.Values {
			if _, nested := value.(*ast.SequenceNode); nested {
				return "", false
			}
			item, ok := textOf(value)
			if !ok {
				return "", false
			}
			items = append(items, item)
		}
		return strings.Join(items, ","), len(items) > 0
	}
	return "", false
}

func specFault(name string, line int, format string, arguments ...any) error {
	text := fmt.Sprintf(format, arguments...)
	if !strings.Contains(text, "hint: ") {
		text += "; hint: the sweep.yaml of any sweep is an example"
	}
	return fmt.Errorf("sweep: %s: line %d: %s", name, line, text)
}

// inWords returns a wrong parameter in terms of its key, not of a flag.
func inWords(err error) string {
	p, ok := errors.AsType[*dynamics.ParameterError](err)
	if !ok {
		return err.Error()
	}
	return fmt.Sprintf("%s: found %s, want %s; hint: %s", p.Name, p.Value, p.Want, p.Hint)
}

var plain = regexp.MustCompile(`^[A-Za-z0-9.+-][A-Za-z0-9.+/-]*$`)

// YAML returns the spec with nothing left out: ParseSpec makes an equal one.
func (s *Spec) YAML() []byte {
	c := s.complete()
	var b bytes.Buffer
	fmt.Fprintln(&b, "# A sweep of the AEED controller; run it again with: aeed sweep FILE")
	write := func(key, value string) {
		if !plain.MatchString(value) {
			value = `"` + value + `"` // no value has a quote or a backslash
		}
		fmt.Fprintf(&b, "%s: %s\n", key, value)
	}
	write("format", specFormat)
	for _, o := range options {
		skip := o.name == "points" && c.design == Grid || o.name == "design-seed" && c.design != LatinHypercube || o.name == "shard" && c.shard.isWhole()
		if !skip {
			write(o.name, o.get(c))
		}
	}
	for i := range axes {
		if c.axes[i] != nil {
			write(axes[i].name, c.axes[i].String())
		}
	}
	return b.Bytes()
}

// difference returns the first key in which two specs differ, with its values.
func (s *Spec) difference(other *Spec) (key, value, others string) {
	for _, k := range Keys() {
		if a, b := s.Get(k.Name), other.Get(k.Name); a != b {
			return k.Name, a, b
		}
	}
	return "", "", ""
}
