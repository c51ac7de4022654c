package records

import (
	"crypto/hmac"
	"crypto/sha256"
)

// Forgotten is what is kept of the key of somebody who was erased: its HMAC-SHA-256
// under a secret of the store that kept it first.
type Forgotten struct {
	Secret []byte `json:"secret"`
	Mac    []byte `json:"mac"`
}

// Mac hashes a key with a secret of a store: without it nobody can tell whose key it was.
func Mac(secret []byte, key string) []byte {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte(key))
	return h.Sum(nil)
}

// ForgottenOf are those of some keys that are among what is kept. Each key is hashed once for
// each secret there is, however many were erased.
func ForgottenOf(all []Forgotten, keys ...string) map[string]bool {
	known := map[string]map[string]bool{} // macs by secret
	for _, f := range all {
		if known[string(f.Secret)] == nil {
			known[string(f.Secret)] = map[string]bool{}
		}
		known[string(f.Secret)][string(f.Mac)] = true
	}
	out := map[string]bool{}
	for secret, macs := range known {
		for _, k := range keys {
			if k != "" && macs[string(Mac([]byte(secret), k))] {
				out[k] = true
			}
		}
	}
	return out
}
