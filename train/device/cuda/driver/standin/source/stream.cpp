// Streams and events.
#include "standin.h"

bool forbidden() {
  bool any = false;
  auto spoil = [&](Stream &s) {
    if (s.capturing) any = s.invalidated = true;
  };
  spoil(current->default_stream);
  for (auto &s : current->streams) spoil(*s.second);
  return any;
}

Stream *stream(void *handle) {
  if (!handle) return &current->default_stream;
  auto found = current->streams.find(static_cast<Stream *>(handle));
  return found == current->streams.end() ? nullptr : found->second.get();
}

CUresult put(Stream *s, Work work) {
  if (s->invalidated) return STREAM_CAPTURE_INVALIDATED;
  if (s->capturing)
    s->captured.push_back(work);
  else
    s->queue.push_back(work);
  return SUCCESS;
}

CUresult lose(CUresult code) {
  current->lost = code;
  return code;
}

// advance runs what is first on a stream.
static CUresult advance(Stream *s) {
  Work work = s->queue.front();
  s->queue.pop_front();
  return work();
}

CUresult finish(Stream *s) {
  while (!s->queue.empty())
    if (CUresult code = advance(s)) return code;
  return SUCCESS;
}

CUresult finish_all() {
  if (CUresult code = finish(&current->default_stream)) return code;
  for (auto &s : current->streams)
    if (CUresult code = finish(s.second.get())) return code;
  return SUCCESS;
}

API CUresult cuStreamCreate(Stream **s, unsigned flags) {
  ENTER;
  if (flags > 1) return INVALID_VALUE;
  *s = new Stream;
  current->streams[*s].reset(*s);
  count("streams", 1);
  return SUCCESS;
}

API CUresult cuStreamDestroy_v2(void *handle) {
  ENTER;
  Stream *s = handle ? stream(handle) : nullptr;
  if (!s) return INVALID_HANDLE;
  if (CUresult code = finish(s)) return code;
  for (Event *e : current->events) // what has passed needs no stream
    if (e->last && e->last->stream == s) e->last->stream = nullptr;
  current->streams.erase(s);
  count("streams", -1);
  return SUCCESS;
}

API CUresult cuStreamSynchronize(void *handle) {
  ENTER;
  NOT_IN_CAPTURE;
  Stream *s = stream(handle);
  return s ? finish(s) : INVALID_HANDLE;
}

API CUresult cuEventCreate(Event **e, unsigned) {
  ENTER;
  *e = new Event;
  current->events.insert(*e);
  count("events", 1);
  return SUCCESS;
}

API CUresult cuEventDestroy_v2(Event *e) {
  ENTER;
  if (!current->events.erase(e)) return INVALID_HANDLE;
  delete e;
  count("events", -1);
  return SUCCESS;
}

// A graph is of one stream here: its events mark nothing.
API CUresult cuEventRecord(Event *e, void *handle) {
  ENTER;
  Stream *s = stream(handle);
  if (!s || !current->events.count(e)) return INVALID_HANDLE;
  if (s->capturing) return forbidden(), NOT_SUPPORTED;
  auto passage = std::make_shared<Passage>();
  passage->stream = s;
  e->last = passage;
  return put(s, [=] {
    passage->passed = true;
    passage->time = std::chrono::steady_clock::now();
    return SUCCESS;
  });
}

API CUresult cuStreamWaitEvent(void *handle, Event *e, unsigned) {
  ENTER;
  Stream *s = stream(handle);
  if (!s || !current->events.count(e)) return INVALID_HANDLE;
  if (s->capturing) return forbidden(), NOT_SUPPORTED;
  auto passage = e->last;
  if (!passage) return SUCCESS;
  return put(s, [=] {
    while (!passage->passed)
      if (CUresult code = advance(passage->stream)) return code;
    return static_cast<CUresult>(SUCCESS);
  });
}

API CUresult cuEventElapsedTime(float *milliseconds, Event *from, Event *to) {
  ENTER;
  if (!current->events.count(from) || !current->events.count(to) || !from->last || !to->last) return INVALID_HANDLE;
  if (!from->last->passed || !to->last->passed) return NOT_READY;
  *milliseconds = std::chrono::duration<float, std::milli>(to->last->time - from->last->time).count();
  return SUCCESS;
}
