/**
 * What modules promise each other over the event bus: service-proxy interfaces and the records they exchange.
 *
 * <p>Each interface owns its address. Records travel as JSON; {@code META-INF/vertx/json-mappers.properties} tells the
 * code generator how. Bytes, SQL and secrets never travel here.
 */
@ModuleGen(name = "artstore-contract", groupPackage = "io.artstore.common.contract")
package io.artstore.common.contract;

import io.vertx.codegen.annotations.ModuleGen;
