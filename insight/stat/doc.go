// Package stat holds the formulas that say how leading is distributed. Each is a
// pure function of counts, in a file of its own, with its source, range, unit
// and edge cases beside it.
//
// # Inputs
//
// There is one number per person who could have led in the window: the works
// led, the acts done, the seats held. People with none count too, as zeros;
// leaving them out answers another question ("among those who led"). Each
// function says where that matters. Order never matters, and nobody is named.
//
// A piece of work led together may count as a share for each (1/2, 1/3) in the
// functions on float64. Those on int need whole acts.
//
// # Answers
//
// Every answer is a [Result] in one of three states: a value, not enough data,
// or undefined because the formula has no meaning there. Nothing turns into a 0
// on its way. Numbers that are negative, infinite or not a number are undefined.
// Intervals are two-sided at [Confidence].
//
// # Misleading alone
//
// None of these is a goal and none can be read by itself. What each hides:
//
//   - [Gini], [HHI], [Shannon], [Evenness], [Hill]: computed from few acts they
//     show inequality where everybody is equally likely to lead (12 people, 10
//     acts: Gini about 0.5). Show them beside what chance alone gives for the
//     same people and acts. Equal also means equally overburdened, and trivial
//     leads even out the figures.
//   - [Gini] over holders and over all members are two measures; one
//     organisation had 0.35 and 0.85 on the same day. Say which.
//   - [Effective], [HalfHeldBy]: seats are formal. Flat seats may go with
//     decisions in two hands; show decisions as a second number.
//   - [D2]: a point without its interval says more than is known. Recorded acts
//     are not leading done. Beside it: workload.
//   - [Rarefied], [Participation]: leading once to be counted is leading too.
//     Beside it: how many led for the first time.
//   - [Survival], [Incidence]: longer is not better. A median over few spells hides
//     the one seat that never moves; quick may be skipping advice.
//   - [Turnover], [Passing], [Rotation]: people leaving and skills lost look like taking
//     turns.
//   - [TauB]: near 0 may be that nothing follows anything.
//   - [EI], [MutualByChance], [ChosenByChance]: sizes of units and how many ties there are
//     make most of them; read z.
//   - [PullShare]: the willing burn out, and being asked may be how somebody
//     grows. Beside it: leads by mandate, by invitation, unknown; role clarity.
//
// The package offers no way to add measures into one score, to set a target or
// to rank, and none should be built on it.
package stat
