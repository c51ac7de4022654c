package web

import "net/http"

// listOrganisations lists the organisations by their addresses, or goes to the only one.
// Anybody may ask: none of them is loaded for that.
func (s *server) listOrganisations(v *request) error {
	orgs, err := s.Service.Slugs(v.r.Context())
	if err != nil {
		return err
	}
	if len(orgs) == 1 {
		v.redirect("/" + orgs[0])
		return nil
	}
	return v.show(http.StatusOK, frontPage(v.shell(""), orgs))
}

// home is where people begin. The past, and whoever is nobody here, goes to the
// map.
func (s *server) home() http.Handler {
	page := s.placing(s.homePage)
	return s.page(func(v *request) error {
		if v.me.Person == 0 || v.r.URL.Query().Has("at") {
			v.redirect(address("/"+v.org.Slug+"/map", v.r.URL.Query()))
			return nil
		}
		if err := s.roomy(v); err != nil {
			return err
		}
		if err := s.readOwn(v); err != nil {
			return err
		}
		return page(v)
	})
}

func (v *request) redirect(to string) {
	v.w.Header().Set("Cache-Control", "no-store")
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
}
