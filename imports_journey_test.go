package orpheus_test

// What the journey adds to the table: the library and the rules of thumb are data, which every
// face may say.
func init() {
	for name, more := range map[string][]string{
		"service":   {"insight/readiness"},
		"face/web":  {"insight/readiness", "org/practice"},
		"face/view": {"insight/readiness", "org/practice"},
		"face/api":  {"insight/readiness", "org/practice"},
		"face/cli":  {"insight/readiness", "org/practice"},
	} {
		allowed[name] = append(allowed[name], more...)
	}
}
