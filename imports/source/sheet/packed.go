package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"

	"orpheus/imports/source"
)

// maxParts is how many parts a workbook may have.
const maxParts = 2000

// fits is whether a workbook holds no more than it may, counted by unpacking it and not by
// what it says of itself. Every part that is read is counted; pictures are not read.
func fits(file string, data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return &source.Error{File: file, What: source.Say("unread.sheet.workbook"), Cause: err}
	}
	if len(z.File) > maxParts {
		return &source.Error{File: file, What: source.Say("unread.sheet.unpacked", maxUnpacked>>20)}
	}
	left := int64(maxUnpacked)
	workbook := false
	for _, part := range z.File {
		workbook = workbook || strings.EqualFold(strings.TrimPrefix(part.Name, "/"), "[Content_Types].xml")
		r, err := part.Open()
		if err != nil {
			return &source.Error{File: file, What: source.Say("unread.sheet.workbook"), Cause: err}
		}
		n, err := io.Copy(io.Discard, io.LimitReader(r, left+1))
		_ = r.Close()
		if left -= n; left < 0 {
			return &source.Error{File: file, What: source.Say("unread.sheet.unpacked", maxUnpacked>>20)}
		}
		if err != nil {
			return &source.Error{File: file, What: source.Say("unread.sheet.workbook"), Cause: err}
		}
	}
	if !workbook {
		return &source.Error{File: file, What: source.Say("unread.sheet.workbook")}
	}
	return nil
}
