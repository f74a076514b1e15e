"""Many branch files judged as one is: found, read, judged, added up; nothing is written there."""
