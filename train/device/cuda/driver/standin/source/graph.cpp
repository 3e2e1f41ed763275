// Captures and graphs. A graph is the work of one stream in its order.
#include "standin.h"

API CUresult cuStreamBeginCapture_v2(void *handle, int mode) {
  ENTER;
  Stream *s = handle ? stream(handle) : nullptr;
  if (!s) return handle ? INVALID_HANDLE : STREAM_CAPTURE_UNSUPPORTED; // the default stream can't
  if (mode < 0 || mode > 2 || s->capturing) return INVALID_VALUE;
  s->capturing = true;
  return SUCCESS;
}

API CUresult cuStreamEndCapture(void *handle, Graph **graph) {
  ENTER;
  Stream *s = stream(handle);
  if (!s) return INVALID_HANDLE;
  if (!s->capturing) return STREAM_CAPTURE_UNMATCHED;
  std::vector<Work> work;
  work.swap(s->captured);
  const bool invalidated = s->invalidated;
  s->capturing = s->invalidated = false;
  *graph = nullptr;
  if (invalidated) return STREAM_CAPTURE_INVALIDATED;
  *graph = new Graph{work};
  current->graphs.insert(*graph);
  count("graphs", 1);
  return SUCCESS;
}

API CUresult cuGraphInstantiateWithFlags(Graph **executable, Graph *graph, unsigned long long) {
  ENTER;
  if (!current->graphs.count(graph)) return INVALID_HANDLE;
  *executable = new Graph(*graph);
  current->executable.insert(*executable);
  count("graphs", 1);
  return SUCCESS;
}

static CUresult destroy(std::set<Graph *> &graphs, Graph *graph) {
  if (!graphs.erase(graph)) return INVALID_HANDLE;
  delete graph;
  count("graphs", -1);
  return SUCCESS;
}

API CUresult cuGraphDestroy(Graph *graph) {
  ENTER;
  return destroy(current->graphs, graph);
}

API CUresult cuGraphExecDestroy(Graph *executable) {
  ENTER;
  return destroy(current->executable, executable);
}

API CUresult cuGraphLaunch(Graph *executable, void *handle) {
  ENTER;
  Stream *s = stream(handle);
  if (!s || !current->executable.count(executable)) return INVALID_HANDLE;
  count("replays", 1);
  for (const Work &work : executable->work)
    if (CUresult code = put(s, work)) return code;
  return SUCCESS;
}
