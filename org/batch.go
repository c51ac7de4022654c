package org

// Batch is entries that were appended to a log, as they are announced once they
// are on disk.
type Batch struct {
	Version uint64  // number of the last
	Acts    int     // how many
	Entries []Entry // the entries; empty where there were too many to keep
}
