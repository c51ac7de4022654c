// Package volume says how much room there is where a folder lies.
package volume

// Volume is where a folder lies.
type Volume struct {
	Known  bool   // whether this system says so
	Free   uint64 // bytes that this program may still write
	Memory bool   // it is no disk: all is gone with the power
}
