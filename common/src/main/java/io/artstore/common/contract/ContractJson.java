package io.artstore.common.contract;

import io.artstore.common.contract.storage.ChangePage;
import io.vertx.core.json.JsonObject;

public final class ContractJson {
    private ContractJson() {}

    public static JsonObject fromChangePage(ChangePage page) {
        return JsonObject.mapFrom(page);
    }

    public static ChangePage toChangePage(JsonObject json) {
        return json.mapTo(ChangePage.class);
    }
}
