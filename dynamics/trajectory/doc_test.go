package trajectory

import (
	"strings"
	"testing"
)

// The lines that doc.go shows are a trajectory.
func TestDocumentedLines(t *testing.T) {
	var file strings.Builder
	for line := range strings.Lines(string(mustRead(t, "doc.go"))) {
		if text, ok := strings.CutPrefix(line, "//\t{"); ok {
			file.WriteString("{" + text)
		}
	}
	header, epochs, err := decode([]byte(file.String()))
	if err != nil {
		t.Fatal(err)
	}
	if header.Version != "my-trainer 2.1" || len(epochs) != 1 || epochs[0].Classes[0].Count != 900 {
		t.Errorf("read %+v, %+v", header, epochs)
	}
}
