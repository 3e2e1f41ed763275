package golden

import (
	"os"
	"path/filepath"
	"testing"
)

// CheckText fails the test if content is not that of the file at path. It writes the
// file with -regenerate.
func CheckText(t testing.TB, path, content string) {
	t.Helper()
	if *regenerate {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatalf("golden: %v", err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatalf("golden: %v", err)
		}
	}
	there, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("golden: %v; hint: make it with -regenerate, then look at it", err)
	}
	if string(there) != content {
		t.Errorf("golden: %s is another text; hint: use -regenerate, then look at the difference", path)
	}
}
