package io.artstore.admin.domain;

import java.util.Optional;

/**
 * Which part of a list of accounts is wanted.
 *
 * @param skip how many to pass over, from where it begins
 * @param after the place it begins behind; empty is the beginning of the list
 * @param limit how many at most
 */
public record PageRequest<I>(int skip, Optional<AccountPosition<I>> after, int limit) {}
