package view

import "orpheus/org"

// Entry is one act as it happened.
type Entry struct {
	Seq   uint64        `json:"seq" doc:"its number in the log; the version it leads to"`
	At    org.Time      `json:"at" doc:"when"`
	By    *org.PersonID `json:"by" nullable:"true" doc:"who did it; null where nobody did it in person"`
	Face  string        `json:"face" doc:"the way it came in: operator, web, api, assistant, import, clock or rule"`
	Cause uint64        `json:"cause,omitzero" doc:"number of the act that entailed it"`
	Kind  string        `json:"kind" doc:"kind of act, as lead.take"`
	Act   org.Act       `json:"act" doc:"its fields; prose as the number of the text"`
}

// EntryOf returns an entry of the log in that form.
func EntryOf(e org.Entry) Entry {
	out := Entry{Seq: e.Seq, At: e.At, Face: e.Face.String(), Cause: e.Cause, Kind: org.NameOf(e.Act), Act: e.Act}
	if e.By != 0 {
		out.By = &e.By
	}
	return out
}

// DoneOf returns what came of an act.
func DoneOf(version uint64, repeated bool, entries []org.Entry) Done {
	out := Done{Version: version, Repeated: repeated, Acts: []Entry{}}
	for _, e := range entries {
		out.Acts = append(out.Acts, EntryOf(e))
	}
	return out
}

// Done is what came of an act that somebody asked for.
type Done struct {
	Version  uint64  `json:"version" doc:"version of the organisation after it"`
	Repeated bool    `json:"repeated" doc:"it was done before, with the same key: these are the acts of then"`
	Acts     []Entry `json:"acts" doc:"the act and what it entailed"`
}
