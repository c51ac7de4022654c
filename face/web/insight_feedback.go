package web

import "orpheus/service"

// directed reads in which directions feedback goes; nil where there is too little to say it.
func (l *insightPage) directed() (*service.Directions, error) {
	if l.q.circle != 0 {
		return nil, nil
	}
	sum, enough, err := l.view.Directions(l.r.Context())
	if err != nil || !enough {
		return nil, err
	}
	return &sum, nil
}

// directionRows are how much was asked each way. What is too little to be told is said so.
func (l *insightPage) directionRows() [][2]string {
	number := func(n int) string {
		if n == 0 {
			return l.p.T("insight.feedback.under")
		}
		return l.p.Number(n)
	}
	d := l.directions
	return [][2]string{
		{l.p.T("insight.feedback.up"), number(d.Up)},
		{l.p.T("insight.feedback.down"), number(d.Down)},
		{l.p.T("insight.feedback.lateral"), number(d.Lateral)},
	}
}

// directionsSay is the sentence over them.
func (l *insightPage) directionsSay() string {
	one, told := l.directions.OneWay()
	if !told {
		return l.p.T("insight.feedback.says.few")
	}
	return l.p.T("insight.feedback.says", l.p.Decimal(one, 2))
}
