package nvrtc

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aeed/train/device/cuda/driver/standin"
)

// The library is found wherever an installation may have put it, and in no other folder.
func TestSearch(t *testing.T) {
	library, err := standin.Compile(filepath.Join(t.TempDir(), "libnvrtc.so"), "testdata/nvrtc.cpp")
	if errors.Is(err, standin.ErrNoCompiler) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		folder, variable, environment string
		found                         bool
	}{
		{folder: "usr/local/nvidia/lib64", found: true},
		{folder: "usr/local/cuda/lib64", found: true},
		{folder: "usr/local/lib/python3.12/site-packages/nvidia/cuda_nvrtc/lib", found: true},
		{folder: "usr/local/lib/python3.11/dist-packages/nvidia/cuda_nvrtc/lib", found: true},
		{folder: "usr/lib/python3.13/site-packages/nvidia/cu13/lib", found: true},
		{folder: "usr/lib/python3/dist-packages/nvidia/cuda_nvrtc/lib", found: true},
		{folder: "home/.local/lib/python3.11/site-packages/nvidia/cu13/lib", variable: "HOME", environment: "home", found: true},
		{folder: "venv/lib/python3.11/site-packages/nvidia/cuda_nvrtc/lib", variable: "VIRTUAL_ENV", environment: "venv", found: true},
		{folder: "conda/lib/python3.11/site-packages/nvidia/cuda_nvrtc/lib", variable: "CONDA_PREFIX", environment: "conda", found: true},
		{folder: "venv/lib/python3.11/site-packages/nvidia/cuda_nvrtc/lib"},
		{folder: "opt/nvidia/lib"},
	} {
		t.Run(c.folder, func(t *testing.T) {
			root := t.TempDir()
			for _, variable := range []string{"AEED_LIBNVRTC", "VIRTUAL_ENV", "CONDA_PREFIX", "HOME"} {
				t.Setenv(variable, "")
			}
			if c.variable != "" {
				t.Setenv(c.variable, filepath.Join(root, c.environment))
			}
			if err := os.MkdirAll(filepath.Join(root, c.folder), 0o755); err != nil {
				t.Fatal(err)
			}
			const file = "libnvrtc.so.12"
			if err := os.Symlink(library, filepath.Join(root, c.folder, file)); err != nil {
				t.Fatal(err)
			}
			s := search(root)
			if !slices.Contains(s.Files, file) {
				t.Fatalf("the files are %v", s.Files)
			}
			s.Files = []string{"./" + file} // not by name, since the machine may have one
			_, err := open(s)
			if found := err == nil; found != c.found {
				t.Errorf("found: %v, error %v", found, err)
			}
			if err != nil && !strings.Contains(err.Error(), "; hint: install CUDA's toolkit") {
				t.Errorf("error %v", err)
			}
		})
	}
}
