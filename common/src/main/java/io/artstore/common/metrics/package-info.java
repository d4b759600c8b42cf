/** Where every module records its meters, and what {@code /metrics} shows. */
package io.artstore.common.metrics;
