package api_test

import "orpheus/org"

// asked are three more in Home care, so that there are enough to be asked, and a round that
// ended with too few answers.
func asked() []scene {
	from := org.At(now.AddDate(0, -9, 0))
	all := []scene{
		{0, &org.AmendOrganisation{StatisticsFrom: &from}, ""},
		{0, &org.JoinPerson{}, "Fons"},
		{0, &org.JoinPerson{}, "Guus"},
		{0, &org.JoinPerson{}, "Hein"},
	}
	for p := org.PersonID(7); p <= 9; p++ {
		all = append(all, scene{0, &org.JoinCircle{Circle: 2, Person: p}, ""})
	}
	all = append(all, scene{7, &org.RecogniseInformal{Circle: 2, Person: 8}, ""}, scene{8, &org.AcceptInformal{Informal: 3}, ""}) // Y3, of which Eva has said nothing yet
	all = append(all, scene{2, &org.AskPulse{}, ""})
	for range int(org.DefaultPulse / org.Day) { // a day passes with each
		all = append(all, scene{2, &org.KeepLearning{Circle: 2, Text: org.Write("It takes a while.")}, ""})
	}
	return append(all, scene{0, &org.ClosePulse{Pulse: 1, Hidden: org.PulseFew}, ""})
}
