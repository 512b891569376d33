"""One name at one place: by its endings, by a phrase, by a number, a title or what a speaker calls it."""
