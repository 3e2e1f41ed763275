package notebooks

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// cells are what a notebook holds, as far as it concerns us.
type cells struct {
	Cells []struct {
		ID             string
		ExecutionCount *int `json:"execution_count"`
		Outputs        []any
	}
}

// Notebooks are kept without what executing them printed.
func TestNotebooksHoldNoOutput(t *testing.T) {
	paths, err := filepath.Glob("*.ipynb")
	if err != nil || len(paths) == 0 {
		t.Fatal("no notebooks:", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var notebook cells
		if err := json.Unmarshal(text, &notebook); err != nil || len(notebook.Cells) == 0 {
			t.Fatalf("%s: want a notebook with cells: %v", path, err)
		}
		for _, cell := range notebook.Cells {
			if len(cell.Outputs) > 0 || cell.ExecutionCount != nil {
				t.Errorf("%s, %s: has been executed; hint: clear all outputs", path, cell.ID)
			}
		}
	}
}

// The script fails where a cell does, and shows what the cell said. The kernel
// itself tells only of cells that don't compile.
func TestRun(t *testing.T) {
	if _, err := exec.LookPath("jupyter-nbconvert"); err != nil {
		t.Skip("jupyter-nbconvert isn't installed")
	}
	for _, test := range []struct {
		name, code, says string
		fails            bool
	}{
		{"holds", "%%\nfmt.Println(12345679 * 9)", "", false},
		{"panics", "%%\npanic(\"not so: 6 is 9\")", "not so: 6 is 9", true},
		{"exits", "%%\nos.Exit(3)", "exit status 3", true},
		{"is no Go", "%%\nvar six int = \"nine\"", "nine", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, "cell.ipynb")
			notebook, err := json.Marshal(map[string]any{
				"nbformat": 4, "nbformat_minor": 5,
				"metadata": map[string]any{"kernelspec": map[string]string{"name": "gonb", "language": "go", "display_name": "Go (gonb)"}},
				"cells": []any{map[string]any{
					"cell_type": "code", "id": "cell-0", "metadata": map[string]any{},
					"source": test.code, "execution_count": nil, "outputs": []any{},
				}},
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, notebook, 0o644); err != nil {
				t.Fatal(err)
			}
			said, err := exec.Command("./run", "-o", folder, path).CombinedOutput()
			if (err != nil) != test.fails || !strings.Contains(string(said), test.says) {
				t.Errorf("error %v, want one: %v; want %q in:\n%s", err, test.fails, test.says, said)
			}
			page, err := os.ReadFile(filepath.Join(folder, "cell.html"))
			if (err == nil) == test.fails || !test.fails && !strings.Contains(string(page), "111111111") {
				t.Errorf("a page with the output, want one: %v; error %v", !test.fails, err)
			}
			after, err := os.ReadFile(path)
			if err != nil || string(after) != string(notebook) {
				t.Errorf("the notebook itself has changed: %v", err)
			}
		})
	}
}
