"""On Record: who is on record in the news, with what words, with which numbers, in what tone."""
