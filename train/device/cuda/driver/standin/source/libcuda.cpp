// The whole library as one unit, which compiles in a third of the time of its parts.
#include "settings.cpp"
#include "device.cpp"
#include "memory.cpp"
#include "stream.cpp"
#include "graph.cpp"
#include "module.cpp"
