/**
 * The HTTP kit: what every listener of ArtStore has in front of its routes, and how routes read requests and answer.
 *
 * <p>A module makes one {@link io.artstore.common.http.ApiServer} per listener and mounts its routes on it; request
 * ids, access log, CORS, metrics, health, OpenAPI, error documents and the drain come with it.
 */
package io.artstore.common.http;
