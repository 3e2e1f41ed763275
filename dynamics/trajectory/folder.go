package trajectory

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
)

// syncFolder makes the name of a new file as safe as its content. Windows has
// no such call and needs none.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
