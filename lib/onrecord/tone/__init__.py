"""How words sound: the tone of quotes and of the narration."""
