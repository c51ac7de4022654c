package hook

import (
	"html"
	"strings"

	"github.com/go-json-experiment/json"

	"orpheus/service"
)

// The shapes in which the incoming hooks of chats take a message, each as its makers
// document it.
type (
	// Slack: text for notices, blocks for the message itself.
	slackMessage struct {
		Text   string       `json:"text"`
		Blocks []slackBlock `json:"blocks"`
	}
	slackBlock struct {
		Type string    `json:"type"`
		Text slackText `json:"text"`
	}
	slackText struct {
		Type string `json:"type"`
		Text string `json:"text"`
	}

	// Mattermost: Markdown.
	textMessage struct {
		Text string `json:"text"`
	}

	// Matrix, by the generic hooks of Hookshot: plain text, and the same as HTML.
	matrixMessage struct {
		Text string `json:"text"`
		HTML string `json:"html"`
	}

	// Teams, by a workflow that posts a card: an adaptive card in an attachment.
	teamsMessage struct {
		Type        string            `json:"type"`
		Attachments []teamsAttachment `json:"attachments"`
	}
	teamsAttachment struct {
		Type    string    `json:"contentType"`
		Content teamsCard `json:"content"`
	}
	teamsCard struct {
		Schema  string       `json:"$schema"`
		Type    string       `json:"type"`
		Version string       `json:"version"`
		Body    []teamsBlock `json:"body"`
	}
	teamsBlock struct {
		Type    string      `json:"type"`
		Inlines []teamsText `json:"inlines"`
	}
	teamsText struct {
		Type   string       `json:"type"`
		Text   string       `json:"text"`
		Weight string       `json:"weight,omitzero"`
		Size   string       `json:"size,omitzero"`
		Opens  *teamsAction `json:"selectAction,omitzero"`
	}
	teamsAction struct {
		Type string `json:"type"`
		URL  string `json:"url"`
	}
)

// chat writes a digest, or a trial, in the shape of the chat that listens.
func (s *Sender) chat(h *service.Hook, m *service.HookMessage) ([]byte, error) {
	d := s.digest(h, m)
	return d.shaped(h.Kind)
}

// shaped is a digest as a kind of chat takes it.
func (d *digest) shaped(kind service.HookKind) ([]byte, error) {
	var v any
	switch kind {
	case service.HookSlack:
		v = d.slack()
	case service.HookTeams:
		v = d.teams()
	case service.HookMatrix:
		v = matrixMessage{d.text(bare), d.html()}
	default:
		v = textMessage{"#### " + d.text(markdown)}
	}
	return json.Marshal(v, json.Deterministic(true))
}

// all are the lines below the title.
func (d *digest) all() [][]piece {
	if len(d.More) > 0 {
		return append(d.Lines[:len(d.Lines):len(d.Lines)], d.More)
	}
	return d.Lines
}

// say is a line, each of its pieces by one rule.
func say(line []piece, as func(piece) string) string {
	var b strings.Builder
	for _, p := range line {
		b.WriteString(as(p))
	}
	return b.String()
}

// text is the title and a list.
func (d *digest) text(as func(piece) string) string {
	out := as(d.Title) + "\n"
	for _, line := range d.all() {
		out += "\n- " + say(line, as)
	}
	return out
}

// bare is a text as it is: it calls nobody.
func bare(p piece) string { return calm(p.Text) }

// calm has a text on one line call nobody: chats send a notice to whoever is named after
// an @, and to everybody in the room after some.
func calm(text string) string {
	return strings.ReplaceAll(strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }), " "), "@", "@\u200b")
}

var (
	inMarkdown = escaped("\\`*_{}[]()#+-.!|~<>")
	inSlack    = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	inLabel    = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "|", "¦")
)

// escaped puts a backslash before each of some signs.
func escaped(signs string) *strings.Replacer {
	var pairs []string
	for _, r := range signs {
		pairs = append(pairs, string(r), `\`+string(r))
	}
	return strings.NewReplacer(pairs...)
}

func markdown(p piece) string {
	text := inMarkdown.Replace(calm(p.Text))
	if p.Href == "" {
		return text
	}
	return "[" + text + "](" + p.Href + ")"
}

func mrkdwn(p piece) string {
	if p.Href == "" {
		return inSlack.Replace(calm(p.Text))
	}
	return "<" + p.Href + "|" + inLabel.Replace(calm(p.Text)) + ">"
}

// mostBlock is how much a block of Slack takes, in bytes, and less.
const mostBlock = 2800

// slack gathers lines into as few blocks as take them.
func (d *digest) slack() slackMessage {
	m := slackMessage{Text: inSlack.Replace(calm(d.Title.Text))}
	block := "*" + mrkdwn(d.Title) + "*"
	flush := func() {
		m.Blocks = append(m.Blocks, slackBlock{"section", slackText{"mrkdwn", block}})
	}
	for _, line := range d.all() {
		next := "• " + say(line, mrkdwn)
		if len(block)+len(next) > mostBlock {
			flush()
			block = next
			continue
		}
		block += "\n" + next
	}
	flush()
	return m
}

// teams has each line as texts that are taken as they are, whatever signs are in them.
func (d *digest) teams() teamsMessage {
	text := func(p piece) teamsText {
		t := teamsText{Type: "TextRun", Text: calm(p.Text)}
		if p.Href != "" {
			t.Opens = &teamsAction{"Action.OpenUrl", p.Href}
		}
		return t
	}
	head := text(d.Title)
	head.Weight, head.Size = "Bolder", "Medium"
	body := []teamsBlock{{"RichTextBlock", []teamsText{head}}}
	for _, line := range d.all() {
		block := teamsBlock{"RichTextBlock", []teamsText{{Type: "TextRun", Text: "• "}}}
		for _, p := range line {
			block.Inlines = append(block.Inlines, text(p))
		}
		body = append(body, block)
	}
	card := teamsCard{"http://adaptivecards.io/schemas/adaptive-card.json", "AdaptiveCard", "1.4", body}
	return teamsMessage{"message", []teamsAttachment{{"application/vnd.microsoft.card.adaptive", card}}}
}

func (d *digest) html() string {
	as := func(p piece) string {
		text := html.EscapeString(calm(p.Text))
		if p.Href == "" {
			return text
		}
		return `<a href="` + html.EscapeString(p.Href) + `">` + text + "</a>"
	}
	out := "<h4>" + as(d.Title) + "</h4><ul>"
	for _, line := range d.all() {
		out += "<li>" + say(line, as) + "</li>"
	}
	return out + "</ul>"
}
