"""What a sentence is: the cues in it, and the verdict task, call, issue or nothing with its reasons."""
