"""Domain values to views, and views to formats. A format never knows a rule; a view no format."""
