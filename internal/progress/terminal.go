package progress

import (
	"io"
	"os"

	"github.com/vbauerster/mpb/v8/cwriter"
)

// isTerminal reports whether w is a terminal that a bar can be drawn on and
// erased from.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && os.Getenv("TERM") != "dumb" && cwriter.IsTerminal(int(file.Fd()))
}
