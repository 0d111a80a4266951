-- Ways through the reviews: the most talked about, and the years of films.
CREATE INDEX reviews_discussed ON reviews (comment_count, id)
WHERE kind = 'review' AND published_at IS NOT NULL;
CREATE INDEX films_year ON films (year);
