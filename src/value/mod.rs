//! What a cell says, once its markup is gone; knows no markdown.
