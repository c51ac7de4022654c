package i18n

// Keys of bringing in that are put together from names of formats, tables and columns.
func init() { loose = append(loose, "bring.") }
