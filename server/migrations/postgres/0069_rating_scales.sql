-- Which scales there are ratings on is asked by every search for a rating.
CREATE INDEX reviews_rating_scale ON reviews (rating_out_of)
WHERE published_at IS NOT NULL AND rating_out_of IS NOT NULL;
