package web

import (
	"strconv"
	"strings"

	"orpheus/identity"
	"orpheus/org"
)

// wasCookie says by which sessions this browser is in, organisation by organisation. The cookies
// of sessions do not come to the pages of signing in; and what is here lets nobody in: it names
// sessions by what their own person sees.
const wasCookie = "orpheus_was"

// mostWas is in how many organisations a browser is remembered to be.
const mostWas = 10

// endBefore ends the session that this browser had in an organisation, now that there is another.
func (s *server) endBefore(v *request, e identity.Entered) {
	kept := []string{strings.Join([]string{e.Org, e.Person.String(), e.Hash.ID()}, ":")}
	for one := range strings.SplitSeq(v.jar.get(v.r, wasCookie), "|") {
		part := strings.Split(one, ":")
		if len(part) != 3 {
			continue
		}
		if part[0] != e.Org {
			if len(kept) < mostWas {
				kept = append(kept, one)
			}
			continue
		}
		p, err := strconv.ParseUint(strings.TrimPrefix(part[1], "P"), 10, 32)
		if err == nil {
			err = s.Identity.Replace(v.r.Context(), org.PersonID(p), part[2], e.Session)
		}
		if err != nil {
			s.Log.WarnContext(v.r.Context(), "a session of before could not be ended", "error", err)
		}
	}
	v.jar.set(v.w, v.r, wasCookie, strings.Join(kept, "|"), "/signin", cookieFor)
}
