package k8ssigs

import (
	"os"
	"testing"

	"orpheus/imports/source"
	"orpheus/imports/source/sourcetest"
)

// The fixture holds every oddity of the format; what is to become of each is
// in the golden file, which was read line by line when it was made.
func TestFixture(t *testing.T) {
	f, err := os.Open("testdata/lantern.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, err := Read("sigs.yaml", f)
	if err != nil {
		t.Fatal(err)
	}
	sourcetest.Golden(t, s, "testdata/lantern.golden")

	met := sourcetest.Codes(s)
	for _, code := range []string{
		source.CodeWrongType, source.CodeSingle, source.CodeTwice, source.CodeSection, source.CodeUnexpected,
		source.CodeNoName, source.CodeSameCircle, source.CodeUnknownParent, source.CodeSecondParent,
		source.CodePlaceholder, source.CodeSamePerson, source.CodeNoHandle, source.CodeNameVaries,
	} {
		if !met[code] {
			t.Errorf("the fixture has no %s", code)
		}
	}
}
