package projection

import (
	"context"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service/search"
)

// claiming are the nouns of the kinds of act that change what is written about who decides.
var claiming = map[string]bool{"organisation": true, "circle": true, "role": true, "guardrail": true, "decision": true, "agreement": true}

// NewClaims returns the projection of what is written about who decides. Who holds a role
// is not in it: that is asked of the state.
func NewClaims() *ledger.Projection[*search.Claims] {
	return &ledger.Projection[*search.Claims]{
		Begin: func(_ context.Context, at ledger.Version) (*search.Claims, error) {
			return search.NewClaims(at.State), nil
		},
		Next: func(_ context.Context, was *search.Claims, at ledger.Version, acts []org.Entry) (*search.Claims, error) {
			for i := range acts {
				act := acts[i].Act
				if claiming[org.KindOf(act).Noun()] || org.EffectOf(act).Redacted != 0 {
					return was.Of(at.State), nil
				}
			}
			return was.As(at.State), nil
		},
	}
}
