package sheet

import "orpheus/imports/source"

// Records is a list of maps as a sheet: its first row names their fields.
func Records(file, name string, list *Node, notes *source.Notes) (*Sheet, error) {
	s := &Sheet{File: file, Name: name, Fields: true}
	b := book{file: file, notes: notes}
	columns := map[string]int{}
	head := Row{Line: list.Line}
	for _, n := range list.List {
		for _, f := range n.Fields {
			if _, ok := columns[f.Name]; !ok && len(head.Cells) < maxCells {
				columns[f.Name] = len(head.Cells)
				head.Cells = append(head.Cells, f.Name)
			}
		}
	}
	s.Rows = append(s.Rows, head)
	for _, n := range list.List {
		if n.Kind != Mapping {
			notes.Refuse(file, n.Line, source.CodeWrongType, "odd.sheet.no_map", name)
			continue
		}
		cells := make([]string, len(head.Cells))
		for _, f := range n.Fields {
			if i, ok := columns[f.Name]; ok {
				cells[i] = cellOf(f.Value)
			}
		}
		if err := b.row(s, n.Line, cells); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// cellOf is a value as a cell; of a list, its texts.
func cellOf(n *Node) string {
	if n.Kind != Sequence {
		return n.Text
	}
	var all []string
	for _, e := range n.List {
		all = append(all, e.Text)
	}
	return Join(all)
}
