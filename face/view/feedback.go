package view

import "orpheus/org"

// Feedback is what two people write to each other about one piece of leading, as one of them may
// know it: before both wrote it has nothing of the other.
type Feedback struct {
	ID       string           `json:"id"`
	About    string           `json:"about" doc:"the initiative, decision or role, by its id"`
	With     org.PersonID     `json:"with"`
	ByMe     bool             `json:"by_me" doc:"you asked"`
	State    string           `json:"state" enum:"write,wrote,declined,open,returned" doc:"as far as you may know it: whether the other wrote it tells only once both did"`
	Asked    *org.Time        `json:"asked" nullable:"true"`
	Until    *org.Time        `json:"until" nullable:"true" doc:"the last moment to write"`
	Opened   *org.Time        `json:"opened" nullable:"true" doc:"since when you both read it"`
	Mine     *FeedbackWords   `json:"mine,omitzero" doc:"what you wrote; absent where you wrote nothing"`
	Theirs   *FeedbackWords   `json:"theirs,omitzero" doc:"what the other wrote; absent before both did"`
	OnMine   []FeedbackPrompt `json:"on_mine" doc:"which of their answers you want to show on your page, and which they agree to"`
	OnTheirs []FeedbackPrompt `json:"on_theirs" doc:"which of your answers they want to show on theirs, and which you agree to"`
}

// FeedbackWords are the answers of one of the two.
type FeedbackWords struct {
	Helped string `json:"helped" doc:"what helped"`
	More   string `json:"more" doc:"what would help more"`
	Take   string `json:"take" doc:"what whoever wrote it takes from it"`
}

// FeedbackPrompt is whether one answer may stand on a page: both have to want it.
type FeedbackPrompt struct {
	Prompt string `json:"prompt" enum:"helped,more,take"`
	Asked  bool   `json:"asked" doc:"by whoever received it"`
	Agreed bool   `json:"agreed" doc:"by whoever wrote it"`
}

// FeedbackPrompts are the names of the prompts, in their order.
var FeedbackPrompts = [3]string{"helped", "more", "take"}

// FeedbackList is feedback between the one who asks and others, the newest first.
type FeedbackList struct {
	Items []Feedback `json:"items"`
	Next  *string    `json:"next" nullable:"true" doc:"after of the next page; null on the last"`
}

// ShownFeedback is what somebody shows of what they received: who wrote it agreed.
type ShownFeedback struct {
	From  org.PersonID   `json:"from"`
	About string         `json:"about"`
	Words *FeedbackWords `json:"words" doc:"empty for what is not shown"`
}

// ShownFeedbackList is all of that.
type ShownFeedbackList struct {
	Items []ShownFeedback `json:"items"`
}
