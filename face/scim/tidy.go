package scim

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// tidy rewrites what directories send beside the standard into what the standard has: truth as
// a text ("False"), operations in other cases, names with points in one value. It reports
// whether the request goes on.
func tidy(w http.ResponseWriter, r *http.Request) bool {
	if r.Method != http.MethodPost && r.Method != http.MethodPut && r.Method != http.MethodPatch {
		return true
	}
	b, err := io.ReadAll(r.Body)
	if err != nil {
		say(w, http.StatusRequestEntityTooLarge, "The request is larger than 1 MB. Nothing was changed.")
		return false
	}
	var body map[string]any
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if d.Decode(&body) != nil || body == nil {
		say(w, http.StatusBadRequest, "The request is no JSON object. Nothing was changed.")
		return false
	}
	truths(body)
	if operations, ok := field(body, "Operations").([]any); ok && r.Method == http.MethodPatch {
		var all []any
		for _, one := range operations {
			if o, ok := one.(map[string]any); ok {
				all = append(all, tidyOperation(o))
			} else {
				all = append(all, one)
			}
		}
		for k := range body {
			if strings.EqualFold(k, "Operations") {
				delete(body, k)
			}
		}
		body["Operations"] = all
	}
	b, err = json.Marshal(body)
	if err != nil {
		say(w, http.StatusBadRequest, "The request cannot be read. Nothing was changed.")
		return false
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(b)), int64(len(b))
	return true
}

// field is a member of an object, in whatever case its name is written.
func field(o map[string]any, name string) any {
	for k, v := range o {
		if strings.EqualFold(k, name) {
			return v
		}
	}
	return nil
}

// truths are the names of what is true or false.
func isTruth(name string) bool {
	return strings.EqualFold(name, "active") || strings.EqualFold(name, "primary") || strings.HasSuffix(strings.ToLower(name), ".primary")
}

func truth(v any) any {
	if text, ok := v.(string); ok {
		if is, err := strconv.ParseBool(strings.ToLower(strings.TrimSpace(text))); err == nil {
			return is
		}
	}
	return v
}

// truths makes a truth of what is written as a text, anywhere in an object.
func truths(v any) {
	switch v := v.(type) {
	case map[string]any:
		for k, one := range v {
			if isTruth(k) {
				v[k] = truth(one)
			}
			truths(one)
		}
	case []any:
		for _, one := range v {
			truths(one)
		}
	}
}

// tidyOperation rewrites one operation of a PATCH.
func tidyOperation(o map[string]any) map[string]any {
	out := map[string]any{}
	for k, v := range o {
		out[strings.ToLower(k)] = v
	}
	if op, ok := out["op"].(string); ok {
		out["op"] = strings.ToLower(op)
	}
	path, _ := out["path"].(string)
	if isTruth(path) {
		if list, ok := out["value"].([]any); ok && len(list) == 1 { // some wrap one value in a list
			if o, ok := list[0].(map[string]any); ok {
				out["value"] = o["value"]
			}
		}
		out["value"] = truth(out["value"])
	}
	if path == "" {
		delete(out, "path")
		if values, ok := out["value"].(map[string]any); ok {
			out["value"] = unfold(values)
		}
	}
	return out
}

// unfold makes "name.givenName" in a value what it means.
func unfold(values map[string]any) map[string]any {
	out := map[string]any{}
	for k, v := range values {
		if strings.HasPrefix(strings.ToLower(k), "urn:") {
			continue // of extensions nothing is kept
		}
		whole, part, dotted := strings.Cut(k, ".")
		if !dotted {
			out[k] = v
			continue
		}
		inner, ok := out[whole].(map[string]any)
		if !ok {
			inner = map[string]any{}
			out[whole] = inner
		}
		inner[part] = v
	}
	return out
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
