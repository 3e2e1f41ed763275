// Package progress shows on a terminal how far a long command has come:
//
//	bar := progress.New(os.Stderr, len(claims))
//	defer bar.Close()
//	for done, claim := range claims {
//		bar.Step(done, claim.Name)
//		verify(claim)
//	}
//
// It writes nothing to a file or a pipe, so that logs stay readable, and
// nothing to a terminal that can't erase, TERM=dumb. It uses no colours, so
// NO_COLOR has nothing to turn off.
package progress
