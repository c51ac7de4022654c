package ties

// manyCircles is from how many circles on all cells that follow are dealt with at once: a
// few more may be hidden then than is needed, and it takes moments, not minutes.
const manyCircles = 30

// Suppress hides further cells of a table until no hidden one can be worked out, by
// somebody who knows every shown cell exactly, the sum of each row and column, of all, and
// of those within a circle (on the diagonal): no hidden cell is then a combination of these,
// and no sum of the cells on or off the diagonal says that all hidden there are zero while
// others are shown. Where a table is too small for that, all of it is hidden.
//
// It hides the ring of cells in which something could move to and fro with the smallest
// ties in it, and where there is no such ring, the smallest cell.
func Suppress(count [][]int, hidden [][]bool) {
	if most(hidden) == 0 {
		return
	}
	for {
		a, b, bare := bare(count, hidden)
		if !bare {
			cells := determined(hidden)
			if len(cells) == 0 {
				return
			}
			a, b = cells[0][0], cells[0][1]
			if len(hidden) < manyCircles {
				cells = cells[:1]
			}
			more := false
			for _, c := range cells {
				more = ring(count, hidden, c[0], c[1]) || more
			}
			if more {
				continue
			}
		}
		if !hide(count, hidden, a, b, bare) {
			for a := range hidden { // nothing is left that would help
				for b := range hidden {
					hidden[a][b] = true
				}
			}
			return
		}
	}
}

func most(hidden [][]bool) (n int) {
	for a := range hidden {
		for b := range hidden {
			if hidden[a][b] {
				n++
			}
		}
	}
	return n
}

// bare finds a hidden cell of a side, on or off the diagonal, of which all hidden ones are zero
// while others are shown: their sum would say so.
func bare(count [][]int, hidden [][]bool) (a, b int, found bool) {
	for _, diagonal := range []bool{true, false} {
		sum, shown, at := 0, 0, [2]int{-1, -1}
		for a := range hidden {
			for b := range hidden {
				switch {
				case (a == b) != diagonal:
				case !hidden[a][b]:
					shown++
				default:
					sum += count[a][b]
					at = [2]int{a, b}
				}
			}
		}
		if at[0] >= 0 && sum == 0 && shown > 0 {
			return at[0], at[1], true
		}
	}
	return 0, 0, false
}

// hide hides one more cell: the smallest in the row or column of a hidden one, or anywhere where
// all of these are hidden; with side, only one that is on the diagonal as it is.
func hide(count [][]int, hidden [][]bool, a, b int, side bool) bool {
	best, near, least := [2]int{-1, -1}, false, 0
	for i := range hidden {
		for j := range hidden {
			if hidden[i][j] || side && (i == j) != (a == b) {
				continue
			}
			close := i == a || j == b
			if best[0] < 0 || close && !near || close == near && count[i][j] < least {
				best, near, least = [2]int{i, j}, close, count[i][j]
			}
		}
	}
	if best[0] < 0 {
		return false
	}
	hidden[best[0]][best[1]] = true
	return true
}

// ring hides the cheapest ring of cells around a hidden one. Within a ring what is in one cell
// may as well be in the next, and no sum of a row, a column or the diagonal tells: off the
// diagonal four corners, on it the smallest round that takes in another of the diagonal.
// It reports whether it hid anything.
func ring(count [][]int, hidden [][]bool, a, b int) bool {
	var best [][2]int
	least := 0
	for i := range hidden {
		for j := range hidden {
			around := [][2]int{{a, j}, {i, b}, {i, j}}
			ok := i != a && j != b && a != j && i != b && i != j
			if a == b {
				around = [][2]int{{a, j}, {j, a}, {i, i}, {i, j}, {j, i}}
				ok = i != j && i != a && j != a
			}
			if !ok {
				continue
			}
			cost, more := 0, false
			for _, c := range around {
				if !hidden[c[0]][c[1]] {
					cost, more = cost+1+count[c[0]][c[1]], true
				}
			}
			if more && (best == nil || cost < least) {
				best, least = around, cost
			}
		}
	}
	for _, c := range best {
		hidden[c[0]][c[1]] = true
	}
	return best != nil
}

// prime is what sums are reckoned by: far above anything that elimination in a table of
// ones and zeros gives, so that nothing vanishes by chance.
const prime = 1<<31 - 1

// determined are the hidden cells that follow from sums: the unknowns that stand alone in a
// row of the table of sums after elimination, one row for each row, each column, and the
// diagonal. The sum of all follows from these.
func determined(hidden [][]bool) (cells [][2]int) {
	k := len(hidden)
	for a := range k {
		for b := range k {
			if hidden[a][b] {
				cells = append(cells, [2]int{a, b})
			}
		}
	}
	sums := make([][]int64, 2*k+1)
	for i := range sums {
		sums[i] = make([]int64, len(cells))
	}
	for c, at := range cells {
		sums[at[0]][c], sums[k+at[1]][c] = 1, 1
		if at[0] == at[1] {
			sums[2*k][c] = 1
		}
	}
	reduce(sums)
	var alone [][2]int
	for _, row := range sums {
		n, last := 0, 0
		for c, x := range row {
			if x != 0 {
				n, last = n+1, c
			}
		}
		if n == 1 {
			alone = append(alone, cells[last])
		}
	}
	return alone
}

// reduce brings rows to the form in which each begins with a one that no other row has in its
// column.
func reduce(rows [][]int64) {
	top := 0
	for c := 0; len(rows) > 0 && c < len(rows[0]) && top < len(rows); c++ {
		p := top
		for p < len(rows) && rows[p][c] == 0 {
			p++
		}
		if p == len(rows) {
			continue
		}
		rows[top], rows[p] = rows[p], rows[top]
		by := inverse(rows[top][c])
		for j := range rows[top] {
			rows[top][j] = rows[top][j] * by % prime
		}
		for i := range rows {
			if f := rows[i][c]; i != top && f != 0 {
				for j := range rows[i] {
					rows[i][j] = (rows[i][j] + (prime-f)*rows[top][j]) % prime
				}
			}
		}
		top++
	}
}

// inverse is what x has to be multiplied by to give one (Fermat).
func inverse(x int64) int64 {
	out := int64(1)
	for n := int64(prime - 2); n > 0; n >>= 1 {
		if n&1 == 1 {
			out = out * x % prime
		}
		x = x * x % prime
	}
	return out
}
