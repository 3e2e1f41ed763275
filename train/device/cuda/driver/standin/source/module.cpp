// Modules and kernels. An image is the text "standin:" and the path of a shared library
// in which a kernel NAME is
//
//   void emulated_NAME(const unsigned grid[3], const unsigned block[3], size_t dynamic_shared, void **arguments);
//   const int emulated_NAME_parameters[];  // their number, then the bytes of each
#include "standin.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>

static const char prefix[] = "standin:";
static const int shared_without_asking = 48 << 10, shared_at_most = 227 << 10, threads_at_most = 1024;

// say writes to the error log among the options of a load.
static void say(const char *what, unsigned number, const int *options, void **values) {
  char *log = nullptr;
  size_t size = 0;
  for (unsigned i = 0; i < number; i++) {
    if (options[i] == 5) log = static_cast<char *>(values[i]);
    if (options[i] == 6) size = reinterpret_cast<size_t>(values[i]);
  }
  if (log && size) snprintf(log, size, "%s", what);
}

API CUresult cuModuleLoadDataEx(Module **module, const void *image, unsigned number, int *options, void **values) {
  ENTER;
  NOT_IN_CAPTURE;
  const char *text = static_cast<const char *>(image);
  if (strncmp(text, prefix, strlen(prefix))) {
    say("stand-in: the image doesn't name a library", number, options, values);
    return INVALID_IMAGE;
  }
  void *library = dlopen(text + strlen(prefix), RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    say(dlerror(), number, options, values);
    return INVALID_IMAGE;
  }
  *module = new Module{library, {}};
  current->modules.insert(*module);
  count("modules", 1);
  return SUCCESS;
}

API CUresult cuModuleUnload(Module *module) {
  ENTER;
  NOT_IN_CAPTURE;
  if (CUresult code = finish_all()) return code;
  if (!current->modules.erase(module)) return INVALID_HANDLE;
  for (const std::string &name : module->functions) current->functions.erase({module, name});
  delete module; // the library stays open, for graphs may have work of it
  count("modules", -1);
  return SUCCESS;
}

API CUresult cuModuleGetFunction(Function **function, Module *module, const char *name) {
  ENTER;
  if (!current->modules.count(module)) return INVALID_HANDLE;
  const std::string symbol = std::string("emulated_") + name;
  Emulated *run = reinterpret_cast<Emulated *>(dlsym(module->library, symbol.c_str()));
  const int *parameters = static_cast<const int *>(dlsym(module->library, (symbol + "_parameters").c_str()));
  if (!run || !parameters) return NOT_FOUND;
  std::unique_ptr<Function> &f = current->functions[{module, name}];
  if (!f) f.reset(new Function{module, run, parameters, shared_without_asking});
  module->functions.insert(name);
  *function = f.get();
  return SUCCESS;
}

static bool is_function(Function *f) {
  for (const auto &known : current->functions)
    if (known.second.get() == f) return true;
  return false;
}

// in_block returns the bytes that an argument takes in a block of them.
static size_t in_block(size_t size) {
  const size_t alignment = alignof(std::max_align_t);
  return (size + alignment - 1) / alignment * alignment;
}

API CUresult cuFuncGetParamInfo(Function *f, size_t index, size_t *offset, size_t *size) {
  ENTER;
  if (!is_function(f)) return INVALID_HANDLE;
  if (index >= static_cast<size_t>(f->parameters[0])) return INVALID_VALUE;
  *offset = 0;
  for (size_t i = 0; i < index; i++) *offset += in_block(f->parameters[1 + i]);
  *size = f->parameters[1 + index];
  return SUCCESS;
}

API CUresult cuFuncGetAttribute(int *value, int attribute, Function *f) {
  ENTER;
  if (!is_function(f)) return INVALID_HANDLE;
  switch (attribute) {
  case 0: *value = threads_at_most; break;
  case 1: *value = 0; break; // shared memory that isn't dynamic: the emulator's
  case 3: *value = 0; break; // local memory
  case 4: *value = 32; break; // registers
  case 8: *value = f->dynamic_shared; break;
  default: return INVALID_VALUE;
  }
  return SUCCESS;
}

API CUresult cuFuncSetAttribute(Function *f, int attribute, int value) {
  ENTER;
  if (!is_function(f)) return INVALID_HANDLE;
  if (attribute != 8 || value < 0 || value > shared_at_most) return INVALID_VALUE;
  f->dynamic_shared = value;
  return SUCCESS;
}

API CUresult cuOccupancyMaxActiveBlocksPerMultiprocessor(int *blocks, Function *f, int threads, size_t dynamic_shared) {
  ENTER;
  if (!is_function(f)) return INVALID_HANDLE;
  if (threads < 1) return INVALID_VALUE;
  const int warps = (threads + 31) / 32;
  const int by_threads = threads > threads_at_most ? 0 : 2048 / 32 / warps;
  const int by_shared = dynamic_shared > static_cast<size_t>(f->dynamic_shared) ? 0 : (228 << 10) / (dynamic_shared + 1024);
  *blocks = std::min(std::min(by_threads, by_shared), 32);
  return SUCCESS;
}

API CUresult cuLaunchKernel(Function *f, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x, unsigned block_y, unsigned block_z, unsigned dynamic_shared, void *handle, void **arguments, void **) {
  ENTER;
  Stream *s = stream(handle);
  if (!s || !is_function(f)) return INVALID_HANDLE;
  const unsigned long long threads = 1ull * block_x * block_y * block_z;
  if (!grid_x || !grid_y || !grid_z || grid_x > 0x7fffffff || grid_y > 65535 || grid_z > 65535 || !threads ||
      block_x > 1024 || block_y > 1024 || block_z > 64 || threads > threads_at_most || dynamic_shared > static_cast<unsigned>(f->dynamic_shared))
    return INVALID_VALUE;
  size_t size = 0;
  for (int i = 0; i < f->parameters[0]; i++) size += in_block(f->parameters[1 + i]);
  auto values = std::make_shared<std::vector<unsigned char>>(size);
  auto addresses = std::make_shared<std::vector<void *>>();
  size_t offset = 0;
  for (int i = 0; i < f->parameters[0]; i++) {
    addresses->push_back(values->data() + offset);
    memcpy(addresses->back(), arguments[i], f->parameters[1 + i]);
    offset += in_block(f->parameters[1 + i]);
  }
  count("launches", 1);
  Emulated *run = f->run;
  return put(s, [=] {
    const unsigned grid[3] = {grid_x, grid_y, grid_z}, block[3] = {block_x, block_y, block_z};
    (void)values; // addresses point into it
    run(grid, block, dynamic_shared, addresses->data());
    return damaged() ? lose(ILLEGAL_ADDRESS) : static_cast<CUresult>(SUCCESS);
  });
}
