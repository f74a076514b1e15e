"""The way into the Party: from the application to full membership."""
