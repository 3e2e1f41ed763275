//go:build !unix

package train

import "os"

// lock opens the file. Here nothing keeps a second process out.
func lock(path string) (*os.File, error) { return os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644) }
