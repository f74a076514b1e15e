"""What one user keeps beside the branch files: settings, names of branches, drafts."""
