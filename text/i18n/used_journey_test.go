package i18n

// Keys of the journey that are put together from names of the library.
func init() { loose = append(loose, "becomes.", "journey.") }
