"""Who takes part: names, titles, peoples, pronouns and descriptions, to actors of the registry."""
