package trajectory

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
)

// lines cuts a stream into lines of at most MaxLineBytes and counts bytes, so
// that a writer knows where the last whole epoch ends.
type lines struct {
	source *bufio.Reader
	long   []byte // a line longer than source's buffer
	number int    // of the line last returned, from 1
	begin  int64  // bytes before that line
	end    int64  // bytes up to its end, its line feed included
}

// next returns the next line, which is valid until the following call, without
// its line feed; terminated is false for a last line that has none. After the last
// line comes io.EOF.
//
// Zero bytes at the end of a last line without a line feed are not part of it:
// where power failed during a write, file systems show zeros in place of what
// didn't reach the disk.
func (l *lines) next() (line []byte, terminated bool, err error) {
	l.long = l.long[:0]
	l.begin = l.end
	l.number++
	for {
		part, err := l.source.ReadSlice('\n')
		l.end += int64(len(part))
		if l.end-l.begin > MaxLineBytes {
			return nil, false, fault("", "a longer line", fmt.Sprintf("at most %d bytes", MaxLineBytes), "a trajectory has a line feed after every record")
		}
		if err == nil && len(l.long) == 0 {
			return part[:len(part)-1], true, nil
		}
		l.long = append(l.long, part...)
		switch {
		case err == nil:
			return l.long[:len(l.long)-1], true, nil
		case err == io.EOF && len(l.long) == 0:
			return nil, false, io.EOF
		case err == io.EOF:
			line := bytes.TrimRight(l.long, "\x00")
			l.end = l.begin + int64(len(line))
			return line, false, nil
		case err != bufio.ErrBufferFull:
			return nil, false, err
		}
	}
}
