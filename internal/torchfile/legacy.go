package torchfile

import (
	"encoding/binary"
	"fmt"
	"io"
	"math/big"

	"aeed/internal/pickle"
	"aeed/internal/tensor"
)

// A legacy file is one of torch.save before PyTorch 1.6: five pickles, one after the
// other (a magic number, a protocol version, facts about the machine, the value, and
// the keys of the storages in the order of the file), and then for each storage the
// number of its elements in eight bytes, and they themselves.
type legacy struct {
	file     io.ReaderAt
	size, at int64
	places   map[string]place // of the storages
}

type place struct {
	storage
	offset int64
}

var legacyMagic, _ = new(big.Int).SetString("1950a86a20f9469cfc6c", 16)

const legacyProtocol = 1001

func readLegacy(r io.ReaderAt, size int64) (pickle.Value, *loader, error) {
	l := &legacy{file: r, size: size, places: map[string]place{}}
	first, err := l.pickle()
	if err != nil {
		return nil, nil, err
	}
	if magic, ok := first.(*big.Int); !ok || magic.Cmp(legacyMagic) != 0 {
		return nil, nil, unexpected("the magic number of torch.save", first)
	}
	var parts [4]pickle.Value // version, machine, value, keys
	for i := range parts {
		if parts[i], err = l.pickle(); err != nil {
			return nil, nil, err
		}
	}
	if version, ok := parts[0].(int64); !ok || version != legacyProtocol {
		return nil, nil, unexpected(fmt.Sprintf("protocol version %d", legacyProtocol), parts[0])
	}
	machine, ok := pickle.AsDict(parts[1])
	if !ok {
		return nil, nil, unexpected("facts about the machine", parts[1])
	}
	if little, _ := machine.Get("little_endian"); little != true {
		return nil, nil, unexpected("a machine of little-endian order", little)
	}
	keys, ok := pickle.Items(parts[3])
	if !ok {
		return nil, nil, unexpected("the keys of the storages", parts[3])
	}
	described, err := findStorages(parts[2])
	if err != nil {
		return nil, nil, err
	}
	if err := l.locate(keys, described); err != nil {
		return nil, nil, err
	}
	return parts[2], newLoader(l.storage), nil
}

// pickle reads the next pickle.
func (l *legacy) pickle() (pickle.Value, error) {
	value, length, err := pickle.Read(io.NewSectionReader(l.file, l.at, l.size-l.at), l.size-l.at, allow)
	if err != nil {
		return nil, fmt.Errorf("the pickle at byte %d: %w", l.at, err)
	}
	l.at += length
	return value, nil
}

// locate finds the elements of the storages, whose keys are in the order of the
// file.
func (l *legacy) locate(keys []pickle.Value, described map[string]storage) error {
	for _, k := range keys {
		key, _ := pickle.String(k)
		s, known := described[key]
		if _, twice := l.places[key]; twice || !known {
			return unexpected("the key of a storage, each once", k)
		}
		var head [8]byte
		rest := l.size - l.at - int64(len(head))
		if rest < 0 {
			return l.fault(s, "the end of the file")
		}
		if n, err := l.file.ReadAt(head[:], l.at); n < len(head) {
			return err
		}
		l.at += int64(len(head))
		if length := int64(binary.LittleEndian.Uint64(head[:])); length != s.length {
			return l.fault(s, fmt.Sprintf("%d elements", length))
		}
		if size := s.bytes(); size < 0 || size > rest {
			return l.fault(s, fmt.Sprintf("%d bytes to the end of the file", rest))
		}
		l.places[key] = place{s, l.at}
		l.at += s.bytes()
	}
	return nil
}

func (l *legacy) fault(s storage, found string) error {
	return &tensor.FormatError{Place: fmt.Sprintf("byte %d", l.at),
		Want:  fmt.Sprintf("storage %q of %d elements of %v", tensor.Excerpt(s.key), s.length, s.element),
		Found: found, Hint: "the file is truncated or damaged; fetch or write it again"}
}

// storage implements loader.open.
func (l *legacy) storage(s storage) (io.ReaderAt, error) {
	p, found := l.places[s.key]
	if !found || p.storage != s {
		return nil, &tensor.FormatError{Want: fmt.Sprintf("storage %q", tensor.Excerpt(s.key)), Found: "none of this description",
			Hint: "the file is damaged; fetch or write it again"}
	}
	return io.NewSectionReader(l.file, p.offset, s.bytes()), nil
}

// findStorages returns all storages that a value refers to: only the value knows
// their types, and without those of all of them none can be found in the file. A
// value may contain itself, and a part may be in it many times.
func findStorages(value pickle.Value) (map[string]storage, error) {
	found := map[string]storage{}
	seen := map[any]bool{}
	todo := []pickle.Value{value}
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if id, ok := v.(pickle.PersistentID); ok {
			s, err := parseStorage(id)
			if err != nil {
				return nil, err
			}
			if other, again := found[s.key]; again && other != s {
				return nil, unexpected(fmt.Sprintf("storage %q to be the same everywhere", tensor.Excerpt(s.key)), id.ID)
			}
			found[s.key] = s
			continue
		}
		if identity := identityOf(v); identity != nil && !seen[identity] {
			seen[identity] = true
			todo = append(todo, children(v)...)
		}
	}
	return found, nil
}

// identityOf returns what only v and its other mentions have, nil for a value
// without parts.
func identityOf(v pickle.Value) any {
	switch v := v.(type) {
	case *pickle.List, *pickle.Set, *pickle.Dict, *pickle.Object:
		return v
	case pickle.Tuple:
		if len(v) > 0 {
			return &v[0]
		}
	}
	return nil
}

// children returns the parts of v.
func children(v pickle.Value) []pickle.Value {
	switch v := v.(type) {
	case pickle.Tuple:
		return v
	case *pickle.List:
		return v.Items
	case *pickle.Set:
		return v.Items
	case *pickle.Dict:
		return append(append([]pickle.Value{}, v.Keys...), v.Values...)
	case *pickle.Object:
		parts := append([]pickle.Value{v.Args, v.State}, v.Appended...)
		if v.Items != nil {
			parts = append(parts, v.Items)
		}
		return parts
	}
	return nil
}
