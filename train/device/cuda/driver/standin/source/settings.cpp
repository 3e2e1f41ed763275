// The settings, from the environment at each call, and the counts.
#include "standin.h"

#include <cstdlib>

std::recursive_mutex mutex;
static std::map<std::string, long long> counts;

long long setting(const char *name, long long otherwise) {
  const char *text = getenv(name);
  return text && *text ? atoll(text) : otherwise;
}

int capability() { return static_cast<int>(setting("AEED_STANDIN_CAPABILITY", 90)); }

void count(const char *what, long long more) { counts[what] += more; }

// standin_count returns how many of something there are ("allocations", "pinned",
// "streams", "events", "graphs", "modules", "contexts") or were ("launches", "replays",
// "copies", "leaks", "damages").
API long long standin_count(const char *what) {
  std::lock_guard<std::recursive_mutex> held(mutex);
  if (std::string(what) == "damages") return counts[what] + damage_of_freed();
  return counts[what];
}
