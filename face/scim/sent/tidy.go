package sent

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
)

// ErrNoObject is a request that is no JSON object.
var ErrNoObject = errors.New("the request is no JSON object")

// Tidy rewrites what directories send beside the standard into what the standard has: truth as
// a text ("False"), and of a PATCH operations in other cases, names with points in one value.
func Tidy(b []byte, patch bool) ([]byte, error) {
	var body map[string]any
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if d.Decode(&body) != nil || body == nil {
		return nil, ErrNoObject
	}
	truths(body)
	if operations, ok := field(body, "Operations").([]any); ok && patch {
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
	return json.Marshal(body)
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
