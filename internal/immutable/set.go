package immutable

import "slices"

// The functions here treat an ascending slice as an immutable set: they return
// a new slice and leave the given one alone. For the short lists beside a row
// (seats of a role, circles of a person) this is smaller and quicker than a tree.

// With returns the ascending set that also has v.
func With[T ~uint32](set []T, v T) []T {
	i, found := slices.BinarySearch(set, v)
	if found {
		return set
	}
	out := make([]T, 0, len(set)+1)
	out = append(out, set[:i]...)
	out = append(out, v)
	return append(out, set[i:]...)
}

// Without returns the ascending set that lacks v; nil when nothing is left.
func Without[T ~uint32](set []T, v T) []T {
	i, found := slices.BinarySearch(set, v)
	if !found {
		return set
	}
	if len(set) == 1 {
		return nil
	}
	out := make([]T, 0, len(set)-1)
	out = append(out, set[:i]...)
	return append(out, set[i+1:]...)
}

// Contains reports whether the ascending set has v.
func Contains[T ~uint32](set []T, v T) bool {
	_, found := slices.BinarySearch(set, v)
	return found
}
