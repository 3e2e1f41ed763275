package driver

// Numbers of CUdevice_attribute and CUfunction_attribute.
const (
	cardMultiprocessors = 16
	cardMajor           = 75
	cardMinor           = 76
	cardSharedMemory    = 97

	functionThreads       = 0
	functionShared        = 1
	functionLocal         = 3
	functionRegisters     = 4
	functionDynamicShared = 8
)

// attributes are the fields that the driver has by number.
func (c *Card) attributes() map[int]*int {
	return map[int]*int{
		cardMultiprocessors: &c.Multiprocessors,
		cardMajor:           &c.Capability.Major,
		cardMinor:           &c.Capability.Minor,
		cardSharedMemory:    &c.SharedMemory,
	}
}

func (a *Attributes) attributes() map[int]*int {
	return map[int]*int{
		functionThreads:       &a.Threads,
		functionRegisters:     &a.Registers,
		functionShared:        &a.SharedMemory,
		functionLocal:         &a.LocalMemory,
		functionDynamicShared: &a.DynamicShared,
	}
}

// read sets each field to what get returns for its number.
func read(fields map[int]*int, get func(attribute int) (int, error)) error {
	for attribute, field := range fields {
		value, err := get(attribute)
		if err != nil {
			return err
		}
		*field = value
	}
	return nil
}
