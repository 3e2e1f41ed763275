// A stand-in for NVRTC: whatever it is asked to compile, it returns IMAGE, which names the
// kernels of the emulator to the stand-in for the driver.
#include <cstddef>
#include <cstring>

#define API extern "C" __attribute__((visibility("default")))

static const char image[] = IMAGE;

API int nvrtcVersion(int *major, int *minor) { return *major = 12, *minor = 4, 0; }
API const char *nvrtcGetErrorString(int) { return "NVRTC_ERROR"; }
API int nvrtcCreateProgram(void **, const char *, const char *, int, const char **, const char **) { return 0; }
API int nvrtcDestroyProgram(void **) { return 0; }
API int nvrtcCompileProgram(void *, int, const char **) { return 0; }
API int nvrtcGetProgramLogSize(void *, size_t *size) { return *size = 1, 0; }
API int nvrtcGetProgramLog(void *, char *to) { return *to = 0, 0; }
API int nvrtcGetPTXSize(void *, size_t *size) { return *size = sizeof image, 0; }
API int nvrtcGetPTX(void *, char *to) { return memcpy(to, image, sizeof image), 0; }
API int nvrtcGetCUBINSize(void *, size_t *size) { return *size = sizeof image, 0; }
API int nvrtcGetCUBIN(void *, char *to) { return memcpy(to, image, sizeof image), 0; }
API int nvrtcGetNumSupportedArchs(int *count) { return *count = 1, 0; }
API int nvrtcGetSupportedArchs(int *architectures) { return *architectures = 80, 0; }
