package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"os"
	"path/filepath"

	"aeed/analysis"
	"aeed/internal/wholefile"
)

//go:embed plot_gallery.html
var galleryPage string

var galleryTemplate = template.Must(template.New("gallery").Parse(galleryPage))

// A galleryFigure is a figure as the page shows it.
type galleryFigure struct {
	Number        int
	Name, Caption string
	Image         template.URL // an SVG or PNG in the page itself
}

// drawGallery draws the figures into a folder, in every format, and a page that
// holds them all, whose path it returns. It tells step before each figure how
// many are done.
func drawGallery(folder string, formats []string, diagnostics []analysis.Diagnostic, step func(done int, next string)) (page string, err error) {
	var shown []galleryFigure
	for i, d := range diagnostics {
		step(i, d.Name)
		figure, err := d.Figure()
		if err != nil {
			return "", err
		}
		for _, format := range formats {
			if err := figure.Save(filepath.Join(folder, d.Name+"."+format)); err != nil {
				return "", err
			}
		}
		picture, err := figure.Encode("png")
		if err != nil {
			return "", err
		}
		shown = append(shown, galleryFigure{i + 1, d.Name, d.Caption, pngURL(picture)})
	}
	var content bytes.Buffer
	if err := galleryTemplate.Execute(&content, shown); err != nil {
		return "", err
	}
	page = filepath.Join(folder, "index.html")
	err = os.MkdirAll(folder, 0o755)
	if err == nil {
		err = wholefile.WriteBytes(page, content.Bytes())
	}
	if err != nil {
		return "", fmt.Errorf("%w; hint: choose a folder that can be written with --out", err)
	}
	return page, nil
}
