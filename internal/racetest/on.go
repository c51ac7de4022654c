//go:build race

package racetest

// On is whether the race detector is built in.
const On = true
