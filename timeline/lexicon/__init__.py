"""Words as data, and the little code that looks them up."""
