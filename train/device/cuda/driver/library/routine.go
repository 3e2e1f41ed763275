package library

import (
	"fmt"
	"reflect"
)

// A Routine is a C function of integers and pointers.
type Routine struct {
	Name    string
	address uintptr
}

// Bind sets each field of a struct, exported or not, to the library's function of the name
// that its tag `symbol:"NAME"` has. The error names the first that is missing. It
// panics if table is not a pointer to a struct of Routines with such tags.
func Bind(handle uintptr, table any) error {
	fields := reflect.ValueOf(table).Elem()
	for i := range fields.NumField() {
		field := fields.Type().Field(i)
		name, tagged := field.Tag.Lookup("symbol")
		if !tagged || field.Type != reflect.TypeFor[Routine]() {
			panic(fmt.Sprintf("library: field %s is not a Routine with a symbol", field.Name))
		}
		routine, err := Find(handle, name)
		if err != nil {
			return err
		}
		*(*Routine)(fields.Field(i).Addr().UnsafePointer()) = routine
	}
	return nil
}
