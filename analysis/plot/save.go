package plot

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Save writes the figure to path as a PNG, SVG or PDF, by its extension, and
// creates the folder if need be. A file that is there is replaced as a whole:
// the new one is written and synced under a temporary name in the same folder,
// then renamed. An extension of another format, a folder that can't be written
// and the errors of Encode leave path as it was.
func (f *Figure) Save(path string) error {
	extension := filepath.Ext(path)
	format := strings.ToLower(strings.TrimPrefix(extension, "."))
	switch format {
	case "png", "svg", "pdf":
	default:
		return fmt.Errorf("plot: save %s: unknown extension %q; hint: end the name in .png, .svg or .pdf", path, extension)
	}
	content, err := f.Encode(format)
	if err != nil {
		return err
	}
	if err := replaceFile(path, content); err != nil {
		return fmt.Errorf("plot: save %s: %w; hint: the folder must be writable, with room on its disk", path, err)
	}
	return nil
}

// replaceFile writes content to path so that a reader, or a crash, sees the old
// file or the new one, never a part.
func replaceFile(path string, content []byte) error {
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	file, err := os.CreateTemp(folder, "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	err = errors.Join(err, file.Chmod(0o644), file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		os.Remove(file.Name())
		return err
	}
	return syncFolder(folder)
}

// syncFolder makes the new name as safe as the content. Windows has no such
// call and needs none.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
