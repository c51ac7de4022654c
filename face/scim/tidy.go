package scim

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"orpheus/face/scim/sent"
)

// tidy has a request hold what the standard has, and reports whether it goes on.
func tidy(w http.ResponseWriter, r *http.Request) bool {
	if r.Method != http.MethodPost && r.Method != http.MethodPut && r.Method != http.MethodPatch {
		return true
	}
	b, err := io.ReadAll(r.Body)
	if err != nil {
		say(w, http.StatusRequestEntityTooLarge, "The request is larger than 1 MB. Nothing was changed.")
		return false
	}
	b, err = sent.Tidy(b, r.Method == http.MethodPatch)
	if errors.Is(err, sent.ErrNoObject) {
		say(w, http.StatusBadRequest, "The request is no JSON object. Nothing was changed.")
		return false
	}
	if err != nil {
		say(w, http.StatusBadRequest, "The request cannot be read. Nothing was changed.")
		return false
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(b)), int64(len(b))
	return true
}

// say answers with an error of the standard.
func say(w http.ResponseWriter, status int, detail string) {
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"schemas": []string{"urn:ietf:params:scim:api:messages:2.0:Error"}, "status": strconv.Itoa(status), "detail": detail})
}

func tooOften(w http.ResponseWriter, wait time.Duration) {
	w.Header().Set("Retry-After", strconv.Itoa(int(wait/time.Second)+1))
	say(w, http.StatusTooManyRequests, "Too many requests in a short while. Nothing was changed.")
}
