// Package fault has the tests that break things on purpose: programs that are killed, machines
// that lose power, disks that fail or are full, networks that lose and repeat, clocks that jump.
// Whatever happens, an act that was acknowledged is kept, once, in the order in which it was.
//
// How much of it is done is said by flags (go test ./internal/fault -args …):
//
//	-fault.kills N   programs to kill on each store
//	-fault.seeds N   seeds to simulate
//	-fault.seed N    one seed to simulate, with all that happens in it
//	-fault.cuts N    power cuts
package fault
