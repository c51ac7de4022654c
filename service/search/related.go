package search

import "strings"

// Related reports whether two short texts share a word: one of at least four
// letters that says something, whatever its ending, in Dutch, Danish or English.
func Related(a, b string) bool { return len(Shared(Telling(a), Telling(b))) > 0 }

// hollow are words that two texts may share without being about the same.
var hollow = func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(`
		about after again also been before being both could does doing down each every from have here into just keep knows like make more
		most much must nobody none only other others over same should some somebody such than that their them then there these they thing
		things this those through under until very want week weeks well were what when where which while whom will with without work would year your
		alle alles altijd andere anderen anders daar deze door doen dingen echt eens elke geen goed haar hebben hier hoe iedereen iemand iets
		jaar jouw kunnen maar maken meer mensen moeten naar niemand niet niets nieuwe nog omdat onze over samen steeds teveel toch tussen veel voor
		waar wanneer want wat weer week weken weten wie wij willen worden wordt zelf zijn zonder zoals
		alle altid andre begge blev blive bliver denne dette disse efter eller flere fordi fortælle gerne have hver hvad hvem hvis hvor hvordan
		igen ikke ingen intet kunne lige mange mellem mere meget måske når nogen noget nyt over selv skal skulle sammen uden under uge uger være vores`) {
		set[w] = true
	}
	return set
}()
