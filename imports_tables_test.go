package orpheus_test

// The tables, and what others export, are read by the service as the other sources are.
func init() {
	allowed["service"] = append(allowed["service"], "imports/source/peers", "imports/source/table")
}
