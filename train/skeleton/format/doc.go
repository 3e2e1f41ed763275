// Package format reads skeleton data in the formats that the field keeps it in. Each
// Open function returns a [skeleton.Source], which reads a clip when it is asked for
// one, so that memory does not grow with the data; [Open] finds out which format it is.
//
//	ntu            NTU RGB+D and NTU RGB+D 120: a folder of .skeleton files (package ntu)
//	npz            the same prepared by CTR-GCN: a .npz file          OpenNPZ
//	pyskl          PYSKL and MMAction2: a .pkl file                   OpenPyskl
//	kinetics-json  Kinetics-skeleton: folders of .json files          OpenKineticsJSON
//	kinetics-npy   the same prepared by ST-GCN: .npy and .pkl files   OpenKineticsNPY
//	ucla           Northwestern-UCLA: a folder of .json files         OpenUCLA
//
// Files come from others, so nothing in them is believed: not a size, a count, a name
// that would lead out of the folder, nor a pickle's wish to run code. What is wrong
// is a [skeleton.FormatError] that says where and what was expected; a sound clip that
// shows nobody is [skeleton.ErrNobody]. Allocation is bounded by what a file really
// holds.
package format
