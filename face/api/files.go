package api

import (
	"mime"
	"net/http"
	"strconv"

	"orpheus/face/view"
	"orpheus/org"
	"orpheus/service"
)

// shownFiles are the files that came with words, in their order.
func shownFiles(files map[org.FileID]service.File, ids []org.FileID) []view.File {
	out := []view.File{}
	for _, id := range ids {
		if f, there := files[id]; there {
			out = append(out, view.File{ID: id, Name: f.Name, Kind: f.Kind, About: f.About, Size: f.Size, Width: f.Width, Height: f.Height})
		}
	}
	return out
}

func fileOperation() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/files/{id}", id: "get-file", tag: "Things", raw: true,
		summary: "Fetch a file that came with words",
		doc:     "What is in it, as it was kept: a picture was made anew when it came. The words that it came with name it, with its kind and name.",
		serve: func(c *call) error {
			id, err := org.ParseID[org.FileID](c.r.PathValue("id"))
			if err != nil {
				return wrong(http.StatusNotFound, "missing", c.r.PathValue("id"))
			}
			f, err := c.visit.File(c.r.Context(), id)
			if org.CodeOf(err) == org.NotFound {
				return wrong(http.StatusNotFound, "missing", id.String())
			}
			if err != nil {
				return err
			}
			h := c.w.Header()
			h.Set("Content-Type", f.Sent())
			h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
			h.Set("Content-Length", strconv.Itoa(len(f.Body)))
			_, err = c.w.Write(f.Body)
			return err
		},
	}
}
