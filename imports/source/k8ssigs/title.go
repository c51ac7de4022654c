package k8ssigs

import "strings"

// titled puts what kind of group it is before a name, unless the name says so
// itself with one of these words.
func titled(prefix string, words ...string) func(string) string {
	return func(name string) string {
		if says(name, words...) {
			return name
		}
		return prefix + name
	}
}

// committee makes "Steering" the Steering Committee, as they call it themselves.
func committee(name string) string {
	if says(name, "committee", "council", "board", "team") {
		return name
	}
	return name + " Committee"
}

// says is whether a name holds one of these, as whole words in any case.
func says(name string, words ...string) bool {
	padded := " " + strings.ToLower(strings.NewReplacer("-", " ", "_", " ").Replace(name)) + " "
	for _, w := range words {
		if strings.Contains(padded, " "+w+" ") || strings.Contains(padded, " "+w+"s ") {
			return true
		}
	}
	return false
}
