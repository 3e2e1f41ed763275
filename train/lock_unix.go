//go:build unix

package train

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// lock makes this process the only one that has the file, until it is closed or
// the process ends, however it does.
func lock(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: another process works on the run; hint: wait for it, or train into another folder", path)
	}
	return file, nil
}
