package torchfile

import (
	"archive/zip"
	"fmt"
	"hash/crc32"
	"io"
	"strings"

	"aeed/internal/pickle"
	"aeed/internal/tensor"
)

// An archive is a file of torch.save since PyTorch 1.6: a ZIP file with, in one
// folder, data.pkl, the storages as data/KEY, the version and, since PyTorch 2.1, the
// byte order.
type archive struct {
	file  io.ReaderAt
	parts map[string]*zip.File // by their names in the folder
}

func readArchive(r io.ReaderAt, size int64) (pickle.Value, *loader, error) {
	a, err := openArchive(r, size)
	if err != nil {
		return nil, nil, err
	}
	content, err := a.part("data.pkl")
	if err != nil {
		return nil, nil, err
	}
	value, _, err := pickle.Read(content, content.Size(), allow)
	if err != nil {
		return nil, nil, fmt.Errorf("data.pkl: %w", err)
	}
	return value, newLoader(a.storage), nil
}

func openArchive(r io.ReaderAt, size int64) (*archive, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, archiveFault("", "a ZIP archive", err.Error())
	}
	a := &archive{r, map[string]*zip.File{}}
	if len(z.File) == 0 {
		return nil, archiveFault("", "a folder with data.pkl", "nothing")
	}
	folder, _, _ := strings.Cut(z.File[0].Name, "/")
	for _, f := range z.File {
		name, inside := strings.CutPrefix(f.Name, folder+"/")
		if _, twice := a.parts[name]; twice || !inside {
			return nil, archiveFault("", "one folder with files of different names", fmt.Sprintf("%q too", tensor.Excerpt(f.Name)))
		}
		a.parts[name] = f
	}
	if _, written := a.parts["byteorder"]; written {
		order, err := a.part("byteorder")
		if err != nil {
			return nil, err
		}
		text := make([]byte, min(order.Size(), 16))
		if n, err := order.ReadAt(text, 0); n < len(text) {
			return nil, err
		}
		if string(text) != "little" {
			return nil, &tensor.FormatError{Place: "byteorder", Want: "little", Found: fmt.Sprintf("%q", text),
				Hint: "save the file on a machine of little-endian order, such as x86 or ARM"}
		}
	}
	return a, nil
}

func archiveFault(place, want, found string) error {
	return &tensor.FormatError{Place: place, Want: want, Found: found,
		Hint: "the file is truncated, damaged or not of torch.save; fetch or write it again"}
}

// part returns a file of the archive, whose checksum it compares.
func (a *archive) part(name string) (*io.SectionReader, error) {
	f, there := a.parts[name]
	if !there {
		return nil, archiveFault("", fmt.Sprintf("a file %q in the archive", tensor.Excerpt(name)), "none")
	}
	if f.Method != zip.Store || f.CompressedSize64 != f.UncompressedSize64 {
		return nil, &tensor.FormatError{Place: tensor.Excerpt(name), Want: "a file that is stored as it is", Found: "a packed one",
			Hint: "write the file with torch.save, not with a packer"}
	}
	offset, err := f.DataOffset()
	if err != nil {
		return nil, archiveFault(tensor.Excerpt(name), "a file of a ZIP archive", err.Error())
	}
	content := io.NewSectionReader(a.file, offset, int64(f.UncompressedSize64))
	sum := crc32.NewIEEE()
	switch n, err := io.Copy(sum, content); {
	case err != nil:
		return nil, err
	case uint64(n) != f.UncompressedSize64:
		return nil, archiveFault(tensor.Excerpt(name), fmt.Sprintf("%d bytes", f.UncompressedSize64), fmt.Sprintf("%d to the end of the file", n))
	case sum.Sum32() != f.CRC32:
		return nil, archiveFault(tensor.Excerpt(name), fmt.Sprintf("content with the checksum %08x", f.CRC32), fmt.Sprintf("%08x", sum.Sum32()))
	}
	return content, nil
}

// storage implements loader.open.
func (a *archive) storage(s storage) (io.ReaderAt, error) {
	name := "data/" + s.key
	content, err := a.part(name)
	if err != nil {
		return nil, err
	}
	if content.Size() != s.bytes() {
		return nil, archiveFault(tensor.Excerpt(name), fmt.Sprintf("%d elements of %v", s.length, s.element), fmt.Sprintf("%d bytes", content.Size()))
	}
	return content, nil
}
