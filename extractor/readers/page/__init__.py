"""A page of words and ruling lines → rows, columns, tables, furniture, text; whoever read the words."""
