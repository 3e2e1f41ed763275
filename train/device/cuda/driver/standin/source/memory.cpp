// Memory: of the card, which is the host's between guards, and pinned.
#include "standin.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

static const size_t guard = 256;               // bytes before and behind, which is the alignment too
static const unsigned char poison = 0xff;      // four of it are a NaN
static const size_t quarantine_size = 64 << 20; // bytes of freed memory that are watched

struct Block {
  Context *context;
  size_t size;
};

static std::map<CUdeviceptr, Block> blocks;
static std::deque<std::pair<CUdeviceptr, size_t>> quarantine; // freed, the oldest first
static size_t quarantined;
static std::map<uintptr_t, Block> pinned;

static unsigned char *bytes(CUdeviceptr at) { return reinterpret_cast<unsigned char *>(at); }
static size_t padded(size_t size) { return (size + guard - 1) / guard * guard; }

static bool poisoned(const unsigned char *from, const unsigned char *to) {
  return std::all_of(from, to, [](unsigned char c) { return c == poison; });
}

static size_t used() {
  size_t sum = 0;
  for (const auto &b : blocks)
    if (b.second.context == current) sum += b.second.size;
  return sum;
}

static size_t total() { return setting("AEED_STANDIN_MEMORY", 1LL << 30); }

bool allocated(CUdeviceptr at, size_t size) {
  auto after = blocks.upper_bound(at);
  if (after == blocks.begin()) return false;
  const auto &b = *std::prev(after);
  return b.second.context == current && size <= b.second.size && at - b.first <= b.second.size - size;
}

bool damaged() {
  for (const auto &b : blocks) {
    const unsigned char *start = bytes(b.first), *end = start + b.second.size;
    if (!poisoned(start - guard, start) || !poisoned(end, start + padded(b.second.size) + guard)) return true;
  }
  return false;
}

static bool damaged(const std::pair<CUdeviceptr, size_t> &freed) {
  const unsigned char *start = bytes(freed.first) - guard;
  return !poisoned(start, start + guard + padded(freed.second) + guard);
}

long long damage_of_freed() {
  return std::count_if(quarantine.begin(), quarantine.end(), [](const auto &f) { return damaged(f); });
}

static void release(CUdeviceptr p, size_t size) {
  memset(bytes(p) - guard, poison, guard + padded(size) + guard); // a broken guard has lost the context already
  quarantine.push_back({p, size});
  quarantined += size;
  while (quarantined > quarantine_size) {
    const auto oldest = quarantine.front();
    quarantine.pop_front();
    quarantined -= oldest.second;
    if (damaged(oldest)) count("damages", 1);
    free(bytes(oldest.first) - guard);
  }
}

API CUresult cuMemGetInfo_v2(size_t *free, size_t *all) {
  ENTER;
  *all = total();
  *free = *all - std::min(*all, used());
  return SUCCESS;
}

API CUresult cuMemAlloc_v2(CUdeviceptr *p, size_t size) {
  ENTER;
  NOT_IN_CAPTURE;
  if (size == 0) return INVALID_VALUE;
  if (size > total() - std::min(total(), used())) return OUT_OF_MEMORY;
  unsigned char *raw = static_cast<unsigned char *>(aligned_alloc(guard, guard + padded(size) + guard));
  if (!raw) return OUT_OF_MEMORY;
  memset(raw, poison, guard + padded(size) + guard);
  *p = reinterpret_cast<CUdeviceptr>(raw + guard);
  blocks[*p] = {current, size};
  count("allocations", 1);
  return SUCCESS;
}

API CUresult cuMemFree_v2(CUdeviceptr p) {
  ENTER;
  NOT_IN_CAPTURE;
  if (CUresult code = finish_all()) return code;
  auto found = blocks.find(p);
  if (found == blocks.end() || found->second.context != current) return INVALID_VALUE;
  release(p, found->second.size);
  blocks.erase(found);
  count("allocations", -1);
  return SUCCESS;
}

API CUresult cuMemHostAlloc(void **p, size_t size, unsigned flags) {
  ENTER;
  NOT_IN_CAPTURE;
  if (size == 0 || flags) return INVALID_VALUE;
  *p = malloc(size);
  if (!*p) return OUT_OF_MEMORY;
  memset(*p, poison, size);
  pinned[reinterpret_cast<uintptr_t>(*p)] = {current, size};
  count("pinned", 1);
  return SUCCESS;
}

API CUresult cuMemFreeHost(void *p) {
  ENTER;
  NOT_IN_CAPTURE;
  if (CUresult code = finish_all()) return code;
  if (!pinned.erase(reinterpret_cast<uintptr_t>(p))) return INVALID_VALUE;
  free(p);
  count("pinned", -1);
  return SUCCESS;
}

static bool is_pinned(const void *p, size_t size) {
  const uintptr_t at = reinterpret_cast<uintptr_t>(p);
  auto after = pinned.upper_bound(at);
  if (after == pinned.begin()) return false;
  const auto &b = *std::prev(after);
  return size <= b.second.size && at - b.first <= b.second.size - size;
}

void free_all_memory() {
  for (auto b = blocks.begin(); b != blocks.end();) {
    if (b->second.context != current) {
      ++b;
      continue;
    }
    release(b->first, b->second.size);
    b = blocks.erase(b);
    count("allocations", -1);
    if (!current->lost) count("leaks", 1);
  }
  for (auto p = pinned.begin(); p != pinned.end();) {
    if (p->second.context != current) {
      ++p;
      continue;
    }
    free(reinterpret_cast<void *>(p->first));
    p = pinned.erase(p);
    count("pinned", -1);
    if (!current->lost) count("leaks", 1);
  }
}

// check is work that needs memory to be there when its turn comes.
static Work on(CUdeviceptr at, size_t size, Work work) {
  return [=] { return allocated(at, size) ? work() : lose(ILLEGAL_ADDRESS); };
}

API CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void *from, size_t size, void *on_stream) {
  ENTER;
  Stream *s = stream(on_stream);
  if (!s) return INVALID_HANDLE;
  if (!allocated(to, size)) return INVALID_VALUE;
  count("copies", 1);
  if (s->capturing && !is_pinned(from, size)) return forbidden(), STREAM_CAPTURE_UNSUPPORTED;
  return put(s, on(to, size, [=] { return memcpy(bytes(to), from, size), SUCCESS; }));
}

API CUresult cuMemcpyDtoHAsync_v2(void *to, CUdeviceptr from, size_t size, void *on_stream) {
  ENTER;
  Stream *s = stream(on_stream);
  if (!s) return INVALID_HANDLE;
  if (!allocated(from, size)) return INVALID_VALUE;
  if (s->capturing && !is_pinned(to, size)) return forbidden(), STREAM_CAPTURE_UNSUPPORTED;
  count("copies", 1);
  return put(s, on(from, size, [=] { return memcpy(to, bytes(from), size), SUCCESS; }));
}

API CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, size_t size, void *on_stream) {
  ENTER;
  Stream *s = stream(on_stream);
  if (!s) return INVALID_HANDLE;
  if (!allocated(to, size) || !allocated(from, size)) return INVALID_VALUE;
  count("copies", 1);
  return put(s, on(to, size, on(from, size, [=] { return memmove(bytes(to), bytes(from), size), SUCCESS; })));
}

API CUresult cuMemsetD32Async(CUdeviceptr at, unsigned value, size_t words, void *on_stream) {
  ENTER;
  Stream *s = stream(on_stream);
  if (!s) return INVALID_HANDLE;
  if (at % 4 || words > SIZE_MAX / 4 || !allocated(at, 4 * words)) return INVALID_VALUE;
  return put(s, on(at, 4 * words, [=] {
               std::fill_n(reinterpret_cast<unsigned *>(at), words, value);
               return SUCCESS;
             }));
}
