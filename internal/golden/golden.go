// Package golden compares pictures that tests make with ones that a person has
// looked at, kept small in testdata. The flag -regenerate of a test that uses it
// writes them anew:
//
//	go test ./analysis/... -regenerate
package golden

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"testing"
)

var regenerate = flag.Bool("regenerate", false, "write golden files anew")

const (
	// shrinking is the factor by which golden pictures are smaller.
	shrinking = 3
	// mostDifferent is the part of the pixels that may differ visibly: room for
	// another platform's rounding on edges.
	mostDifferent = 0.001
	// visible is the difference of a colour that counts, of 0xFFFF.
	visible = 16 << 8
)

// Check fails the test if picture, a PNG, differs visibly from the golden
// picture at path, which is smaller by a factor of 3.
func Check(t testing.TB, path string, picture []byte) {
	t.Helper()
	got := shrink(decode(t, picture))
	if *regenerate {
		write(t, path, got)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("golden: %v; hint: make it with -regenerate, then look at it", err)
	}
	if part := different(got, decode(t, content)); part > mostDifferent {
		t.Errorf("golden: %.2f %% of the pixels of %s differ; hint: look at the picture, then use -regenerate", 100*part, path)
	}
}

// Same reports whether Check would take one PNG for the other.
func Same(t testing.TB, a, b []byte) bool {
	t.Helper()
	return different(shrink(decode(t, a)), shrink(decode(t, b))) <= mostDifferent
}

func decode(t testing.TB, content []byte) image.Image {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatalf("golden: %v", err)
	}
	return picture
}

func write(t testing.TB, path string, picture image.Image) {
	t.Helper()
	var content bytes.Buffer
	if err := png.Encode(&content, picture); err != nil {
		t.Fatalf("golden: %v", err)
	}
	if err := os.WriteFile(path, content.Bytes(), 0o644); err != nil {
		t.Fatalf("golden: %v", err)
	}
}

// shrink replaces each square of pixels by its mean.
func shrink(full image.Image) image.Image {
	size := full.Bounds().Size().Div(shrinking)
	small := image.NewRGBA(image.Rectangle{Max: size})
	const n = shrinking * shrinking
	for y := range size.Y {
		for x := range size.X {
			var red, green, blue uint32
			for i := range n {
				r, g, b, _ := full.At(x*shrinking+i%shrinking, y*shrinking+i/shrinking).RGBA()
				red, green, blue = red+r>>8, green+g>>8, blue+b>>8
			}
			small.SetRGBA(x, y, color.RGBA{uint8(red / n), uint8(green / n), uint8(blue / n), 0xFF})
		}
	}
	return small
}

// different returns the part of the pixels in which two pictures differ
// visibly; all of them if they are of different sizes.
func different(a, b image.Image) float64 {
	if a.Bounds() != b.Bounds() {
		return 1
	}
	apart := func(u, v uint32) bool { return max(u, v)-min(u, v) > visible }
	count := 0
	for y := range a.Bounds().Max.Y {
		for x := range a.Bounds().Max.X {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			if apart(r1, r2) || apart(g1, g2) || apart(b1, b2) {
				count++
			}
		}
	}
	return float64(count) / float64(a.Bounds().Dx()*a.Bounds().Dy())
}
