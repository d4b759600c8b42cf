package io.artstore.storage.service;

import io.artstore.storage.domain.AttributeDocument;

/**
 * What became of an upload.
 *
 * @param document as it is durable and listed
 * @param created false where the same bytes had been stored under the same id before
 */
public record Stored(AttributeDocument document, boolean created) {}
