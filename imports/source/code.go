package source

// The codes of oddities. A code never changes its meaning; What may be worded
// better. Readers use no others.
const (
	// Histories.
	CodeAhead   = "commit-ahead"  // dated later than now
	CodeBehind  = "commit-behind" // dated before what was imported last
	CodeShallow = "shallow-clone" // what was before is not there

	// Files and documents.
	CodeSyntax     = "invalid-syntax"    // cannot be parsed
	CodeEncoding   = "not-utf8"          // is not UTF-8 text
	CodeTooLarge   = "too-large"         // is larger than any real file of the format
	CodeUnreadable = "unreadable"        // could not be read at all
	CodeNotAFile   = "not-a-file"        // a folder or link where a file belongs
	CodeNoFolder   = "missing-folder"    // a folder of the format is not there
	CodeDocument   = "further-document"  // more than one document in a file
	CodeSection    = "unknown-section"   // a section the format does not know
	CodeWrongType  = "wrong-type"        // a field is not of its type
	CodeNotText    = "not-text"          // a number where text belongs
	CodeSingle     = "single-entry"      // one thing where a list belongs, or a map
	CodeTwice      = "duplicate-field"   // a field is there twice
	CodeLong       = "too-long"          // a name or purpose was cut
	CodeComputed   = "computed-members"  // members given by a rule, not by name
	CodeNoPeople   = "missing-people"    // says nothing about who takes part
	CodeUnexpected = "unexpected-field"  // a field that means nothing there
	CodeField      = "unknown-field"     // a field the format does not know
	CodeEmpty      = "empty"             // there is nothing in it
	CodeKind       = "unknown-kind"      // a kind the format does not know
	CodeNoName     = "missing-name"      // no name where there must be one
	CodeFileName   = "file-name-differs" // the file is called otherwise than what it describes

	CodeHeader   = "above-header"    // rows above the names of the columns
	CodeColumn   = "unknown-column"  // a column nobody knows
	CodeSheet    = "unknown-sheet"   // a sheet that is none of the tables
	CodeDate     = "invalid-date"    // no day, month or year
	CodeSpan     = "impossible-span" // it ends before it begins
	CodeWord     = "unknown-word"    // not one of the words a column may have
	CodeNoCircle = "missing-circle"  // a row without a circle
	CodeSameRow  = "duplicate-row"   // the same is there twice
	CodeNoLead   = "no-lead"         // no role leads
	CodeTermOver = "term-over"       // the planned end is past

	// Circles.
	CodeUnlisted       = "unlisted-circle"
	CodeClosed         = "closed-circle" // somebody has a seat in a circle that ended
	CodeDeep           = "too-deep"      // more circles around it than there may be
	CodeSameCircle     = "duplicate-circle"
	CodeUnknownParent  = "unknown-parent"
	CodeMarkerParent   = "marker-parent"   // the parent is a computed set, no circle
	CodeArchivedParent = "archived-parent" // the parent no longer exists
	CodeSelfParent     = "self-parent"
	CodeCycle          = "parent-cycle"
	CodeSecondParent   = "second-parent" // two claim it where one can
	CodeUnknownChild   = "unknown-child"

	// Roles and people.
	CodePlaceholder  = "placeholder"      // a place marked as open
	CodeSamePerson   = "duplicate-person" // twice in one list
	CodeSameRole     = "duplicate-role"
	CodeUnknownRole  = "unknown-role"
	CodeReservedRole = "reserved-role"  // a role named like one of the format's own
	CodeNoFile       = "no-person-file" // a handle nothing more is known of
	CodeNoHandle     = "no-handle"      // a person without a handle
	CodeBadID        = "invalid-id"
	CodeSameID       = "duplicate-id"
	CodeSameHandle   = "duplicate-handle"
	CodeNameVaries   = "name-varies" // one person under several names
	CodePlaces       = "too-many"    // more hold a role than it has places
)
