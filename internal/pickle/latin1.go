package pickle

import (
	"bufio"
	"io"
)

// latin1 is the stream of bytes that a text of characters below 256 stands for.
type latin1 struct{ utf8 *bufio.Reader }

func newLatin1(text Bytes) io.ReadCloser {
	return latin1{bufio.NewReader(io.NewSectionReader(text, 0, text.Len()))}
}

func (l latin1) Read(p []byte) (int, error) {
	for i := range p {
		char, _, err := l.utf8.ReadRune()
		if err != nil {
			return i, err
		}
		if char > 0xff {
			return i, unexpected("characters that stand for bytes", string(char))
		}
		p[i] = byte(char)
	}
	return len(p), nil
}

func (latin1) Close() error { return nil }
