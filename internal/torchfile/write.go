package torchfile

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"

	"aeed/internal/pickle"
	"aeed/internal/tensor"
)

// alignment of storages in an archive, in bytes, so that PyTorch can map them.
const alignment = 64

// Write writes a state_dict as an archive that torch.load reads. It panics if two
// tensors have the same name.
func Write(w io.Writer, tensors []tensor.Encoded) error {
	a := &archiveWriter{w: &counter{w: w}}
	a.zip = zip.NewWriter(a.w)
	a.part("data.pkl", encodeStateDict(tensors))
	a.part("byteorder", []byte("little"))
	for i, t := range tensors {
		a.part(fmt.Sprintf("data/%d", i), t.Bytes)
	}
	a.part("version", []byte("3\n"))
	if a.err != nil {
		return a.err
	}
	return a.zip.Close()
}

type archiveWriter struct {
	w   *counter
	zip *zip.Writer
	err error // the first
}

// part writes a file into the folder of the archive. Padding in the extra field of
// its header, which is a field of the kind 'P', aligns its content.
func (a *archiveWriter) part(name string, content []byte) {
	if a.err != nil {
		return
	}
	if a.err = a.zip.Flush(); a.err != nil {
		return
	}
	const header, extra = 30, 4 // bytes of a local header, and of an extra field
	name = "archive/" + name
	padding := (alignment - (a.w.n+header+len(name)+extra)%alignment) % alignment
	field := make([]byte, extra+padding)
	binary.LittleEndian.PutUint16(field, 'P')
	binary.LittleEndian.PutUint16(field[2:], uint16(padding))
	var file io.Writer
	if file, a.err = a.zip.CreateRaw(&zip.FileHeader{
		Name: name, Method: zip.Store, Extra: field, CRC32: crc32.ChecksumIEEE(content),
		CompressedSize64: uint64(len(content)), UncompressedSize64: uint64(len(content)),
	}); a.err == nil {
		_, a.err = file.Write(content)
	}
}

// counter counts the bytes that it passes on.
type counter struct {
	w io.Writer
	n int
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += n
	return n, err
}

// encodeStateDict returns a pickle of protocol 2: an OrderedDict of tensors, each
// with a storage of its own, whose key is its number.
func encodeStateDict(tensors []tensor.Encoded) []byte {
	classes := map[tensor.Element]pickle.Global{}
	for class, element := range elements {
		classes[element] = class
	}
	p := &pickler{}
	p.raw("\x80\x02") // protocol 2
	p.emptyDict()
	p.raw("(") // mark
	seen := map[string]bool{}
	for i, t := range tensors {
		if seen[t.Name] {
			panic(fmt.Sprintf("torchfile: a second tensor with the name %q", t.Name))
		}
		seen[t.Name] = true
		p.text(t.Name)
		p.global(rebuildTensor)
		p.raw("((") // marks of the arguments and of the identifier
		p.text("storage")
		p.global(classes[t.Element])
		p.text(fmt.Sprint(i))
		p.text("cpu")
		p.int(len(t.Bytes) / t.Element.Size())
		p.raw("tQ") // tuple, persistent identifier
		p.int(0)
		p.ints(t.Shape)
		p.ints(tensor.RowMajor(t.Shape))
		p.raw("\x89") // False: no gradient
		p.emptyDict() // hooks
		p.raw("tR")   // tuple, call
	}
	p.raw("u.") // set items, stop
	return p.Bytes()
}

// A pickler writes opcodes.
type pickler struct{ bytes.Buffer }

func (p *pickler) raw(opcodes string) { p.WriteString(opcodes) }

func (p *pickler) global(g pickle.Global) { fmt.Fprintf(p, "c%s\n%s\n", g.Module, g.Name) }

// emptyDict calls collections.OrderedDict().
func (p *pickler) emptyDict() {
	p.global(orderedDict)
	p.raw(")R")
}

func (p *pickler) text(s string) {
	p.raw("X")
	p.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(s))))
	p.raw(s)
}

// int writes an int of eight bytes, which holds any.
func (p *pickler) int(n int) {
	p.raw("\x8a\x08")
	p.Write(binary.LittleEndian.AppendUint64(nil, uint64(n)))
}

func (p *pickler) ints(values []int) {
	p.raw("(")
	for _, n := range values {
		p.int(n)
	}
	p.raw("t")
}
