package torchfile

import (
	"fmt"
	"io"

	"aeed/internal/pickle"
	"aeed/internal/tensor"
)

// Read opens the tensors of a state_dict in a file of size bytes, in their order
// there. A file that holds none is a tensor.FormatError or a pickle.FormatError; a
// fault of the disk is another error.
func Read(r io.ReaderAt, size int64) ([]*tensor.Tensor, error) {
	start := make([]byte, min(size, 4))
	if n, err := r.ReadAt(start, 0); n < len(start) {
		return nil, err
	}
	var value pickle.Value
	var l *loader
	var err error
	switch {
	case string(start) == "PK\x03\x04":
		value, l, err = readArchive(r, size)
	case len(start) > 0 && start[0] == 0x80: // how a pickle starts
		value, l, err = readLegacy(r, size)
	default:
		err = &tensor.FormatError{Want: "a file of torch.save", Found: fmt.Sprintf("one that begins with %q", start),
			Hint: "save model.state_dict() with torch.save"}
	}
	if err != nil {
		return nil, err
	}
	dict, err := stateDict(value)
	if err != nil {
		return nil, err
	}
	return l.tensors(dict)
}
