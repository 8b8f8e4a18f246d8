"""What a clause reports: the kind of event, whether it happened, who did it and to whom."""
