package pickle

// A Dict is a dictionary in the order of the file.
type Dict struct {
	Keys, Values []Value
	index        map[string]int // of the string keys, once there are many
}

// fewKeys is how many keys are as well compared one by one.
const fewKeys = 8

// AsDict returns the entries of a dict or a collections.OrderedDict.
func AsDict(v Value) (*Dict, bool) {
	if object, ok := Is(v, "collections", "OrderedDict"); ok {
		if object.Items == nil {
			return &Dict{}, true
		}
		return object.Items, true
	}
	dict, ok := v.(*Dict)
	return dict, ok
}

// Get returns the value of a string key.
func (d *Dict) Get(key string) (Value, bool) {
	if i, ok := d.find(key); ok {
		return d.Values[i], true
	}
	return nil, false
}

func (d *Dict) find(key string) (int, bool) {
	if d.index != nil {
		i, ok := d.index[key]
		return i, ok
	}
	for i := range d.Keys {
		if text, ok := String(d.Keys[i]); ok && text == key {
			return i, true
		}
	}
	return 0, false
}

// set adds an entry, or replaces the value of a string key that is there.
func (d *Dict) set(key, value Value) {
	text, isText := String(key)
	if isText {
		if i, ok := d.find(text); ok {
			d.Values[i] = value
			return
		}
	}
	d.Keys = append(d.Keys, key)
	d.Values = append(d.Values, value)
	switch {
	case d.index != nil && isText:
		d.index[text] = len(d.Keys) - 1
	case d.index == nil && len(d.Keys) > fewKeys:
		d.index = map[string]int{}
		for i := range d.Keys {
			if text, ok := String(d.Keys[i]); ok {
				d.index[text] = i
			}
		}
	}
}
