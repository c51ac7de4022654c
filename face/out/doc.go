// Package out writes what an organisation takes along: its structure as a workbook or as
// tables that import again, its map as a picture for a wall, what it decided and agreed as
// tables and as a book, and all of that as Markdown.
//
// Everything is made of a service.Look, so it holds what its visitor may see and no more. Pages
// and the command line write the same files.
package out
