package stat

// MinPulls is the least number of leads a pull share is shown for.
const MinPulls = 10

// PullShare is the share of leads that people took by themselves (pull) among
// those taken or handed out (push).
//
//	k / (k + h), k pull, h push, with the Wilson interval
//
// Own; interval Wilson 1927. Range 0 (all handed out) to 1; no unit. Leads by
// mandate, by invitation and of unknown origin are in neither number and are to
// be shown beside it.
// Not enough below MinPulls; undefined for negative numbers.
func PullShare(pull, push int) Result {
	switch n := pull + push; {
	case pull < 0 || push < 0:
		return Result{}
	case n < MinPulls:
		return TooFew(Acts, MinPulls, n)
	default:
		return Wilson(pull, n)
	}
}
