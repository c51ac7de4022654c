package sentence

import "orpheus/org"

// voice is what people say of each other in the open. It comes last, so that it moves no day
// of what others say.
func (x *example) voice() {
	x.do(anna, &org.GiveThanks{To: karen, Initiative: 2, Text: org.Write("You carried the wood.")})
	x.do(karen, &org.HideThanks{Thanks: 1}, &org.ShowThanks{Thanks: 1})
	x.do(anna, &org.TakeBackThanks{Thanks: 1})
	x.do(anna, &org.RecogniseInformal{Circle: org.Root, Person: karen})
	x.do(karen, &org.AcceptInformal{Informal: 1})
	x.do(bram, &org.ConfirmInformal{Informal: 1}, &org.WithdrawInformal{Informal: 1})
	x.do(karen, &org.DeclineInformal{Informal: 1})
}
