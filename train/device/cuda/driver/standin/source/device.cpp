// Cards and their contexts.
#include "standin.h"

#include <cstdio>

bool initialised;
thread_local Context *current;
static std::map<int, std::unique_ptr<Context>> contexts; // of each card

static const CUdevice first_device = 7; // so that handles aren't numbers of cards

static int cards() { return static_cast<int>(setting("AEED_STANDIN_CARDS", 1)); }
static bool is_device(CUdevice device) { return device >= first_device && device < first_device + cards(); }

API CUresult cuDriverGetVersion(int *version) {
  *version = static_cast<int>(setting("AEED_STANDIN_VERSION", 12040));
  return SUCCESS;
}

API CUresult cuInit(unsigned flags) {
  std::lock_guard<std::recursive_mutex> held(mutex);
  if (flags) return INVALID_VALUE;
  if (long long failure = setting("AEED_STANDIN_INIT", 0)) return static_cast<CUresult>(failure);
  if (cards() < 1) return NO_DEVICE;
  initialised = true;
  return SUCCESS;
}

static const struct {
  CUresult code;
  const char *name, *description;
} errors[] = {
    {SUCCESS, "CUDA_SUCCESS", "no error"},
    {INVALID_VALUE, "CUDA_ERROR_INVALID_VALUE", "invalid argument"},
    {OUT_OF_MEMORY, "CUDA_ERROR_OUT_OF_MEMORY", "out of memory"},
    {NOT_INITIALIZED, "CUDA_ERROR_NOT_INITIALIZED", "initialization error"},
    {NO_DEVICE, "CUDA_ERROR_NO_DEVICE", "no CUDA-capable device is detected"},
    {INVALID_DEVICE, "CUDA_ERROR_INVALID_DEVICE", "invalid device ordinal"},
    {INVALID_IMAGE, "CUDA_ERROR_INVALID_IMAGE", "device kernel image is invalid"},
    {INVALID_CONTEXT, "CUDA_ERROR_INVALID_CONTEXT", "invalid device context"},
    {INVALID_HANDLE, "CUDA_ERROR_INVALID_HANDLE", "invalid resource handle"},
    {NOT_FOUND, "CUDA_ERROR_NOT_FOUND", "named symbol not found"},
    {NOT_READY, "CUDA_ERROR_NOT_READY", "device not ready"},
    {ILLEGAL_ADDRESS, "CUDA_ERROR_ILLEGAL_ADDRESS", "an illegal memory access was encountered"},
    {NOT_SUPPORTED, "CUDA_ERROR_NOT_SUPPORTED", "operation not supported"},
    {STREAM_CAPTURE_UNSUPPORTED, "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED", "operation not permitted when stream is capturing"},
    {STREAM_CAPTURE_INVALIDATED, "CUDA_ERROR_STREAM_CAPTURE_INVALIDATED", "operation failed due to a previous error during capture"},
    {STREAM_CAPTURE_UNMATCHED, "CUDA_ERROR_STREAM_CAPTURE_UNMATCHED", "the capture was not initiated in this stream"},
};

API CUresult cuGetErrorName(CUresult code, const char **name) {
  *name = nullptr;
  for (const auto &e : errors)
    if (e.code == code) *name = e.name;
  return *name ? SUCCESS : INVALID_VALUE;
}

API CUresult cuGetErrorString(CUresult code, const char **description) {
  *description = nullptr;
  for (const auto &e : errors)
    if (e.code == code) *description = e.description;
  return *description ? SUCCESS : INVALID_VALUE;
}

API CUresult cuDeviceGetCount(int *number) {
  if (!initialised) return NOT_INITIALIZED;
  *number = cards();
  return SUCCESS;
}

API CUresult cuDeviceGet(CUdevice *device, int number) {
  if (!initialised) return NOT_INITIALIZED;
  *device = first_device + number;
  return is_device(*device) ? SUCCESS : INVALID_DEVICE;
}

API CUresult cuDeviceGetName(char *name, int size, CUdevice device) {
  if (!is_device(device)) return INVALID_DEVICE;
  snprintf(name, size, "Stand-in %d", device - first_device);
  return SUCCESS;
}

API CUresult cuDeviceTotalMem_v2(size_t *bytes, CUdevice device) {
  if (!is_device(device)) return INVALID_DEVICE;
  *bytes = setting("AEED_STANDIN_MEMORY", 1LL << 30);
  return SUCCESS;
}

API CUresult cuDeviceGetAttribute(int *value, int attribute, CUdevice device) {
  if (!is_device(device)) return INVALID_DEVICE;
  switch (attribute) {
  case 1: *value = 1024; break;              // threads of a block
  case 8: *value = 48 << 10; break;          // shared memory of a block
  case 16: *value = 132; break;              // multiprocessors
  case 75: *value = capability() / 10; break;
  case 76: *value = capability() % 10; break;
  case 97: *value = 227 << 10; break;        // shared memory that a block may ask for
  default: return INVALID_VALUE;
  }
  return SUCCESS;
}

API CUresult cuDevicePrimaryCtxRetain(Context **context, CUdevice device) {
  std::lock_guard<std::recursive_mutex> held(mutex);
  if (!initialised) return NOT_INITIALIZED;
  if (!is_device(device)) return INVALID_DEVICE;
  std::unique_ptr<Context> &c = contexts[device];
  if (!c) {
    c.reset(new Context);
    c->card = device - first_device;
    count("contexts", 1);
  }
  c->holders++;
  *context = c.get();
  return SUCCESS;
}

// leave counts what a context has left, which ends with it. Nobody can tidy up a lost one.
static void leave(Context *c) {
  Context *before = current;
  current = c;
  const long long left = c->streams.size() + c->events.size() + c->graphs.size() + c->executable.size() + c->modules.size();
  if (!c->lost) count("leaks", left);
  count("streams", -static_cast<long long>(c->streams.size()));
  count("events", -static_cast<long long>(c->events.size()));
  count("graphs", -static_cast<long long>(c->graphs.size() + c->executable.size()));
  count("modules", -static_cast<long long>(c->modules.size()));
  free_all_memory();
  for (Event *e : c->events) delete e;
  for (Graph *g : c->graphs) delete g;
  for (Graph *g : c->executable) delete g;
  for (Module *m : c->modules) delete m;
  current = before == c ? nullptr : before;
}

API CUresult cuDevicePrimaryCtxRelease_v2(CUdevice device) {
  std::lock_guard<std::recursive_mutex> held(mutex);
  auto found = contexts.find(device);
  if (found == contexts.end()) return INVALID_CONTEXT;
  if (--found->second->holders == 0) {
    leave(found->second.get());
    contexts.erase(found);
    count("contexts", -1);
  }
  return SUCCESS;
}

API CUresult cuCtxSetCurrent(Context *context) {
  std::lock_guard<std::recursive_mutex> held(mutex);
  if (!initialised) return NOT_INITIALIZED;
  current = context;
  return SUCCESS;
}

API CUresult cuCtxSynchronize() {
  ENTER;
  NOT_IN_CAPTURE;
  return finish_all();
}
