package rustteam

import (
	"os"
	"testing"

	"orpheus/imports/source"
	"orpheus/imports/source/sourcetest"
)

// The fixture holds every oddity of the format; what is to become of each is
// in the golden file, which was read line by line when it was made.
func TestFixture(t *testing.T) {
	s, err := Read(os.DirFS("testdata/lantern"))
	if err != nil {
		t.Fatal(err)
	}
	sourcetest.Golden(t, s, "testdata/lantern.golden")

	met := sourcetest.Codes(s)
	for _, code := range []string{
		source.CodeSyntax, source.CodeEncoding, source.CodeWrongType, source.CodeNotText, source.CodeSingle,
		source.CodeLong, source.CodeComputed, source.CodeNoPeople, source.CodeKind, source.CodeNoName,
		source.CodeFileName, source.CodeSameCircle, source.CodeUnknownParent, source.CodeMarkerParent,
		source.CodeArchivedParent, source.CodeSelfParent, source.CodeCycle, source.CodeSecondParent,
		source.CodeUnknownChild, source.CodePlaceholder, source.CodeSamePerson, source.CodeSameRole,
		source.CodeUnknownRole, source.CodeReservedRole, source.CodeNoFile, source.CodeNoHandle,
		source.CodeBadID, source.CodeSameID, source.CodeSameHandle,
	} {
		if !met[code] {
			t.Errorf("the fixture has no %s", code)
		}
	}
}
