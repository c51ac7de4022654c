// Package match works out whom to invite to lead what is open, and says why.
//
// It knows arrays of numbers and nothing else: who they are, what they said and who may be
// told of it are questions of whoever asks. People have room for so many more leads;
// openings have so many seats; a pair is worth what its terms and the weights make of it.
// Each further lead of one person costs more than the one before, by Fair times the
// difference of squares, so that the cheapest whole is also the most even one that is
// worth as much. All numbers are whole parts of One, so that an answer is exact.
//
// The answer is the best whole there is, and carries its proof: prices of openings and of
// people of which the worth of no whole can be more than Bound says, and it is that much.
// It proposes and assigns nothing.
package match

// One is what a worth of one is in whole parts.
const One = 1_000_000

// Fair is what the first lead of somebody who leads nothing costs; the n-th at once costs
// 2n-1 times as much.
const Fair = One / 10

// Near is how much less the whole may be worth for somebody to be as near as somebody else.
const Near = One / 20

// empty is what a seat costs that stays open: more than any exchange within a whole.
const empty = 1_000 * One
