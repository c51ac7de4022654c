// Package graph measures who is tied to whom: who leads whom, who asks whom for
// advice. Each function is pure and in a file with its formula, source, range and
// edge cases. None names or ranks people: what is per person is for that person's
// own eyes, and only what is about the whole belongs on a page.
//
// # Conventions
//
//   - People are numbers from 0. A [Graph] is compressed rows: for each person those
//     they are tied to, ascending.
//   - A tie of somebody to themselves is left out, and counted ([Graph.Loops]).
//   - Ties between the same two in the same direction are one, of the sum of their
//     weights. Weights are how strong a tie is, positive; where nothing else is said
//     a tie counts once whatever its weight.
//   - Who is not tied to somebody is not tied: there is no unknown tie. Where fewer
//     than 80 % of the people were asked, centralisation and betweenness mean nothing.
//   - People without ties count. Leaving them out answers another question: the
//     betweenness centralisation of the Florentine families is 0.38 with the
//     isolated one and 0.44 without.
//   - Distances are numbers of ties. Where somebody is out of reach, closeness is
//     undefined; [Harmonic] is the measure for such graphs.
//   - What needs no direction (cores, points of articulation, constraint, components)
//     takes a directed graph as if it had none: a tie either way is a tie.
//
// # Answers
//
// Measures of the whole are a [stat.Result]: a value, or undefined with what is
// lacking. Nothing becomes 0 on its way. Figures per person are slices by number,
// where NaN is undefined.
//
// The same graph gives the same bits on any number of processors: work is cut into
// parts that depend on the graph alone, and sums are taken in their order.
//
// # Misleading alone
//
// Centralisation is 0 for an empty and for a perfectly even graph: an empty one is
// undefined here. Density falls as a graph grows. Constraint, cores and betweenness
// are read as status. A raw E-I index says more about the sizes of units than
// about people: [CrossingByChance] goes beside it.
package graph
