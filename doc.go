// Package orpheus holds nothing but the test of which package may import which.
// The program is in cmd/orpheus; docs/architecture.md shows where everything is.
package orpheus
