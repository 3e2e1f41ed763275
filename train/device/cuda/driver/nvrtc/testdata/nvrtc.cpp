// A stand-in for NVRTC: the image is what it was asked to compile, and a source that
// contains "#error" doesn't compile.
#include <cstdlib>
#include <cstring>
#include <string>

#define API extern "C" __attribute__((visibility("default")))

struct Program {
  std::string name, source, log, arguments;
};

static int programs; // that are there

static int size_of(const std::string &s, size_t *size) { return *size = s.size(), 0; }
static int copy(const std::string &s, char *to) { return memcpy(to, s.data(), s.size()), 0; }
static std::string image(const Program *p, const char *kind) { return std::string(kind) + " of " + p->name + p->arguments + ": " + p->source; }

API int programs_left() { return programs; }
API int nvrtcVersion(int *major, int *minor) { return *major = 12, *minor = 4, 0; }
API const char *nvrtcGetErrorString(int code) { return code == 6 ? "NVRTC_ERROR_COMPILATION" : "NVRTC_ERROR_OUT_OF_MEMORY"; }

API int nvrtcGetNumSupportedArchs(int *number) { return *number = 2, 0; }
API int nvrtcGetSupportedArchs(int *archs) { return archs[0] = 80, archs[1] = 90, 0; }

API int nvrtcCreateProgram(Program **p, const char *source, const char *name, int headers, const char **, const char **) {
  if (headers || !strcmp(source, "huge")) return 1;
  *p = new Program{name, source, "", ""};
  programs++;
  return 0;
}

API int nvrtcDestroyProgram(Program **p) {
  delete *p;
  programs--;
  return 0;
}

API int nvrtcCompileProgram(Program *p, int number, const char **options) {
  for (int i = 0; i < number; i++) p->arguments += std::string(" ") + options[i];
  const bool wrong = p->source.find("#error") != std::string::npos;
  if (wrong) p->log = p->name + "(1): error: wrong\n";
  p->log += '\0';
  return wrong ? 6 : 0;
}

API int nvrtcGetProgramLogSize(Program *p, size_t *size) { return size_of(p->log, size); }
API int nvrtcGetProgramLog(Program *p, char *to) { return copy(p->log, to); }
API int nvrtcGetPTXSize(Program *p, size_t *size) { return size_of(image(p, "PTX"), size); }
API int nvrtcGetPTX(Program *p, char *to) { return copy(image(p, "PTX"), to); }
API int nvrtcGetCUBINSize(Program *p, size_t *size) { return size_of(image(p, "cubin"), size); }
API int nvrtcGetCUBIN(Program *p, char *to) { return copy(image(p, "cubin"), to); }
