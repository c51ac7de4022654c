// Package pulse holds the formulas by which the answers to a pulse are read. They are counts
// of people by answer, never people; what may be shown of them org.ClosePulse says.
//
// Answers are how far somebody agrees, from 1 to 5. "Can't say" is missing, never a middle. A
// subject has two sentences, and only who answered both is counted: what they say is the mean of
// the two, told on a scale from 0 to 100.
package pulse
