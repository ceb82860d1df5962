"""What is carried out of an account and into it: the format of an export, and the files that people bring along."""
