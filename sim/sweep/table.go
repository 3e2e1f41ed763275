package sweep

import (
	"fmt"
	"math"
	"reflect"
	"strconv"

	"github.com/parquet-go/parquet-go"

	"aeed/sim"
)

// A cell is a column of points.parquet: its declaration and its value at a
// point.
type cell struct {
	name    string
	goType  reflect.Type
	options string // of the tag
	changes change
	value   func(*Point, *sim.Summary) (parquet.Value, bool)
}

// optional is the option of a column that may be null.
const optional = ",optional"

// A change says where the value of a cell differs from that of the row before.
type change int

const (
	never change = iota
	withScenario
	always
)

var (
	realType  = reflect.TypeFor[float64]()
	wholeType = reflect.TypeFor[int64]()
	wordType  = reflect.TypeFor[string]()
	flagType  = reflect.TypeFor[bool]()
)

// cells returns the columns of a space's table: the index, the axes, constants
// only those that its sources have, the numbers of the summary, the theorems.
func (p *Space) cells() []cell {
	cells := []cell{{"index", wholeType, "", always, func(p *Point, _ *sim.Summary) (parquet.Value, bool) {
		return parquet.Int64Value(p.Index), true
	}}}
	for i := range axes {
		if a := &axes[i]; !a.isConstant() || p.hasConstant(a) {
			c := a.cell()
			switch {
			case a.outer:
				c.changes = withScenario
			case varies(p.spec.axes[i]):
				c.changes = always
			}
			cells = append(cells, c)
		}
	}
	for i := range columns {
		cells = append(cells, columns[i].cell())
	}
	for _, t := range theorems {
		cells = append(cells, cell{t.name, flagType, "", always, func(_ *Point, s *sim.Summary) (parquet.Value, bool) {
			return parquet.BooleanValue(s.Applies&t.bit != 0), true
		}})
	}
	return cells
}

// hasConstant reports whether any source of the space has the constant.
func (p *Space) hasConstant(a *axis) bool {
	place, _ := axisByName("source")
	for _, word := range p.spec.axes[place].probes() {
		s := standard()
		if axes[place].set(&s, word) == nil && a.isOneOf(s.constants()) {
			return true
		}
	}
	return false
}

func (a *axis) cell() cell {
	c := cell{name: a.column(), goType: realType}
	value := parquet.DoubleValue
	switch {
	case a.kind == word:
		c.goType, c.options = wordType, ",dict"
		c.value = func(p *Point, _ *sim.Summary) (parquet.Value, bool) {
			return parquet.ByteArrayValue([]byte(a.get(&p.setting).Word)), true
		}
		return c
	case a.kind == whole:
		c.goType = wholeType
		value = func(x float64) parquet.Value { return parquet.Int64Value(int64(x)) }
	case a.none != 0 || a.isConstant():
		c.options = optional
	}
	c.value = func(p *Point, _ *sim.Summary) (parquet.Value, bool) {
		x := a.get(&p.setting).Number
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return parquet.NullValue(), false
		}
		return value(x), true
	}
	return c
}

func (c *column) cell() cell {
	made := cell{name: c.name, goType: realType, changes: always}
	if c.whole {
		made.goType = wholeType
	}
	if c.nullable {
		made.options = optional
	}
	made.value = func(_ *Point, s *sim.Summary) (parquet.Value, bool) {
		x := c.get(s)
		switch {
		case c.nullable && math.IsNaN(x):
			return parquet.NullValue(), false
		case c.whole:
			return parquet.Int64Value(int64(x)), true
		}
		return parquet.DoubleValue(x), true
	}
	return made
}

// schema returns the Parquet schema of the columns, in their order.
func schema(cells []cell) *parquet.Schema {
	fields := make([]reflect.StructField, len(cells))
	for i, c := range cells {
		fields[i] = reflect.StructField{
			Name: "F" + strconv.Itoa(i), Type: c.goType,
			Tag: reflect.StructTag(fmt.Sprintf("parquet:%q", c.name+c.options)),
		}
	}
	return parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface())
}
