//go:build !gorgonia_cu

package driver

import "aeed/train/device/cuda/driver/library"

// routines are those of the driver API that are used, in the versions that CUDA 12.0 has
// and later ones keep.
type routines struct {
	init           library.Routine `symbol:"cuInit"`
	getErrorName   library.Routine `symbol:"cuGetErrorName"`
	getErrorString library.Routine `symbol:"cuGetErrorString"`

	deviceGetCount       library.Routine `symbol:"cuDeviceGetCount"`
	deviceGet            library.Routine `symbol:"cuDeviceGet"`
	deviceGetName        library.Routine `symbol:"cuDeviceGetName"`
	deviceGetAttribute   library.Routine `symbol:"cuDeviceGetAttribute"`
	deviceTotalMemory    library.Routine `symbol:"cuDeviceTotalMem_v2"`
	primaryContextRetain library.Routine `symbol:"cuDevicePrimaryCtxRetain"`
	primaryContextDrop   library.Routine `symbol:"cuDevicePrimaryCtxRelease_v2"`
	contextSetCurrent    library.Routine `symbol:"cuCtxSetCurrent"`
	contextSynchronise   library.Routine `symbol:"cuCtxSynchronize"`

	moduleLoad           library.Routine `symbol:"cuModuleLoadDataEx"`
	moduleUnload         library.Routine `symbol:"cuModuleUnload"`
	moduleGetFunction    library.Routine `symbol:"cuModuleGetFunction"`
	functionGetAttribute library.Routine `symbol:"cuFuncGetAttribute"`
	functionSetAttribute library.Routine `symbol:"cuFuncSetAttribute"`
	occupancy            library.Routine `symbol:"cuOccupancyMaxActiveBlocksPerMultiprocessor"`
	launchKernel         library.Routine `symbol:"cuLaunchKernel"`

	memoryGetInfo  library.Routine `symbol:"cuMemGetInfo_v2"`
	memoryAllocate library.Routine `symbol:"cuMemAlloc_v2"`
	memoryFree     library.Routine `symbol:"cuMemFree_v2"`
	hostAllocate   library.Routine `symbol:"cuMemHostAlloc"`
	hostFree       library.Routine `symbol:"cuMemFreeHost"`
	copyToDevice   library.Routine `symbol:"cuMemcpyHtoDAsync_v2"`
	copyToHost     library.Routine `symbol:"cuMemcpyDtoHAsync_v2"`
	copyOnDevice   library.Routine `symbol:"cuMemcpyDtoDAsync_v2"`
	fill           library.Routine `symbol:"cuMemsetD32Async"`

	streamCreate      library.Routine `symbol:"cuStreamCreate"`
	streamDestroy     library.Routine `symbol:"cuStreamDestroy_v2"`
	streamSynchronise library.Routine `symbol:"cuStreamSynchronize"`
	streamWaitEvent   library.Routine `symbol:"cuStreamWaitEvent"`
	eventCreate       library.Routine `symbol:"cuEventCreate"`
	eventDestroy      library.Routine `symbol:"cuEventDestroy_v2"`
	eventRecord       library.Routine `symbol:"cuEventRecord"`
	eventElapsed      library.Routine `symbol:"cuEventElapsedTime"`

	captureBegin     library.Routine `symbol:"cuStreamBeginCapture_v2"`
	captureEnd       library.Routine `symbol:"cuStreamEndCapture"`
	graphInstantiate library.Routine `symbol:"cuGraphInstantiateWithFlags"`
	graphLaunch      library.Routine `symbol:"cuGraphLaunch"`
	graphDestroy     library.Routine `symbol:"cuGraphDestroy"`
	graphExecDestroy library.Routine `symbol:"cuGraphExecDestroy"`
}
