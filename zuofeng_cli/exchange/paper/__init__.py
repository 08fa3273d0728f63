"""Papers for inside the office: docx, laid out as GB/T 9704-2012 has it, without red head and seal."""
