package io.artstore.common.contract.storage;

import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;

@ProxyGen
public interface ChangeFeedApi {
    Future<ChangePage> changes(String cursor, int limit);
}
