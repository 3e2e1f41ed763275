package nvrtc

import (
	"os"
	"path/filepath"

	"aeed/train/device/cuda/driver/library"
)

// search says where the library may be, in the file system below a folder.
func search(root string) library.Search {
	return library.Search{
		Name:     "CUDA's run-time compiler",
		Variable: "AEED_LIBNVRTC",
		Files:    []string{"libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so.11.2"},
		Folders:  append([]string{filepath.Join(root, "usr/local/nvidia/lib64"), filepath.Join(root, "usr/local/cuda/lib64")}, pythonFolders(root)...),
		Hint:     "install CUDA's toolkit or PyPI's nvidia-cuda-nvrtc",
	}
}

// pythonFolders returns where NVIDIA's packages of PyPI have their libraries, as patterns:
// in the environment that is active, the user's own packages, and the system's Python
// (dist-packages where it is Debian's).
func pythonFolders(root string) (folders []string) {
	for _, variable := range []string{"VIRTUAL_ENV", "CONDA_PREFIX"} {
		if environment := os.Getenv(variable); environment != "" {
			folders = append(folders, filepath.Join(environment, "lib/python3*/site-packages"))
		}
	}
	if home, err := os.UserHomeDir(); err == nil {
		folders = append(folders, filepath.Join(home, ".local/lib/python3*/site-packages"))
	}
	for _, system := range []string{"usr/local/lib/python3*/site-packages", "usr/local/lib/python3*/dist-packages", "usr/lib/python3*/site-packages", "usr/lib/python3/dist-packages"} {
		folders = append(folders, filepath.Join(root, system))
	}
	for i := range folders {
		folders[i] = filepath.Join(folders[i], "nvidia/*/lib")
	}
	return folders
}
