// A stand-in for NVIDIA's driver library: the entry points of the driver API that the
// package driver binds, on the host. What it keeps of the real one:
//
// - A context is current on one thread; calls from others fail.
// - Work is put on streams and runs later: when something waits for it. A program that
//   forgets to wait finds memory as it was.
// - Arguments are copied at the launch. Memory of the host, pinned or not, is used when
//   its turn comes; a real driver is free to use what isn't pinned sooner.
// - A capture keeps work instead of running it, and fails if something waits or allocates.
// - A kernel that writes outside of memory that was allocated loses the context: every
//   later call fails. Memory is surrounded by guards, starts as NaN, and is NaN again when
//   it was freed.
// - Memory that is left when the last holder releases a context is freed.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#define API extern "C" __attribute__((visibility("default")))

typedef int CUresult;
typedef int CUdevice;
typedef unsigned long long CUdeviceptr;

// The codes of the driver API that the stand-in returns.
enum Code {
  SUCCESS = 0,
  INVALID_VALUE = 1,
  OUT_OF_MEMORY = 2,
  NOT_INITIALIZED = 3,
  NO_DEVICE = 100,
  INVALID_DEVICE = 101,
  INVALID_IMAGE = 200,
  INVALID_CONTEXT = 201,
  INVALID_HANDLE = 400,
  NOT_FOUND = 500,
  NOT_READY = 600,
  ILLEGAL_ADDRESS = 700,
  NOT_SUPPORTED = 801,
  STREAM_CAPTURE_UNSUPPORTED = 900,
  STREAM_CAPTURE_INVALIDATED = 901,
  STREAM_CAPTURE_UNMATCHED = 903,
};

// Work is something on a stream; it returns a code.
typedef std::function<CUresult()> Work;

struct Stream {
  std::deque<Work> queue;
  bool capturing = false, invalidated = false;
  std::vector<Work> captured;
};

// Passage is when an event passes, in the place where it was recorded.
struct Passage {
  Stream *stream = nullptr;
  bool passed = false;
  std::chrono::steady_clock::time_point time;
};

struct Event {
  std::shared_ptr<Passage> last; // where it was recorded last
};

struct Graph {
  std::vector<Work> work;
};

struct Module {
  void *library;
  std::set<std::string> functions;
};

typedef void Emulated(const unsigned grid[3], const unsigned block[3], size_t dynamic_shared, void **arguments);

struct Function {
  Module *module;
  Emulated *run;
  const int *parameters; // their number, then the bytes of each
  int dynamic_shared;    // that it may have
};

struct Context {
  int card;
  int holders = 0;
  CUresult lost = SUCCESS;         // what every call returns after a failure
  std::map<Stream *, std::unique_ptr<Stream>> streams;
  std::set<Event *> events;
  std::set<Graph *> graphs;     // captured
  std::set<Graph *> executable; // instantiated
  std::set<Module *> modules;
  std::map<std::pair<Module *, std::string>, std::unique_ptr<Function>> functions;
  Stream default_stream;
};

extern std::recursive_mutex mutex;
extern thread_local Context *current;
extern bool initialised;

// setting returns a number of the environment.
long long setting(const char *name, long long otherwise);

// capability returns 10·major + minor of the compute capability of the cards.
int capability();

// count adds to what standin_count tells.
void count(const char *what, long long more);

// ENTER begins an entry point that needs a context: it returns on a lost one.
#define ENTER                                                   \
  std::lock_guard<std::recursive_mutex> held(mutex);            \
  if (!initialised) return NOT_INITIALIZED;                     \
  if (!current) return INVALID_CONTEXT;                         \
  if (current->lost) return current->lost

// forbidden says whether a capture is going on, which the call then spoils.
bool forbidden();
#define NOT_IN_CAPTURE \
  if (forbidden()) return STREAM_CAPTURE_UNSUPPORTED

// stream returns the stream of a handle, null if it isn't one.
Stream *stream(void *handle);

// put puts work on a stream, or in its capture.
CUresult put(Stream *s, Work work);

// finish runs what is on a stream, or on all.
CUresult finish(Stream *s);
CUresult finish_all();

// lose notes that the context can't be used any more.
CUresult lose(CUresult code);

// Memory (memory.cpp).
bool allocated(CUdeviceptr at, size_t size); // all of these bytes are
bool damaged();                              // something was written next to what is allocated
void free_all_memory();                      // of the current context
long long damage_of_freed();                 // allocations that were written to after they were freed
