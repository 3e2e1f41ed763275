package plot

import (
	"bytes"
	"fmt"
	"image/png"
	"regexp"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"
)

// Encode returns the figure as a file of the given format, "png" (200 dots per
// inch), "svg" or "pdf". The same figure gives the same bytes, on every run. A
// character that the fonts lack and an unknown format are errors.
func (f *Figure) Encode(format string) ([]byte, error) {
	f.lettering.missing = nil
	var content []byte
	var err error
	switch format {
	case "png":
		content, err = f.encodePNG()
	case "svg":
		content, err = f.encodeSVG()
	case "pdf":
		content, err = f.encodePDF()
	default:
		return nil, fmt.Errorf("plot: unknown format %q; hint: use png, svg or pdf", format)
	}
	if err != nil {
		return nil, fmt.Errorf("plot: %s: %w", format, err)
	}
	if missing := f.lettering.missing; len(missing) > 0 {
		return nil, fmt.Errorf("plot: the font has no glyph for %q; hint: write names in Latin or Greek letters", string(missing))
	}
	return content, nil
}

func (f *Figure) encodePNG() ([]byte, error) {
	width, height := f.size()
	canvas := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(resolution))
	f.draw(draw.New(canvas))
	var b bytes.Buffer
	err := png.Encode(&b, canvas.Image())
	return b.Bytes(), err
}

func (f *Figure) encodeSVG() ([]byte, error) {
	width, height := f.size()
	return f.encodeVector(vgsvg.New(width, height))
}

// pdfDate matches the dates of a PDF: the only thing in it that depends on
// when it was made.
var pdfDate = regexp.MustCompile(`/(CreationDate|ModDate) \(D:\d{14}`)

func (f *Figure) encodePDF() ([]byte, error) {
	width, height := f.size()
	content, err := f.encodeVector(vgpdf.New(width, height))
	// As long as the dates replaced, so that the file's table of offsets
	// stays right.
	return pdfDate.ReplaceAll(content, []byte("/$1 (D:20000101000000")), err
}

func (f *Figure) encodeVector(canvas vg.CanvasWriterTo) ([]byte, error) {
	f.draw(draw.New(canvas))
	var b bytes.Buffer
	_, err := canvas.WriteTo(&b)
	return b.Bytes(), err
}
