package assistant

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"orpheus/identity"
)

// resource says who gives grants for an organisation (RFC 9728).
func (d *door) resource(w http.ResponseWriter, r *http.Request) {
	slug := r.PathValue("org")
	d.tell(w, r, map[string]any{
		"resource": Resource(d.Identity.URL, slug), "authorization_servers": []string{d.Identity.URL + "/" + slug},
		"scopes_supported": identity.Scopes(), "bearer_methods_supported": []string{"header"},
	})
}

// server says how a grant is asked for (RFC 8414): by a code with PKCE, by an assistant that a document
// at its own address describes.
func (d *door) server(w http.ResponseWriter, r *http.Request) {
	at := d.Identity.URL + "/" + r.PathValue("org")
	d.tell(w, r, map[string]any{
		"issuer": at, "authorization_endpoint": at + "/assistants/authorize", "token_endpoint": at + "/assistants/token",
		"response_types_supported": []string{"code"}, "grant_types_supported": []string{"authorization_code", "refresh_token"},
		"code_challenge_methods_supported": []string{"S256"}, "token_endpoint_auth_methods_supported": []string{"none"},
		"scopes_supported": identity.Scopes(), "client_id_metadata_document_supported": true, "authorization_response_iss_parameter_supported": true,
	})
}

func (d *door) tell(w http.ResponseWriter, r *http.Request, what any) {
	if _, err := d.Service.Organisation(r.Context(), r.PathValue("org")); err != nil {
		http.NotFound(w, r)
		return
	}
	answer(w, http.StatusOK, what)
}

func answer(w http.ResponseWriter, status int, what any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(what)
}

// largestForm is how large a request for a token may be.
const largestForm = 16 << 10

// token makes grants of codes, and the next ones of what renews them.
func (d *door) token(w http.ResponseWriter, r *http.Request) {
	if !d.heard(w, r) {
		return
	}
	refuse := func(why string) { answer(w, http.StatusBadRequest, map[string]string{"error": why}) }
	r.Body = http.MaxBytesReader(w, r.Body, largestForm)
	if err := r.ParseForm(); err != nil || r.URL.RawQuery != "" {
		refuse("invalid_request")
		return
	}
	for _, values := range r.PostForm {
		if len(values) != 1 {
			refuse("invalid_request")
			return
		}
	}
	slug, f := r.PathValue("org"), r.PostForm
	var got identity.Granted
	var err error
	switch f.Get("grant_type") {
	case "authorization_code":
		got, err = d.Identity.Exchange(r.Context(), slug, f.Get("code"), f.Get("client_id"), f.Get("redirect_uri"), f.Get("code_verifier"), f.Get("resource"))
	case "refresh_token":
		got, err = d.Identity.Renew(r.Context(), slug, f.Get("refresh_token"), f.Get("client_id"), f.Get("resource"))
	default:
		refuse("unsupported_grant_type")
		return
	}
	if errors.Is(err, identity.ErrGrant) {
		refuse("invalid_grant")
		return
	}
	if err != nil {
		d.failed(w, r, err)
		return
	}
	var scopes []string
	for _, s := range got.Scopes {
		scopes = append(scopes, string(s))
	}
	answer(w, http.StatusOK, map[string]any{
		"access_token": got.Access, "token_type": "Bearer", "expires_in": int(identity.GrantFor / time.Second), "refresh_token": got.Renewal, "scope": strings.Join(scopes, " "),
	})
}
