/** Budgets of requests per minute, kept in this process. */
package io.artstore.common.ratelimit;
