//go:build !race

package api_test

const slack = 1
