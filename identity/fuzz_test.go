package identity

import "testing"

// FuzzSealed: whatever stands where a password should, in the store or in what was restored, lets
// nobody in and takes no more memory or time than a password does.
func FuzzSealed(f *testing.F) {
	f.Add(decoy, "vroege vogels 7")
	f.Add("$argon2id$v=19$m=4294967295,t=4294967295,p=255$AAAA$AAAA", "x")
	f.Add("$argon2id$v=19$m=8,t=1,p=1$$", "")
	f.Fuzz(func(t *testing.T, sealed, password string) {
		if verify(sealed, password) {
			t.Errorf("%q lets somebody in by %q", sealed, password)
		}
	})
}
