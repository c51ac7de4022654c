package cli

// DemoViewer names who the link of the demo signs in.
var DemoViewer = demoViewer
