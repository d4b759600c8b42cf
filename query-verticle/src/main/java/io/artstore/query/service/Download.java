package io.artstore.query.service;

import io.artstore.query.domain.IndexedDocument;
import io.artstore.query.element.ElementAnswer;

/** A document on its way: what the index says of it, and the element's answer with status 200, 206 or 304. */
public record Download(IndexedDocument document, ElementAnswer answer) {}
