-- Only PostgreSQL's index has changed: FTS5 knows in which column a word stands.
SELECT 1;
