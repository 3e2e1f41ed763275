// Package ntu reads the recordings of NTU RGB+D and NTU RGB+D 120, the `.skeleton`
// text files of a Kinect v2, and makes clips of them as the usual preparation does.
//
// # From a file to a clip
//
// [Parse] reads a file as a [Recording]: frames, in each the bodies that the
// sensor saw, each with the number that the sensor follows it by and 25 joints in
// metres. [Recording.Clip] makes a clip of it:
//
//  1. Frames without a body are left out. What carries the same number is a track,
//     which has no gaps: a body that is lost for a frame continues at once.
//  2. If there are several tracks, those of 11 frames or fewer are dropped. A frame
//     is noise where a body is wider than 0.8 of its height, and a track with at
//     least 0.69754 of such frames is dropped too, unless it is the last one left.
//  3. The track that moves most, by the variance of its coordinates, is actor 1.
//     The others, by falling motion, continue actor 1 where they don't overlap with
//     it, else actor 2, else are dropped.
//  4. Frames that show neither are left out; joint 2 of actor 1 in the first frame
//     that shows it becomes the origin of both.
//
// # From a folder to a data set
//
// [OpenFolder] is the [skeleton.Source] of a folder with recordings. A file's name,
// such as S001C002P003R002A013.skeleton, says setup, camera, performer, replication
// and action, of which [Folder.Splits] makes the standard splits:
//
//	xsub   cross-subject: 20 (NTU 60) or 53 (NTU 120) of the performers train
//	xview  cross-view, NTU 60 only: cameras 2 and 3 train
//	xset   cross-setup, NTU 120 only: even setups train
//
// The dataset's authors list samples whose skeletons are missing, 302 of NTU 60 and
// 535 of NTU 120; [ReadBadList] reads their file, and skeleton.Preparation excludes
// them.
//
// # Safety
//
// A recording holds at most [MaxFrames] frames of [MaxBodies] bodies, which take
// 19 MB, and lines of less than 4 KiB, whatever the file claims; memory grows with
// what was read. A folder is never left by way of a link.
//
// Sources: A. Shahroudy, J. Liu, T.-T. Ng and G. Wang, NTU RGB+D, CVPR 2016; J. Liu
// et al., NTU RGB+D 120, TPAMI 2019; the preparation is the one that is used with
// CTR-GCN (Y. Chen et al., ICCV 2021).
package ntu
