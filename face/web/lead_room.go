package web

// The room to lead one more is private: only its owner ever sees it.

// roomy finds out whether the one who looks has room.
func (s *server) roomy(v *request) error {
	v.room = true
	if v.me.Person == 0 {
		return nil
	}
	room, err := s.Identity.HasRoom(v.r.Context(), v.org.Slug, v.me.Person)
	v.room = room
	return err
}

// setRoom keeps what the one who asks says about their room.
func (s *server) setRoom(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	if err := s.Identity.SetRoom(v.r.Context(), v.org.Slug, v.me.Person, v.r.PostForm.Get("room") == "on"); err != nil {
		return err
	}
	v.redirect("/" + v.org.Slug + "#mine")
	return nil
}
