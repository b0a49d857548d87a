"""One module for each subject; every function in it is a story."""
