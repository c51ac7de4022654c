//go:build race

package api_test

// slack is for the memory that the race detector needs.
const slack = 2
