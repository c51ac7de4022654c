package practice

// Template is circles, roles and guardrails after a published practice. It fills no seat:
// people take roles, are asked, or are elected.
type Template struct {
	ID         string            `json:"id"`
	Name       Text              `json:"name"`
	Size       Text              `json:"size"`
	Fact       Text              `json:"fact"`    // what sources say of where it comes from
	Ours       Text              `json:"ours"`    // what of it is not from there
	Sources    []string          `json:"sources"` // as they are called
	Circles    []TemplateCircle  `json:"circles"` // each after the one it is in
	Roles      []TemplateRole    `json:"roles"`
	Guardrails []TemplateLimit   `json:"guardrails"`
	Process    string            `json:"process"`           // how it decides where nothing else is said
	Processes  map[string]string `json:"process_by_circle"` // where a circle does so in another way
	Weeks      int               `json:"weeks"`             // how often it looks back
	Steps      []string          `json:"steps"`             // small steps that go well with it
	Statements []int             `json:"statements"`
}

// TemplateCircle is a circle of a template.
type TemplateCircle struct {
	Key     string `json:"key"`
	Parent  string `json:"parent"` // empty for the outermost
	Name    Text   `json:"name"`
	Purpose Text   `json:"purpose"`
}

// TemplateRole is a role of a template.
type TemplateRole struct {
	Key              string `json:"key"`
	Circle           string `json:"circle"`
	Leads            bool   `json:"leads"`  // holding it is leading the circle
	Formal           bool   `json:"formal"` // of the line organisation or the statutes
	TermDays         uint16 `json:"term_days"`
	Places           uint16 `json:"places"`
	Each             bool   `json:"each"` // everybody writes one of their own; it is laid in for nobody
	Name             Text   `json:"name"`
	Purpose          Text   `json:"purpose"`
	Accountabilities []Text `json:"accountabilities"`
	Domains          []Text `json:"domains"`
}

// TemplateLimit is a guardrail of a template.
type TemplateLimit struct {
	Circle    string `json:"circle"`
	Structure string `json:"structure"` // free or by_decision where it is about the structure
	Text      Text   `json:"text"`
}

// Circle returns one of its circles; nil for none.
func (t *Template) Circle(key string) *TemplateCircle {
	for i := range t.Circles {
		if t.Circles[i].Key == key {
			return &t.Circles[i]
		}
	}
	return nil
}

// Within reports whether a circle of it is another one or in it.
func (t *Template) Within(key, outer string) bool {
	for c := t.Circle(key); c != nil; c = t.Circle(c.Parent) {
		if c.Key == outer {
			return true
		}
	}
	return false
}

// Fits is the circle of it that a circle which is there already stands for, where nobody says
// otherwise: the outermost for a whole organisation; for a team, the only one inside that, else
// the outermost too.
func (t *Template) Fits(whole bool) string {
	inner := ""
	for i := range t.Circles {
		switch c := &t.Circles[i]; {
		case c.Parent == "":
		case inner != "":
			return t.Circles[0].Key
		default:
			inner = c.Key
		}
	}
	if whole || inner == "" {
		return t.Circles[0].Key
	}
	return inner
}
