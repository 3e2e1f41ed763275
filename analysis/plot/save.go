package plot

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"aeed/internal/wholefile"
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
	err = os.MkdirAll(filepath.Dir(path), 0o755)
	if err == nil {
		err = wholefile.WriteBytes(path, content)
	}
	if err != nil {
		return fmt.Errorf("plot: save %s: %w; hint: the folder must be writable, with room on its disk", path, err)
	}
	return nil
}
