// Package ties tells who is tied to whom, as far as it may be told: who led work in which
// others took part, and who was asked for advice by whom. It is about what goes between
// circles; about a person it has no number.
//
// One rule holds for all that is made of it, table, picture and files: a tie is there only
// where its cell in the table of circles is shown. A cell is shown where at least measure.LeastActed people
// are on each side of it, and where no cell that is hidden could be worked out from it.
// So whoever counts the lines of the picture, or the rows of a file, learns nothing that the
// table does not say.
package ties
