package safetensors

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"aeed/internal/tensor"
)

// entry is a tensor as the header describes it.
type entry struct {
	name       string
	dtype      string
	shape      []int
	begin, end int64 // of the elements, from the end of the header on
}

func (e *entry) fault(want, found string) error {
	return &tensor.FormatError{Place: fmt.Sprintf("header, tensor %q", tensor.Excerpt(e.name)), Want: want, Found: found,
		Hint: "the file is truncated or damaged; fetch or write it again"}
}

// parseHeader reads the entries of a header, and its metadata into a map. A
// decoder of JSON would let keys be there twice, or in another case.
func parseHeader(header []byte, metadata map[string]string) ([]entry, error) {
	d := json.NewDecoder(bytes.NewReader(header))
	d.UseNumber()
	p := &parser{d}
	var entries []entry
	err := p.object(func(name string) error {
		if name == metadataKey {
			return p.object(func(key string) (err error) {
				metadata[key], err = p.text()
				return err
			})
		}
		e := entry{name: name}
		err := p.entry(&e)
		entries = append(entries, e)
		return err
	})
	if err != nil {
		return nil, err
	}
	if rest := header[d.InputOffset():]; len(bytes.Trim(rest, " ")) > 0 {
		return nil, headerFault("blanks after the JSON object", fmt.Sprintf("%q", tensor.Excerpt(string(rest))))
	}
	return entries, nil
}

type parser struct{ *json.Decoder }

// next returns the next token; a value of the wrong kind becomes a fault of its
// caller.
func (p *parser) next() (json.Token, error) {
	token, err := p.Token()
	if err != nil {
		text := err.Error()
		if err == io.EOF {
			text = "its end"
		}
		return nil, headerFault("valid JSON", fmt.Sprintf("%s at byte %d", text, p.InputOffset()))
	}
	return token, nil
}

// take reads a token that must be want.
func (p *parser) take(want json.Delim) error {
	token, err := p.next()
	if err == nil && token != want {
		err = p.unexpected(strconv.Quote(want.String()), token)
	}
	return err
}

func (p *parser) unexpected(want string, token json.Token) error {
	return headerFault(want, fmt.Sprintf("%q before byte %d", tensor.Excerpt(fmt.Sprint(token)), p.InputOffset()))
}

// object reads an object whose keys are all different; value reads that of a key.
func (p *parser) object(value func(key string) error) error {
	if err := p.take('{'); err != nil {
		return err
	}
	seen := map[string]bool{}
	for p.More() {
		key, err := p.text()
		if err != nil {
			return err
		}
		if seen[key] {
			return p.unexpected("each key once", key)
		}
		seen[key] = true
		if err := value(key); err != nil {
			return err
		}
	}
	return p.take('}')
}

func (p *parser) text() (string, error) {
	token, err := p.next()
	if err != nil {
		return "", err
	}
	text, ok := token.(string)
	if !ok {
		return "", p.unexpected("a string", token)
	}
	return text, nil
}

// numbers reads an array of integers that are not negative.
func (p *parser) numbers() ([]int, error) {
	if err := p.take('['); err != nil {
		return nil, err
	}
	numbers := []int{}
	for p.More() {
		token, err := p.next()
		if err != nil {
			return nil, err
		}
		digits, _ := token.(json.Number)
		n, err := strconv.ParseUint(digits.String(), 10, strconv.IntSize-1)
		if err != nil {
			return nil, p.unexpected("an integer that is not negative", token)
		}
		numbers = append(numbers, int(n))
	}
	return numbers, p.take(']')
}

// entry reads what an entry of a header says about its tensor.
func (p *parser) entry(e *entry) error {
	found := 0
	err := p.object(func(key string) (err error) {
		found++
		switch key {
		case "dtype":
			e.dtype, err = p.text()
		case "shape":
			e.shape, err = p.numbers()
		case "data_offsets":
			var offsets []int
			if offsets, err = p.numbers(); err == nil {
				if len(offsets) != 2 {
					return e.fault("two data_offsets", fmt.Sprint(len(offsets)))
				}
				e.begin, e.end = int64(offsets[0]), int64(offsets[1])
			}
		default:
			return e.fault("dtype, shape and data_offsets", fmt.Sprintf("%q", tensor.Excerpt(key)))
		}
		return err
	})
	if err == nil && found != 3 {
		return e.fault("dtype, shape and data_offsets", fmt.Sprintf("%d of them", found))
	}
	return err
}
