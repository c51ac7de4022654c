package demo

// openness is how much of the leading is taken by whoever wants to, by month of
// the story; the rest is done or handed out by those who lead by position.
var openness = []float64{
	.03, .03, .04, .05, .07, .09, .11, .14, .18, .22, .27, .33,
	.40, .48, .54, .54, .05, .02, .03, .12, .50, .68, .74, .78,
	.80, .82, .84, .85, .86, .87, .88, .89, .90, .91, .92, .93, .93,
}

// works is how many pieces of work begin in a month, in a normal De Linde.
var works = []float64{
	12, 11, 11, 10, 9, 9, 9, 9, 9, 9, 10, 10,
	11, 12, 13, 12, 13, 12, 11, 11, 13, 14, 14, 15,
	16, 17, 18, 19, 20, 20, 21, 22, 22, 24, 25, 26, 26,
}

// month returns the value of a table on a day of the story, between its months.
func month(table []float64, day int) float64 {
	at := float64(day) / 30.44
	i := min(int(at), len(table)-1)
	j := min(i+1, len(table)-1)
	return table[i] + (table[j]-table[i])*(at-float64(i))
}

// hard reports whether the day lies in the quarter in which much stood still.
func hard(day int) bool { return day >= crisis && day < recovery }
