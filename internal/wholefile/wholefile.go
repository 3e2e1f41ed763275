// Package wholefile writes files that are there as a whole or not at all, however
// the program or the machine ends.
package wholefile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// Write makes path the file that write produces. The folder, which must exist,
// holds it under a temporary name until it is complete and on disk; then it is
// renamed, so that a reader, or a crash, sees the old file or the new one. An
// error leaves path as it was and no temporary file.
func Write(path string, write func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // does nothing after the rename
	defer file.Close()           // for errors and panics of write only
	if err := write(file); err != nil {
		return err
	}
	if err := errors.Join(file.Chmod(0o644), file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	return SyncFolder(path)
}

// WriteBytes is Write of content.
func WriteBytes(path string, content []byte) error {
	return Write(path, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}

// SyncFolder makes the name of a new file at path as safe as its content. Windows
// has no such call and needs none.
func SyncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
