// Kernels on a processor without a GPU.
//
// Blocks run one after another. The threads of a block are fibers: one runs until
// it ends, or until it waits at a barrier or for its warp; then the next one runs.
// A thread that never waits costs no fiber of its own, so a kernel without barriers
// is a plain loop. Threads run in ascending order, or in descending order where the
// environment variable AEED_EMULATOR_ORDER is "reverse": a kernel whose threads
// race gives different results. Shared memory starts as NaN in every block, and a
// wait that not all reach ends the process with a message.
#pragma once

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <vector>
#if !defined(__x86_64__)
#include <ucontext.h>
#endif

struct Index {
  unsigned x, y, z;
};
static Index gridDim, blockDim, blockIdx, threadIdx;

namespace emulator {

// A Context is where a fiber, or the scheduler, goes on.
#if defined(__x86_64__)
struct Context {
  void *top;
};

// emulator_switch saves the registers that a call preserves on the stack, keeps its
// top in *from, and goes on where the other stack was left.
extern "C" void emulator_switch(void **from, void *to);
asm(R"(
.text
.type emulator_switch, @function
emulator_switch:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
.size emulator_switch, . - emulator_switch
)");

static void go(Context &from, Context &to) { emulator_switch(&from.top, to.top); }

static void begin(Context &c, char *stack, size_t size, void (*entry)()) {
  void **top = reinterpret_cast<void **>(stack + size);
  *--top = nullptr; // so that the stack is aligned as after a call
  *--top = reinterpret_cast<void *>(entry);
  for (int i = 0; i < 6; i++) *--top = nullptr;
  c.top = top;
}
#else
typedef ucontext_t Context;

static void go(Context &from, Context &to) { swapcontext(&from, &to); }

static void begin(Context &c, char *stack, size_t size, void (*entry)()) {
  getcontext(&c);
  c.uc_stack.ss_sp = stack;
  c.uc_stack.ss_size = size;
  c.uc_link = nullptr;
  makecontext(&c, entry, 0);
}
#endif

enum State { Fresh, Ready, AtBarrier, InWarp, Finished };

struct Thread {
  Index index;
  State state;
  Context context;
  char *stack;
  const unsigned *given; // what the lane shows to the others of its warp
  int given_words;
};

const size_t stack_size = 64 << 10;
const int warp = 32, words = 6;

// Shown is what the lanes of a warp have given one another; it stays until all of
// them give something again.
struct Shown {
  unsigned lane[warp][words];
};

static std::mutex one_at_a_time;
static std::vector<Thread> threads;
static std::vector<Shown> shown; // of each warp
static std::vector<char *> free_stacks;
static Context scheduler;
static Thread *current;
static unsigned long long block_number;
static void (*body)(const void *parameters);
static const void *parameters_of_body;
static const char *name_of_body;

static void fail(const char *what) {
  fprintf(stderr, "emulator: kernel %s, block (%u, %u, %u): %s\n", name_of_body, blockIdx.x, blockIdx.y, blockIdx.z, what);
  abort();
}

static void enter() {
  body(parameters_of_body);
  current->state = Finished;
  go(current->context, scheduler);
}

static void wait(State state) {
  current->state = state;
  go(current->context, scheduler);
}

static void resume(Thread &thread) {
  if (thread.state == Fresh) {
    if (free_stacks.empty()) free_stacks.push_back(static_cast<char *>(aligned_alloc(64, stack_size)));
    thread.stack = free_stacks.back();
    free_stacks.pop_back();
    begin(thread.context, thread.stack, stack_size, enter);
  }
  current = &thread;
  threadIdx = thread.index;
  go(scheduler, thread.context);
  if (thread.state == Finished) free_stacks.push_back(thread.stack);
}

// exchange shows what each lane of a warp gives to all of them, if all are waiting.
static bool exchange(int number, int count) {
  Thread *lanes = &threads[number * warp];
  int waiting = 0;
  for (int i = 0; i < count; i++) waiting += lanes[i].state == InWarp;
  if (waiting == 0) return false;
  if (waiting < warp) fail("not all lanes of a warp exchange a value");
  for (int i = 0; i < warp; i++) {
    memcpy(shown[number].lane[i], lanes[i].given, lanes[i].given_words * sizeof(unsigned));
    lanes[i].state = Ready;
  }
  return true;
}

// show gives words to the warp and returns what all of its lanes give.
static const Shown &show(const unsigned *given, int count) {
  current->given = given;
  current->given_words = count;
  const size_t number = (current - threads.data()) / warp;
  wait(InWarp);
  return shown[number];
}

static int lane() { return (current - threads.data()) % warp; }

static void run_block(bool reverse) {
  const int count = static_cast<int>(threads.size());
  for (int i = 0; i < count; i++) {
    threads[i].index = {i % blockDim.x, i / blockDim.x % blockDim.y, i / blockDim.x / blockDim.y};
    threads[i].state = Fresh;
  }
  block_number++;
  for (;;) {
    for (int i = 0; i < count; i++) {
      Thread &thread = threads[reverse ? count - 1 - i : i];
      if (thread.state == Fresh || thread.state == Ready) resume(thread);
    }
    bool exchanged = false;
    for (int i = 0; i < count; i += warp) exchanged |= exchange(i / warp, count - i < warp ? count - i : warp);
    if (exchanged) continue;
    int finished = 0;
    for (const Thread &thread : threads) finished += thread.state == Finished;
    if (finished == count) return;
    if (finished > 0) fail("a barrier that not all threads reach");
    for (Thread &thread : threads) thread.state = Ready;
  }
}

// A Kernel is what its definition says of it.
struct Kernel {
  const char *name;
  unsigned most_threads;
  void (*body)(const void *parameters);
};

static void run(const Kernel &kernel, const unsigned grid[3], const unsigned block[3], size_t dynamic_shared, const void *parameters) {
  std::lock_guard<std::mutex> lock(one_at_a_time);
  const char *order = getenv("AEED_EMULATOR_ORDER");
  const bool reverse = order && !strcmp(order, "reverse");
  name_of_body = kernel.name;
  body = kernel.body;
  parameters_of_body = parameters;
  gridDim = {grid[0], grid[1], grid[2]};
  blockDim = {block[0], block[1], block[2]};
  blockIdx = {0, 0, 0};
  threads.resize(static_cast<size_t>(block[0]) * block[1] * block[2]);
  if (dynamic_shared > 0 || threads.empty() || threads.size() > kernel.most_threads) fail("launched with a wrong geometry");
  shown.resize((threads.size() + warp - 1) / warp);
  const unsigned long long blocks = 1ull * grid[0] * grid[1] * grid[2];
  for (unsigned long long i = 0; i < blocks; i++) {
    const unsigned long long at = reverse ? blocks - 1 - i : i;
    blockIdx = {static_cast<unsigned>(at % grid[0]), static_cast<unsigned>(at / grid[0] % grid[1]), static_cast<unsigned>(at / grid[0] / grid[1])};
    run_block(reverse);
  }
}

// A BlockMemory is shared memory; its bytes are those of NaN when a block begins.
template <class T> struct BlockMemory {
  T value;
  unsigned long long block;
};

template <class T> T &poisoned(BlockMemory<T> &memory) {
  if (memory.block != block_number) {
    memset(static_cast<void *>(&memory.value), 0xff, sizeof(T));
    memory.block = block_number;
  }
  return memory.value;
}

} // namespace emulator

#define DEVICE static inline
#define MEMBER inline
#define UNROLL
#define SHARED(Type, name)                      \
  static emulator::BlockMemory<Type> name##_of; \
  Type &name = emulator::poisoned(name##_of)
#define KERNEL(NAME, PARAMETERS, THREADS)                                                                                                         \
  static void NAME(const PARAMETERS &p);                                                                                                          \
  extern "C" const int emulated_##NAME##_parameters[] = {1, sizeof(PARAMETERS)};                                                                  \
  extern "C" void emulated_##NAME(const unsigned grid[3], const unsigned block[3], size_t dynamic_shared, void **arguments) {                     \
    emulator::run({#NAME, THREADS, [](const void *p) { NAME(*static_cast<const PARAMETERS *>(p)); }}, grid, block, dynamic_shared, arguments[0]); \
  }                                                                                                                                               \
  static void NAME(const PARAMETERS &p)

DEVICE void barrier() { emulator::wait(emulator::AtBarrier); }

DEVICE double across_warp(double value, int mask) {
  unsigned halves[2];
  memcpy(halves, &value, sizeof value);
  const int other = emulator::lane() ^ mask;
  memcpy(&value, emulator::show(halves, 2).lane[other], sizeof value);
  return value;
}

DEVICE unsigned bits_of(float x) {
  unsigned bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

DEVICE float float_of(unsigned bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

DEVICE unsigned to_tf32(float x) { return (bits_of(x) + 0x1000) & 0xffffe000; }

DEVICE unsigned to_bf16(float low, float high) {
  auto rounded = [](unsigned bits) { return (bits + 0x7fff + (bits >> 16 & 1)) >> 16; };
  return rounded(bits_of(high)) << 16 | rounded(bits_of(low));
}

// Fragments lie in the lanes as the PTX ISA says: with g = lane / 4 and p = lane % 4,
// d[i] is (g + 8·⌊i/2⌋, 2p + i mod 2); a[i] of TF32 is (g + 8·(i mod 2), p + 4·⌊i/2⌋) and
// b[i] is (p + 4i, g); those of bf16 hold pairs along k, twice as wide.
DEVICE void multiply_add(float *d, const unsigned (&a)[4], const unsigned (&b)[2], int pairs) {
  unsigned given[emulator::words] = {a[0], a[1], a[2], a[3], b[0], b[1]};
  const int g = emulator::lane() / 4, p = emulator::lane() % 4;
  const emulator::Shown &all = emulator::show(given, emulator::words);
  for (int i = 0; i < 4; i++) {
    for (int k = 0; k < 8; k++) { // numbers of TF32, pairs of bf16
      const unsigned of_a = all.lane[g * 4 + k % 4][i / 2 + k / 4 * 2], of_b = all.lane[(2 * p + i % 2) * 4 + k % 4][4 + k / 4];
      if (pairs)
        d[i] += float_of(of_a << 16) * float_of(of_b << 16) + float_of(of_a & 0xffff0000) * float_of(of_b & 0xffff0000);
      else
        d[i] += float_of(of_a) * float_of(of_b);
    }
  }
}

DEVICE void multiply_add_tf32(float *d, const unsigned (&a)[4], const unsigned (&b)[2]) { multiply_add(d, a, b, 0); }
DEVICE void multiply_add_bf16(float *d, const unsigned (&a)[4], const unsigned (&b)[2]) { multiply_add(d, a, b, 1); }

DEVICE double square_root(double x) { return std::sqrt(x); }
DEVICE double rounded_product(double x, double y) { return x * y; }
