package kernels

// Replay is replay for the tests outside.
var Replay = replay
