package storetest

import (
	"testing"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// adas is a picture that Ada adds, and bos a document of Bo's.
var (
	adas = records.File{Key: "k1", By: 1, At: 3, Kind: "image/png", Name: "Ø.png", Width: 4, Height: 2, Body: []byte("large\x00"), Small: []byte("small")}
	bos  = records.File{Key: "k2", By: 2, At: 4, Kind: "application/pdf", Name: "b.pdf", Body: []byte("pdf")}
)

// told is a file as it is told of, once it came with words.
func toldOf(f records.File, a records.Attached) records.File {
	f.Size, f.Body, f.Small = len(f.Body), nil, nil
	f.ID, f.Key, f.At, f.About = a.ID, "", a.At, a.About
	return f
}

// files gives an organisation people and two files that wait, and attaches them.
func filed(t *testing.T, s Store, slug string) ledger.Head {
	t.Helper()
	head := people(t, s, slug)
	must(t, s.AddFile(t.Context(), slug, adas))
	must(t, s.AddFile(t.Context(), slug, bos))
	b := ledger.Batch{Slug: slug, Before: head, Rows: Rows(head, 1, "files"), Records: records.Changes{Attached: []records.Attached{
		{ID: 1, Key: "k1", By: 1, At: 9, About: "Two lists"}, {ID: 2, Key: "k2", By: 2, At: 9}, {ID: 3, Key: "k2", By: 1, At: 9}, {ID: 4, Key: "none", By: 1, At: 9},
	}}}
	must(t, s.Append(t.Context(), b))
	return b.Last()
}

// hasFiles checks which files there are.
func hasFiles(t *testing.T, s Store, slug string, want ...records.File) {
	t.Helper()
	all, err := s.FilesBy(t.Context(), slug, 0)
	must(t, err)
	equal(t, "files", append([]records.File{}, all...), append([]records.File{}, want...))
	by, err := s.Files(t.Context(), slug, 0, 1, 2, 3, 7, 99)
	must(t, err)
	some := map[org.FileID]records.File{}
	for _, f := range want {
		some[f.ID] = f
	}
	equal(t, "files by number", by, some)
}

// What waits is only for whoever added it; with words it gets its number, once.
func files(t *testing.T, s Store) {
	people(t, s, "other")
	must(t, s.AddFile(t.Context(), "other", adas))
	first, second := toldOf(adas, records.Attached{ID: 1, At: 9, About: "Two lists"}), toldOf(bos, records.Attached{ID: 2, At: 9})
	filed(t, s, "linde")
	hasFiles(t, s, "linde", first, second)
	hasFiles(t, s, "other")
	waits, err := s.Waiting(t.Context(), "other", 1, "k1", "k2")
	must(t, err)
	told := toldOf(adas, records.Attached{At: 3})
	told.Key = "k1"
	equal(t, "waiting", waits, map[string]records.File{"k1": told})
	for _, by := range []org.PersonID{2, 1} {
		waits, err = s.Waiting(t.Context(), "linde", by, "k1", "k2")
		must(t, err)
		equal(t, "waiting still", len(waits), 0)
	}
	mine, err := s.FilesBy(t.Context(), "linde", 2)
	must(t, err)
	equal(t, "of one", mine, []records.File{second})
	f, found, err := s.FileBody(t.Context(), "linde", 1)
	must(t, err)
	equal(t, "found", found, true)
	equal(t, "bodies", string(f.Body)+"|"+string(f.Small), "large\x00|small")
	for _, id := range []org.FileID{0, 3, 99} {
		_, found, err = s.FileBody(t.Context(), "linde", id)
		must(t, err)
		equal(t, "found", found, false)
	}
	room, err := s.Room(t.Context(), "linde")
	must(t, err)
	equal(t, "room", room, int64(len("large\x00small")+len("pdf")))
	must(t, s.PutFile(t.Context(), "linde", records.File{ID: 1, By: 2, Kind: "x", Body: []byte("other")})) // it stays as it is
	must(t, s.PutFile(t.Context(), "linde", records.File{ID: 7, By: 2, At: 5, Kind: "text/plain", Name: "c.txt", Body: []byte("c")}))
	hasFiles(t, s, "linde", first, second, records.File{ID: 7, By: 2, At: 5, Kind: "text/plain", Name: "c.txt", Size: 1})
}

// What waits goes when it is dropped, after a while, and with its person; what came with
// words goes when these are taken back, and with its person unless their texts are kept.
func filesGo(t *testing.T, s Store) {
	head := filed(t, s, "linde")
	filed(t, s, "other")
	second := toldOf(bos, records.Attached{ID: 2, At: 9})
	waiting := func(n int) {
		t.Helper()
		left := 0
		for _, by := range []org.PersonID{1, 2} {
			w, err := s.Waiting(t.Context(), "linde", by, "w1", "w2", "w3")
			must(t, err)
			left += len(w)
		}
		equal(t, "waiting", left, n)
	}
	for i, key := range []string{"w1", "w2", "w3"} {
		f := adas
		f.Key, f.At, f.By = key, org.Time(10*i), org.PersonID(1+i%2)
		must(t, s.AddFile(t.Context(), "linde", f))
	}
	must(t, s.DropWaiting(t.Context(), "linde", 1, "w2", "none"))
	waiting(3)
	must(t, s.DropWaiting(t.Context(), "linde", 2, "w2"))
	waiting(2)
	must(t, s.Sweep(t.Context(), 20))
	waiting(1)
	before, err := s.Version(t.Context(), "linde")
	must(t, err)
	b := ledger.Batch{Slug: "linde", Before: head, Rows: Rows(head, 1, "back"), Records: records.Changes{DroppedFiles: []org.FileID{1, 0, 99}}}
	must(t, s.Append(t.Context(), b))
	hasFiles(t, s, "linde", second)
	after, err := s.Version(t.Context(), "linde")
	must(t, err)
	equal(t, "the version went up", after > before, true)
	must(t, s.Amend(t.Context(), "linde", records.Changes{Erasures: []records.Erasure{{Person: 1}}}))
	waiting(0)
	must(t, s.Amend(t.Context(), "linde", records.Changes{Erasures: []records.Erasure{{Person: 2, KeepTexts: true}}}))
	hasFiles(t, s, "linde", second)
	must(t, s.Amend(t.Context(), "other", records.Changes{Erasures: []records.Erasure{{Person: 2}}}))
	hasFiles(t, s, "other", toldOf(adas, records.Attached{ID: 1, At: 9, About: "Two lists"}))
}

// A photo is one, and goes with whoever leaves.
func photos(t *testing.T, s Store) {
	people(t, s, "other")
	people(t, s, "linde")
	set := func(slug string, p records.Photo) {
		t.Helper()
		must(t, s.Amend(t.Context(), slug, records.Changes{Photos: []records.Photo{p}}))
	}
	has := func(slug string, want map[org.PersonID]org.Time) {
		t.Helper()
		all, err := s.Photos(t.Context(), slug)
		must(t, err)
		equal(t, "photos", all, want)
	}
	one := func(p org.PersonID, at org.Time, body string) records.Photo {
		return records.Photo{Person: p, At: at, Kind: "image/jpeg", Body: []byte(body), Small: []byte("s" + body)}
	}
	has("linde", map[org.PersonID]org.Time{})
	version, err := s.Version(t.Context(), "linde")
	must(t, err)
	set("linde", one(1, 5, "first"))
	set("linde", one(1, 6, "second"))
	set("linde", one(2, 7, "bo"))
	set("other", one(1, 8, "there"))
	has("linde", map[org.PersonID]org.Time{1: 6, 2: 7})
	now, err := s.Version(t.Context(), "linde")
	must(t, err)
	equal(t, "versions", now, version+3)
	p, found, err := s.Photo(t.Context(), "linde", 1)
	must(t, err)
	equal(t, "found", found, true)
	equal(t, "photo", p, one(1, 6, "second"))
	set("linde", records.Photo{Person: 2})
	has("linde", map[org.PersonID]org.Time{1: 6})
	set("linde", one(10, 7, "cy"))
	must(t, s.Amend(t.Context(), "linde", records.Changes{Left: []org.PersonID{1}}))
	has("linde", map[org.PersonID]org.Time{10: 7})
	must(t, s.Amend(t.Context(), "linde", records.Changes{Erasures: []records.Erasure{{Person: 10, KeepTexts: true}}}))
	has("linde", map[org.PersonID]org.Time{})
	has("other", map[org.PersonID]org.Time{1: 8})
	_, found, err = s.Photo(t.Context(), "linde", 1)
	must(t, err)
	equal(t, "found", found, false)
}
